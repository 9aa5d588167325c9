"""The OpenRosa server that ODK Collect and its relatives speak with: forms out, answers in.

Each address stands twice: with a token in it (`/openrosa/key/<token>/projects/7/formList`), which
asks nothing, and without one, where the client proves by Digest who sends. What real clients need
is in docs/guide/collecting.md, each sentence of it a test (tests/stories/test_collect.py).
"""

import logging
import os
from collections.abc import Callable, Sequence
from functools import wraps
from math import ceil
from typing import Any
from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt

from kachehri.domains.forms import actions as forms
from kachehri.domains.forms import queries
from kachehri.domains.forms.kinds.submissions import Brought, NewFile, Receipt
from kachehri.domains.forms.queries import CollectorView
from kachehri.domains.forms.queries.listing import Listed, listed, published_version
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.jobs.together import Away, Together
from kachehri.engines.pagekit.arriving import TOO_LARGE

from . import openrosa_auth as auth
from . import openrosa_said as said
from .answering import address_of
from .limits import Buckets

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
XML = "xml_submission_file"
INCOMPLETE = "*isIncomplete*"
INTAKE = "intake"
"""The system actor in whose name answers come in."""
MB = 1 << 20
WRONG_A_MINUTE = 120
wrong = Buckets(WRONG_A_MINUTE)
"""How often one address may be wrong about who it is."""


def most_bytes() -> int:
    """The largest file that comes with answers: KACHEHRI_ANSWER_MB, else 50 MB."""
    try:
        return int(os.environ.get("KACHEHRI_ANSWER_MB", "50")) * MB
    except ValueError:
        return 50 * MB


def collecting(*methods: str) -> Callable[[View], View]:
    """A view for whoever was sent out: known by token or header; problems as OpenRosa says them."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(
            request: HttpRequest, project: int, token: str = "", **named: Any
        ) -> HttpResponse:
            if request.method not in methods and TOO_LARGE not in request.GET:
                response = said.message(gettext("This address takes something else."), 405)
                response["Allow"] = ", ".join(methods)
                return response
            try:
                who = auth.by_token(token, project) if token else auth.by_headers(request, project)
                if who is None:
                    return _unknown(request, is_token=bool(token))
                if any("\0" in str(one) for one in named.values()):
                    return said.message(gettext("There is no such file here."), 404)
                return said.marked(view(request, who, **named))
            except Away:
                return busy()

        return csrf_exempt(answered)

    return decorate


def busy() -> HttpResponse:
    """It cannot be done now; the phone keeps it and sends again."""
    text = gettext("The server is busy. Nothing is lost: send it again in a minute.")
    return said.message(text, 503)


def _unknown(request: HttpRequest, *, is_token: bool) -> HttpResponse:
    """Nobody whom we know. A token that opens nothing is no question of a password."""
    tried = is_token or ("Authorization" in request.headers and not auth.is_stale(request))
    if tried and (seconds := ceil(wrong.wait(address_of(request)))):
        response = said.message(gettext("Too many tries. Wait a minute."), 429)
        response["Retry-After"] = str(seconds)
        return response
    if is_token:
        text = gettext("This way to send is closed. Ask whoever sent you out for a new one.")
        return said.message(text, 403)
    response = said.message(gettext("A user name and a password are needed."), 401)
    response["WWW-Authenticate"] = ", ".join(auth.challenge(request))
    return response


@collecting("GET", "HEAD")
def form_list(request: HttpRequest, who: CollectorView) -> HttpResponse:
    """The forms that may be filled. One that cannot be told of is left out and breaks nothing."""
    root, wanted = _root(request, "formList"), request.GET.get("formID", "")
    items = []
    for one in auth.few(lambda: listed(who.project_id)):
        try:
            if not wanted or one.key == wanted:
                items.append(_item(root, one))
        except Exception:
            log.exception("Form %s cannot be listed", one.form_id)
    return said.form_list(items)


def _item(root: str, one: Listed) -> dict[str, str]:
    """One entry: all that Collect must find in it, or none of it."""
    address = f"{root}/forms/{quote(one.key, safe='')}"
    if len(one.md5) != 32 or not one.key:
        raise ValueError("no checksum, or no id")
    item = {
        "formID": one.key,
        "name": one.title(get_language() or "en"),
        "version": one.label,
        "hash": f"md5:{one.md5}",
        "downloadUrl": f"{address}.xml?v={one.number}",
    }
    if one.has_files:
        item["manifestUrl"] = f"{address}/manifest?v={one.number}"
    return item


@collecting("GET", "HEAD")
def form_xml(request: HttpRequest, who: CollectorView, key: str) -> HttpResponse:
    """The very bytes whose MD5 the list told; the same for everybody."""

    def fetched() -> bytes | None:
        version = published_version(who.project_id, key, _number(request))
        return queries.xform(version) if version else None

    content = auth.few(fetched)
    if content is None:
        return said.message(gettext("There is no such form here."), 404)
    return HttpResponse(content, content_type="text/xml; charset=utf-8")


@collecting("GET", "HEAD")
def manifest(request: HttpRequest, who: CollectorView, key: str) -> HttpResponse:
    """The files of a form that are here."""
    number = _number(request)

    def found() -> Sequence[queries.MediaView]:
        version = published_version(who.project_id, key, number)
        return queries.media(version) if version else ()

    address = f"{_root(request, 'forms/')}/forms/{quote(key, safe='')}/media"
    query = f"?v={number}" if number is not None else ""
    return said.manifest(
        {
            "filename": one.name,
            "hash": f"md5:{one.md5}",
            "downloadUrl": f"{address}/{quote(one.name, safe='')}{query}",
        }
        for one in auth.few(found)
        if len(one.md5) == 32
    )


@collecting("GET", "HEAD")
def media(request: HttpRequest, who: CollectorView, key: str, name: str) -> HttpResponse:
    """A file of a form."""

    def fetched() -> tuple[str, bytes] | None:
        version = published_version(who.project_id, key, _number(request))
        content = queries.media_file(version, name) if version else None
        if version is None or content is None:
            return None
        kinds = {one.name: one.content_type for one in queries.media(version)}
        return kinds.get(name) or "application/octet-stream", content

    found = auth.few(fetched)
    if found is None:
        return said.message(gettext("There is no such file here."), 404)
    response = HttpResponse(found[1], content_type=found[0])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return response


def _root(request: HttpRequest, before: str) -> str:
    """The base address of the project as this client knows it."""
    return request.build_absolute_uri(request.path).partition(f"/{before}")[0]


def _number(request: HttpRequest) -> int | None:
    told = request.GET.get("v", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else None


@collecting("HEAD", "POST")
def submission(request: HttpRequest, who: CollectorView) -> HttpResponse:
    """HEAD: may I send here, and how much at once? POST: one submission, or a part of its files."""
    if request.method == "HEAD":
        return HttpResponse(status=204)
    brought = prepared(request, who)
    if isinstance(brought, HttpResponse):
        return brought
    return told(auth.few(lambda: taken([brought])[0]) if brought.files else together(brought))


def prepared(request: HttpRequest, who: CollectorView) -> Brought | HttpResponse:
    """What a POST brings, or what is wrong with it. Asks no database."""
    if too_large := _too_large(request):
        return said.message(too_large, 413)
    sent = _sent(request)
    if isinstance(sent, HttpResponse):
        return sent
    xml, files = sent
    if too_large := next(filter(None, map(_too_large_file, files)), ""):
        return said.message(too_large, 413)
    return forms.bring(
        xml=xml,
        at=timezone.now(),
        files=[_file(one) for one in files],
        collector_id=who.id,
        project_id=who.project_id,
        device=request.GET.get("deviceID", ""),
        channel="collect",
        is_complete=request.POST.get(INCOMPLETE) != "yes",
    )


def taken(brought: Sequence[Brought]) -> list[Receipt]:
    """Take a batch in, in the name of the intake."""
    now = timezone.now()
    return forms.receive_many(brought=brought, by=system_actor(INTAKE, now), at=now)


together: Together[Brought, Receipt] = Together("intake", taken)
"""What comes without files is written together."""


def _too_large(request: HttpRequest) -> str:
    """A sentence where the request is larger than what is taken, else nothing."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    size = int(told) if told.isdigit() else 0
    most = most_bytes()
    if TOO_LARGE not in request.GET and size <= most + ACCEPTED_BESIDE:
        return ""
    return gettext(
        "This is too large: at most %(most)s MB are taken. Choose a smaller picture or a shorter "
        "video, then send it again. The answers stay on the phone."
    ) % {"most": most // MB}


ACCEPTED_BESIDE = said.ACCEPTED + MB
"""Bytes that a request may have beside its largest file."""


def _too_large_file(file: UploadedFile) -> str:
    if (file.size or 0) <= most_bytes():
        return ""
    return gettext(
        "The file “%(name)s” is too large: it has %(size)s MB, and %(most)s MB are taken. Choose "
        "a smaller one, then send it again. The answers stay on the phone."
    ) % {"name": file.name, "size": -(-(file.size or 0) // MB), "most": most_bytes() // MB}


class Tail:
    """A body as it is read, whose last bytes are remembered: a part that breaks off looks whole."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.last = stream, b""

    def read(self, *sizes: int) -> bytes:
        """The next bytes."""
        piece: bytes = self.stream.read(*sizes)
        self.last = (self.last + piece)[-256:]
        return piece

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def _sent(request: HttpRequest) -> tuple[bytes, list[UploadedFile]] | HttpResponse:
    """The XML and the files, or what is wrong with the request."""
    boundary = (request.content_params or {}).get("boundary", "")
    if request.content_type != "multipart/form-data" or not boundary:
        return said.message(gettext("The answers must come as multipart/form-data."), 400)
    tail = Tail(request._stream)
    request._stream = tail  # type: ignore[assignment]
    try:
        fields, parts = request.POST, request.FILES
    except (MultiPartParserError, UnreadablePostError, TooManyFilesSent, RequestDataTooBig):
        return _broken()
    if not tail.last.rstrip(b"\r\n").endswith(f"--{boundary}--".encode("latin-1", "replace")):
        return _broken()
    files = [one for several in parts.lists() for one in several[1]]
    found = next((one for name, several in parts.lists() if name == XML for one in several), None)
    if found is not None:
        return found.read(), [one for one in files if one is not found]
    if XML in fields:
        return fields[XML].encode(), files
    text = gettext("There are no answers in this message: the part “%(name)s” is missing.")
    return said.message(text % {"name": XML}, 400)


def _broken() -> HttpResponse:
    return said.message(gettext("The message broke off on its way. Send it again."), 400)


def _file(one: UploadedFile) -> NewFile:
    def pieces() -> Any:
        one.seek(0)
        return one.chunks()

    return NewFile(one.name or "file", content_type=one.content_type or "", open=pieces)


STATUS = {
    "other-content": 409,
    "unknown-form": 404,
    "unknown-version": 202,
    "retired": 202,
    "not-a-submission": 400,
    "too-late": 202,
}
"""2xx where the phone may forget it, since we keep it; else it stays on the phone, too."""


def told(receipt: Receipt) -> HttpResponse:
    """What became of it, in a number that Collect takes for what it is, and a sentence."""
    if receipt.outcome == "later":
        response = said.message(
            gettext("This is more than may be sent in a day. Send the rest tomorrow."), 429
        )
        response["Retry-After"] = "3600"
        return response
    if receipt.outcome == "kept-apart":
        return said.message(_apart(receipt.reason), STATUS.get(receipt.reason, 409))
    if receipt.refused_files:
        text = gettext(
            "We have the answers. These files are not what their names say and are kept apart: "
            "%(names)s."
        )
        return said.message(text % {"names": ", ".join(receipt.refused_files)}, 201)
    if receipt.outcome == "had":
        return said.message(gettext("We had these answers already."), 201)
    return said.message(gettext("We have the answers. Thank you."), 201)


def _apart(reason: str) -> str:
    return {
        "other-content": gettext(
            "We have other answers under the same number. Both are kept; a person will look."
        ),
        "unknown-form": gettext("There is no such form here. Get the form anew, or ask."),
        "unknown-version": gettext("We do not know this version of the form. A person will look."),
        "retired": gettext("This form is closed. The answers are kept; a person will look."),
        "not-a-submission": gettext("These answers cannot be read as they are. A copy is kept."),
    }.get(reason, gettext("This is kept apart; a person will look."))
