"""What came in, one by one, as ODK Central lists it: facts, files, versions, notes, judgement."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from kachehri.domains.forms.actions import reviewing
from kachehri.domains.forms.queries import central as facts
from kachehri.domains.forms.queries.answers import attachment_pieces, by_id, raw_xml
from kachehri.domains.forms.queries.central import FormFacts, SubmissionFacts
from kachehri.domains.forms.queries.notes import notes
from kachehri.domains.forms.queries.odata import moment

from .central import actor_of, body_of, form_of
from .central_answering import CentralProblem, absent, as_json, encoded, not_offered, spoken
from .central_pieces import sent_as_read

A_PAGE = 1000
WAITING = "raw"
"""What nobody has read yet may tell of something that must not lie in the open."""


def submission_json(one: SubmissionFacts) -> dict[str, Any]:
    """A submission in Central's words. What came without a collector has the submitter 0."""
    return {
        "instanceId": one.root,
        "submitterId": one.collector_id or 0,
        "deviceId": one.device or None,
        "userAgent": None,
        "reviewState": one.review or None,
        "createdAt": moment(one.received_at),
        "updatedAt": moment(one.changed_at),
        "currentVersion": {
            "instanceId": one.instance,
            "submitterId": one.collector_id or 0,
            "deviceId": one.device or None,
            "current": True,
            "createdAt": moment(one.received_at),
        },
    }


@spoken("GET", "POST")
def submissions(request: HttpRequest, project_id: int, key: str) -> HttpResponseBase:
    """Everything that came in for a form, newest first, sent while it is read."""
    if request.method == "POST":
        raise not_offered("Sending answers by this address (devices send to /openrosa/)")
    return sent_as_read(request, listed(form_of(request, project_id, key)))


def listed(form: FormFacts) -> Iterable[bytes]:
    """The list as JSON, a thousand at a time."""
    before, joint = 0, b"["
    while page := facts.submissions_of(form.id, before=before, limit=A_PAGE):
        yield joint + b",".join(encoded(submission_json(one)) for one in page)
        before, joint = page[-1].id, b","
    yield b"[]" if joint == b"[" else b"]"


def found(request: HttpRequest, project_id: int, key: str, root: str) -> SubmissionFacts:
    """The submission of an address. Raises CentralProblem, Refused."""
    form = form_of(request, project_id, key)
    one = facts.submission_of(form.id, root)
    if one is None:
        raise absent()
    return one


@spoken("GET", "PATCH", "PUT", "DELETE")
def submission(request: HttpRequest, project_id: int, key: str, root: str) -> HttpResponse:
    """One submission; a program may judge it where its person may."""
    one = found(request, project_id, key, root)
    if request.method == "PATCH":
        judge(request, one)
        one = found(request, project_id, key, root)
    elif request.method != "GET":
        raise not_offered("Editing or erasing an answer by this address")
    return as_json(submission_json(one))


def judge(request: HttpRequest, one: SubmissionFacts) -> None:
    """Write the judgement of a PATCH."""
    state = body_of(request).get("reviewState")
    try:
        reviewing.review(
            submission_id=one.id,
            state="" if state is None else str(state),
            by=actor_of(request),
            at=timezone.now(),
        )
    except reviewing.ReviewProblem as problem:
        message = f"The value ({problem}) is not one of: {', '.join(reviewing.REVIEWS)}."
        raise CentralProblem("400.8", message) from problem


@spoken()
def submission_xml(request: HttpRequest, project_id: int, key: str, root: str) -> HttpResponse:
    """The XML as the device sent it."""
    one = by_id(found(request, project_id, key, root).id)
    is_read = one is not None and one.submission.state != WAITING
    xml = raw_xml(one.submission) if one and is_read else None
    if xml is None:
        raise absent()
    return HttpResponse(xml, content_type="application/xml")


@spoken("GET", "POST")
def comments(request: HttpRequest, project_id: int, key: str, root: str) -> HttpResponse:
    """What was noted of a submission; or a new note."""
    one = found(request, project_id, key, root)
    now = timezone.now()
    if request.method == "POST":
        body = str(body_of(request).get("body", ""))
        by = actor_of(request)
        try:
            reviewing.note(submission_id=one.id, body=body, by=by, at=now)
        except reviewing.ReviewProblem as problem:
            raise CentralProblem("400.2", "A note has words, and not too many.") from problem
        return as_json({"body": body, "actorId": by.thing_id, "createdAt": moment(now)})
    return as_json(
        [
            {"body": note.body, "actorId": note.by_id, "createdAt": moment(note.at)}
            for note in reversed(notes(one.id))
            if note.body
        ]
    )


@spoken()
def versions(request: HttpRequest, project_id: int, key: str, root: str) -> HttpResponse:
    """The answer and what it replaced, newest first."""
    one = found(request, project_id, key, root)
    family = facts.versions_of_answer(one.form_id, one.root)
    return as_json(
        [
            {
                "instanceId": each.instance,
                "submitterId": each.collector_id or 0,
                "deviceId": each.device or None,
                "current": not each.is_edited,
                "createdAt": moment(each.received_at),
            }
            for each in family
        ]
    )


@spoken()
def attachments(request: HttpRequest, project_id: int, key: str, root: str) -> HttpResponse:
    """The files that an answer names, and whether they are here."""
    one = found(request, project_id, key, root)
    return as_json([{"name": file.name, "exists": file.is_here} for file in facts.files_of(one.id)])


@spoken()
def attachment(
    request: HttpRequest, project_id: int, key: str, root: str, name: str
) -> HttpResponseBase:
    """One file. It is sent as a thing to keep: what strangers made is not shown by a browser."""
    one = found(request, project_id, key, root)
    file = next((file for file in facts.files_of(one.id) if file.name == name), None)
    pieces = attachment_pieces(one.id, name) if file and file.is_here else None
    if file is None or pieces is None:
        raise absent()
    response = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    response["Content-Disposition"] = "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
