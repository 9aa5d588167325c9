"""The address `/v1/`, as ODK Central speaks: sessions, projects, forms. See docs/api."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from kachehri.domains.forms.actions import programs as keys
from kachehri.domains.forms.queries import central as facts
from kachehri.domains.forms.queries.central import FormFacts, ProjectFacts
from kachehri.domains.forms.queries.forms import media as media_of
from kachehri.domains.forms.queries.forms import model, xform
from kachehri.domains.forms.queries.odata import moment
from kachehri.domains.forms.queries.programs import program_by_secret
from kachehri.domains.forms.rules.odata import fields as fields_of
from kachehri.engines.access.actor import Actor

from .answering import address_of
from .central_answering import (
    LASTS,
    CentralProblem,
    _slow_down,
    absent,
    as_json,
    not_offered,
    program_of,
    session_token,
    spoken,
    try_buckets,
)

MOST_BODY = 10_000
STATES = {"published": "open", "retired": "closed", "draft": "open"}
"""Our words for a form's state, and Central's."""


def actor_of(request: HttpRequest) -> Actor:
    """The person whose program asks."""
    return request.program.actor  # type: ignore[attr-defined, no-any-return]


def body_of(request: HttpRequest) -> Mapping[str, Any]:
    """The body of a request as an object of JSON."""
    try:
        found = json.loads(request.body[:MOST_BODY])
        json.dumps(found, ensure_ascii=False).encode()  # half a letter is none
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise CentralProblem("400.1", "The body is no object of JSON.")
    return found


@spoken("POST", is_open=True)
def sessions(request: HttpRequest) -> HttpResponse:
    """Begin a session: the address of a person, and a key that they made at the desk."""
    _slow_down(try_buckets, address_of(request))
    given = body_of(request)
    now = timezone.now()
    found = program_by_secret(str(given.get("email", "")), str(given.get("password", "")), now)
    if found is None:
        message = (
            "Could not authenticate with the provided credentials. Programs give a key from "
            "the desk (Answers for programs), not the password of the site."
        )
        raise CentralProblem("401.2", message)
    keys.sign_in(key_id=found.key_id, by=found.actor, at=now)
    token = session_token(found.key_id, now)
    ends = {"createdAt": moment(now), "expiresAt": moment(now + LASTS)}
    return as_json({"token": token, "csrf": token[:32], **ends})


@spoken("GET", "DELETE")
def session(request: HttpRequest, which: str) -> HttpResponse:
    """The session that runs, or its end. With it end all that this key has begun."""
    if request.method == "DELETE":
        by = actor_of(request)
        now = timezone.now() + timedelta(microseconds=1)
        keys.sign_out(key_id=request.program.key_id, by=by, at=now)  # type: ignore[attr-defined]
        return as_json({"success": True})
    program_of(request)
    return as_json({"expiresAt": moment(timezone.now() + LASTS)})


@spoken()
def current_user(request: HttpRequest) -> HttpResponse:
    """Whose program this is."""
    actor = actor_of(request)
    return as_json(
        {
            "id": actor.thing_id,
            "type": "user",
            "displayName": actor.name,
            "email": "",
            "createdAt": moment(timezone.now()),
            "updatedAt": None,
            "verbs": ["project.list", "form.read", "submission.list", "submission.read"],
        }
    )


@spoken()
def projects(request: HttpRequest) -> HttpResponse:
    """The projects whose answers the person may read."""
    return as_json([project_json(one) for one in facts.projects_for(actor_of(request))])


@spoken()
def project(request: HttpRequest, project_id: int) -> HttpResponse:
    """One project."""
    return as_json(project_json(project_for(request, project_id), facts.last_of(project_id)))


def project_for(request: HttpRequest, project_id: int) -> ProjectFacts:
    """The project of an address. Raises CentralProblem, Refused."""
    found = facts.project_for(actor_of(request), project_id)
    if found is None:
        raise absent()
    return found


def project_json(one: ProjectFacts, last: Any = None) -> dict[str, Any]:
    """A project in Central's words."""
    return {
        "id": one.id,
        "name": one.name(get_language() or "en"),
        "description": None,
        "archived": one.is_archived,
        "keyId": None,
        "appUsers": one.collectors,
        "forms": one.forms,
        "lastSubmission": moment(last),
        "createdAt": moment(one.created_at),
        "updatedAt": None,
        "deletedAt": None,
    }


@spoken()
def forms(request: HttpRequest, project_id: int) -> HttpResponse:
    """The forms of a project that were published."""
    project_for(request, project_id)
    return as_json([form_json(one) for one in facts.forms_of(actor_of(request), project_id)])


def form_of(request: HttpRequest, project_id: int, key: str) -> FormFacts:
    """The form of an address. Raises CentralProblem, Refused."""
    found = facts.form_of(actor_of(request), project_id, key)
    if found is None:
        raise absent()
    return found


def form_json(one: FormFacts) -> dict[str, Any]:
    """A form in Central's words."""
    return {
        "projectId": one.project_id,
        "xmlFormId": one.key,
        "name": one.title(get_language() or "en"),
        "version": one.label,
        "hash": one.md5,
        "state": STATES[one.state],
        "enketoId": None,
        "enketoOnceId": None,
        "keyId": None,
        "sha": None,
        "sha256": None,
        "draftToken": None,
        "createdAt": moment(one.created_at),
        "updatedAt": moment(one.changed_at),
        "publishedAt": moment(one.published_at),
    }


@spoken()
def form(request: HttpRequest, project_id: int, key: str) -> HttpResponse:
    """One form."""
    return as_json(form_json(form_of(request, project_id, key)))


@spoken()
def form_xml(request: HttpRequest, project_id: int, key: str) -> HttpResponse:
    """The XForm, byte for byte as devices get it."""
    found = form_of(request, project_id, key)
    return HttpResponse(xform(found.version_id), content_type="application/xml")


@spoken()
def fields(request: HttpRequest, project_id: int, key: str) -> HttpResponse:
    """Every question, group and repeat."""
    found = form_of(request, project_id, key)
    return as_json(fields_of(model(found.version_id)))


@spoken()
def versions(request: HttpRequest, project_id: int, key: str) -> HttpResponse:
    """The versions that were published, newest first."""
    found = form_of(request, project_id, key)
    own = form_json(found)
    return as_json(
        [
            {
                **own,
                "version": one.label,
                "hash": one.md5,
                "createdAt": moment(one.made_at),
                "publishedAt": moment(one.published_at),
            }
            for one in facts.versions_of(found.id)
        ]
    )


@spoken()
def version_xml(request: HttpRequest, project_id: int, key: str, label: str) -> HttpResponse:
    """The XForm of one version (Central writes `___` for a version without a label)."""
    found = form_of(request, project_id, key)
    wanted = "" if label == "___" else label
    one = next((one for one in facts.versions_of(found.id) if one.label == wanted), None)
    if one is None:
        raise absent()
    return HttpResponse(xform(one.id), content_type="application/xml")


@spoken()
def media(request: HttpRequest, project_id: int, key: str) -> HttpResponse:
    """The files that the form needs."""
    found = form_of(request, project_id, key)
    return as_json(
        [
            {"name": one.name, "type": "file", "exists": one.size > 0, "blobExists": one.size > 0,
             "datasetExists": False, "updatedAt": None}
            for one in media_of(found.version_id)
        ]
    )  # fmt: skip


@spoken()
def app_users(request: HttpRequest, project_id: int) -> HttpResponse:
    """Who sends answers. Their tokens are kept nowhere, so none is told."""
    project_for(request, project_id)
    return as_json(
        [
            {
                "projectId": one.project_id,
                "id": one.id,
                "type": "field_key",
                "displayName": one.name,
                "token": None,
                "createdAt": moment(one.created_at),
                "updatedAt": None,
                "deletedAt": moment(one.ended_at),
            }
            for one in facts.collectors_of(project_id)
        ]
    )


@spoken()
def datasets(request: HttpRequest, project_id: int) -> HttpResponse:
    """Kachehri keeps no entities: the list is empty, as in a Central where nobody made one."""
    project_for(request, project_id)
    return as_json([])


@spoken("GET", "POST", "PUT", "PATCH", "DELETE")
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address: what only Central does is said, the rest is not there."""
    if request.method != "GET" or rest.split("/")[0] in {"config", "audits", "backup", "roles"}:
        raise not_offered("This")
    raise absent()
