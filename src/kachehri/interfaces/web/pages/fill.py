"""Forms that people fill here: which there are, what each is for, and web-forms with its queue."""

import json

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.forms import queries
from kachehri.domains.forms.actions import receive
from kachehri.domains.forms.kinds.submissions import NewFile
from kachehri.domains.forms.rules import MAY_COLLECT
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.engines.xforms import answers, elements
from kachehri.engines.xforms.filling import is_simple
from kachehri.interfaces.web.form_asking import (
    PERMISSIONS,
    POLICY,
    SENT_FOR,
    Asking,
    as_media,
    as_xform,
    consent_text,
    languages,
    open_form,
    own_names,
)
from kachehri.interfaces.web.form_words import page_words
from kachehri.interfaces.web.intake import may_send
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.kernel.rules import decide

LARGEST = 100 * 1024**2
ANSWER = "xml_submission_file"


@page(rule=EVERYONE)
def forms(request: HttpRequest) -> HttpResponse:
    """Every form that is open to whoever asks."""
    actor = actor_of(request)
    found = {one.id: one for one in queries.public_forms()}
    if actor.signed_in:
        mine = queries.forms(actor, state="published")
        found |= {one.id: one for one in mine if decide(MAY_COLLECT, actor, one).allowed}
    language = get_language() or "en"
    rows = [
        {
            "href": reverse("form", args=[one.id]),
            "title": one.title(language),
            "text": "" if one.is_public else gettext("For those who were sent to ask"),
        }
        for one in found.values()
    ]
    return render(request, "web/forms/forms.html", {"rows": rows})


@page(rule=EVERYONE)
def form(request: HttpRequest, form_id: int) -> HttpResponse:
    """What a form is, who asks, how answers are kept; and the ways to fill it."""
    asking = open_form(request, form_id)
    context = {
        "asking": asking,
        "consent": consent_text(asking),
        "tongues": own_names(asking),
        "is_light": not is_simple(asking.model),
        "keyword": asking.form.keyword,
        "is_sealed": bool(asking.form.is_sensitive or asking.model.public_key),
    }
    return render(request, "web/forms/form.html", context)


@page(rule=EVERYONE)
def fill(request: HttpRequest, form_id: int) -> HttpResponse:
    """The page of web-forms. It opens without a network once it was opened with one."""
    asking = open_form(request, form_id)
    if asking.form.is_sensitive or asking.model.public_key:
        raise Http404
    addresses = {
        "xform": reverse("form-xml", args=[form_id]) + f"?v={asking.version_id}",
        "media": reverse("form-media", args=[form_id, "-"]).removesuffix("-"),
        "send": reverse("form-send", args=[form_id]),
        "token": reverse("form-token", args=[form_id]),
        "back": reverse("form", args=[form_id]),
    }
    return shell(request, asking, addresses)


def shell(request: HttpRequest, asking: Asking, addresses: dict[str, str]) -> HttpResponse:
    """The page around web-forms; without `send` it is a trial."""
    files = [addresses["media"] + one.name for one in queries.media(asking.version_id) if one.md5]
    context = {
        "asking": asking,
        "addresses": addresses,
        "files_json": json.dumps(files),
        "words": page_words(),
        "tongues": languages(asking),
    }
    answer = render(request, "web/forms/fill.html", context)
    answer["Content-Security-Policy"] = POLICY
    answer["Permissions-Policy"] = PERMISSIONS
    return answer


@page(rule=EVERYONE)
def xform(request: HttpRequest, form_id: int) -> HttpResponse:
    """The form itself."""
    return as_xform(open_form(request, form_id))


@page(rule=EVERYONE)
def media(request: HttpRequest, form_id: int, name: str) -> HttpResponse:
    """A file of the form."""
    return as_media(open_form(request, form_id), name)


@page(rule=EVERYONE)
@never_cache
def token(request: HttpRequest, form_id: int) -> HttpResponse:
    """A new token for a page that was kept for days."""
    open_form(request, form_id, SENT_FOR)
    return JsonResponse({"token": get_token(request)})


@page(rule=EVERYONE)
@require_POST
@never_cache
def send(request: HttpRequest, form_id: int) -> HttpResponse:
    """One filled form with its files. The same one again is taken once."""
    asking = open_form(request, form_id, SENT_FOR)
    if not actor_of(request).signed_in and not may_send(request, "form"):
        return _problem(429, gettext("That is many at once. Please try again in an hour."))
    brought = {name: one for name, one in request.FILES.items() if not isinstance(one, list)}
    if ANSWER not in brought or sum(one.size or 0 for one in brought.values()) > LARGEST:
        return _problem(400, gettext("This message cannot be read."))
    xml = brought[ANSWER].read()
    try:
        head = answers.head(xml)
    except elements.NotReadable:
        return _problem(400, gettext("This message cannot be read."))
    if head.form_id != asking.form.key:
        return _problem(400, gettext("These answers belong to another form."))
    files = [
        NewFile(one.name or name, one.read(), one.content_type or "")
        for name, one in brought.items()
        if name != ANSWER
    ]
    receipt = receive(xml=xml, files=files, by=asking.by, at=timezone.now(), channel="web")
    if receipt.outcome == "later":
        return _problem(429, gettext("That is many at once. Please try again in an hour."))
    told = {"outcome": receipt.outcome, "instance": receipt.instance}
    return JsonResponse(told, status=201 if receipt.outcome == "accepted" else 200)


@page(rule=EVERYONE)
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps forms on the device; it may see the pages of forms alone."""
    found = finders.find("web/forms-worker.js")
    if not isinstance(found, str):
        raise Http404
    with open(found, "rb") as file:  # noqa: PTH123 (a name that Django found)
        return HttpResponse(file.read(), content_type="text/javascript")


def _problem(status: int, words: str) -> HttpResponse:
    return JsonResponse({"problem": words}, status=status)
