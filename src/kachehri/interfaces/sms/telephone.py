"""The telephone: an adapter for any gateway that can play, gather keys and record.

The gateway asks `/voice/<key>/call` when a call begins and after each step, and is told what to do
next as JSON or as simple XML. What was chosen before stands in the address of the next step. A
missed call is kept and called back; a voice note is kept raw until a person has listened to it.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from kachehri.domains.cases import queries
from kachehri.domains.people import queries as persons
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post import speaking
from kachehri.engines.post.kinds import Channel, Never, Outgoing, Sent, TryLater
from kachehri.engines.vault import queries as vault

from . import fields
from .calls import Call, Step, Turn, turn
from .conversing import number_of
from .gateways import Gateway, gateway, way_out
from .outgoing import ask, request_for

CHANNEL = "voice"
TELEPHONES = (CHANNEL, "sms", "whatsapp")
MOST_SOUND = 8 << 20
SOUNDS = ("audio/wav", "audio/x-wav", "audio/mpeg", "audio/ogg", "audio/amr", "audio/webm")
TAGS = {"closed": "closed", "refused": "refused", "waiting-citizen": "waiting"}


@page(rule=EVERYONE)
@csrf_exempt
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, key: str) -> HttpResponse:
    """One step of a call."""
    admitted = _admitted(request, key)
    if isinstance(admitted, HttpResponse):
        return admitted
    way, told = admitted
    before = Call(
        state=told.get("state", "welcome"),
        language="sd" if told.get("language") == "sd" else "ur",
        number=told.get("number", "")[:12],
        tries=int(told["tries"]) if told.get("tries", "").isdecimal() else 0,
    )
    made = turn(before, told.get("keys", told.get("Digits", "")).rstrip("#"))
    made = _acted(made, told, timezone.now())
    return _answer(request, way, made, told)


def _acted(made: Turn, told: Mapping[str, str], at: datetime) -> Turn:
    """Do what the turn asks for; what it found out may change what is played."""
    sender = number_of(told.get("from", ""))
    if made.act == "call-back":
        keep_missed(sender, at)
    elif made.act in {"yes", "no"}:
        _keep_words(sender, f"{made.act} {made.call.number}", told.get("call", ""), at)
    elif made.act == "news":
        return Turn(Step((_news(made.call.number, sender, at),)), made.call)
    elif made.act == "which" and _case(made.call.number, sender, at) is None:
        return Turn(Step(("unknown",)), made.call)
    return made


def _case(number: str, sender: str, at: datetime) -> queries.CaseView | None:
    """The matter of a number, where this telephone may hear of it: its own, or a public one."""
    case = queries.case(int(number)) if number.isascii() and number.isdigit() else None
    if case is None or queries.is_visible(case, timezone.localdate(at)):
        return case
    callers = {one for channel in TELEPHONES for one in persons.by_contact(channel, sender)}
    return case if case.applicant_id in callers else None


def _news(number: str, sender: str, at: datetime) -> str:
    """Which prompt says how far a matter is: never what it is about."""
    case = _case(number, sender, at)
    if case is None:
        return "unknown"
    return next((prompt for tag, prompt in TAGS.items() if tag in case.tags), "open")


def _keep_words(sender: str, words: str, call_id: str, at: datetime) -> None:
    """What was pressed is kept as if it had been written, and read like a text message."""
    raw = {"from": sender, "to": "", "text": words}
    post.keep(
        channel=CHANNEL,
        gateway=CHANNEL,
        external=f"keys:{call_id or at.isoformat()}:{words}",
        raw=json.dumps(raw).encode(),
        content_type="application/json",
        headers={"sender": sender},
        at=at,
    )


def _answer(
    request: HttpRequest, way: Gateway, made: Turn, told: Mapping[str, str]
) -> HttpResponse:
    """The step as JSON or XML, with the address of the next one."""
    step, now = made.step, made.call
    base = settings.SITE_URL
    sounds = [f"{base}/voice/prompts/{now.language}/{one}.wav" for one in step.play]
    values = {"state": step.next, "language": now.language, "number": now.number}
    values |= {"tries": str(now.tries), "call": told.get("call", "")}
    path = "recording" if step.seconds else "call"
    following = f"{base}/voice/{way.key}/{path}?{urlencode(values)}" if step.next else ""
    if told.get("format") == "xml" or "xml" in request.headers.get("Accept", ""):
        return HttpResponse(_xml(step, sounds, following), content_type="text/xml; charset=utf-8")
    answer: dict[str, object] = {"play": sounds}
    if step.keys:
        answer["gather"] = {"keys": step.keys, "end": "#", "next": following}
    elif step.seconds:
        answer["record"] = {"seconds": step.seconds, "end": "#", "next": following}
    else:
        answer["hangup"] = True
    return HttpResponse(json.dumps(answer), content_type="application/json")


def _xml(step: Step, sounds: list[str], following: str) -> str:
    plays = "".join(f"<Play>{one}</Play>" for one in sounds)
    action = f'action={quoteattr(following)} finishOnKey="#"'
    if step.keys:
        then = f'<Gather numDigits="{step.keys}" {action}/>'
    elif step.seconds:
        then = f'<Record maxLength="{step.seconds}" {action}/>'
    else:
        then = "<Hangup/>"
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{plays}{then}</Response>'


@page(rule=EVERYONE)
@csrf_exempt
@require_http_methods(["GET", "POST"])
def missed(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody rang once and hung up: it costs them nothing, and we call back."""
    admitted = _admitted(request, key)
    if isinstance(admitted, HttpResponse):
        return admitted
    sender = number_of(admitted[1].get("from", ""))
    if not sender.lstrip("+").isdigit():
        return HttpResponse("from is needed", status=400, content_type="text/plain")
    keep_missed(sender, timezone.now())
    return HttpResponse(status=200)


def keep_missed(sender: str, at: datetime) -> None:
    """Ask for one call back; whoever rings ten times is called once."""
    by = system_actor("post", at)
    for hours in range(1, 13):
        post.withhold(key=_hour(sender, at - timedelta(hours=hours)), by=by, at=at, because="again")
    if not vault.hushed(sender):
        post.send(
            channel=CHANNEL, address=sender, subject=None, title="", words="", language="ur",
            key=_hour(sender, at), class_="answer", content={"call-back": True}, by=by, at=at,
        )  # fmt: skip


def _hour(sender: str, at: datetime) -> str:
    return f"call-back:{sender}:{at:%Y%m%d%H}"


@page(rule=EVERYONE)
@csrf_exempt
@require_http_methods(["POST"])
def recording(request: HttpRequest, key: str) -> HttpResponse:
    """A voice note: the sound itself as the body. Kept raw; nobody hears it but who transcribes."""
    admitted = _admitted(request, key)
    if isinstance(admitted, HttpResponse):
        return admitted
    way, told = admitted
    kind = str(request.META.get("CONTENT_TYPE", "")).partition(";")[0].lower()
    if kind not in SOUNDS or not request.body:
        return HttpResponse("a sound is needed", status=400, content_type="text/plain")
    now = timezone.now()
    post.keep(
        channel=CHANNEL,
        gateway=way.key,
        external=f"note:{told.get('call') or now.isoformat()}",
        raw=request.body,
        content_type=kind,
        headers={"sender": number_of(told.get("from", "")), "language": told.get("language", "")},
        at=now,
    )
    made = turn(Call("spoken", "sd" if told.get("language") == "sd" else "ur"), "")
    return _answer(request, way, made, told)


@page(rule=EVERYONE)
@require_GET
def prompt(request: HttpRequest, language: str, name: str) -> HttpResponseBase:
    """The sound of a prompt."""
    path = speaking.sound(language, name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type="audio/wav")


def _admitted(request: HttpRequest, key: str) -> tuple[Gateway, dict[str, str]] | HttpResponse:
    way = gateway(key, "voice")
    if way is None:
        return HttpResponse("no such gateway", status=404, content_type="text/plain")
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if length.isdigit() and int(length) > MOST_SOUND:
        return HttpResponse("too long", status=413, content_type="text/plain")
    told = fields.pairs(request.META.get("QUERY_STRING", "").encode("latin-1", "replace"))
    if "urlencoded" in str(request.META.get("CONTENT_TYPE", "")):
        told |= fields.pairs(request.body)
    words = {name: value.decode("utf-8", "replace") for name, value in told.items()}
    secret = request.headers.get("X-Kachehri-Secret") or words.get("secret", "")
    if not way.admits(secret, str(request.META.get("REMOTE_ADDR", ""))):
        return HttpResponse("not the gateway’s", status=403, content_type="text/plain")
    return way, words


def send(out: Outgoing) -> Sent:
    """Ask the gateway to ring somebody; the call then begins at `/voice/<key>/call`."""
    way = way_out("voice")
    if way is None:
        raise TryLater("no gateway is set up")
    if vault.hushed(out.address):
        raise Never("no call goes to this number")
    ask(request_for(way, out), way)
    return Sent(external=str(out.id))


def is_ready() -> bool:
    """Whether a gateway for calls is set up."""
    return way_out("voice") is not None


VOICE = Channel(key=CHANNEL, gateway=CHANNEL, send=send, is_ready=is_ready, digests=False)
