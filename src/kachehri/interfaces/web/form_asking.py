"""What the pages that fill forms share: which form it is, who may fill it, what of it is shown."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from kachehri.domains.forms import queries
from kachehri.domains.forms.queries.forms import FormView
from kachehri.domains.forms.rules import MAY_COLLECT, MAY_MANAGE
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.pagekit.languages import NAMES
from kachehri.engines.xforms.kinds import FormModel
from kachehri.interfaces.web.pages.desk import actor_of

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""What web-forms needs more than other pages: its styles, its own parser, pictures just taken."""

SANDBOX = "default-src 'none'; sandbox"
"""A form is XML with pages of its own in it: opened by itself, it runs nothing."""

PERMISSIONS = "geolocation=(self), camera=(self), microphone=(self), usb=(), midi=(), payment=()"
SENT_FOR = ("published", "retired")
"""What was filled before a form was retired still comes in, and is kept apart."""


@dataclass(frozen=True)
class Asking:
    """A form that is filled: the version, what it asks, and for whom it is sent."""

    form: FormView
    version_id: int
    model: FormModel
    by: Actor

    @property
    def title(self) -> str:
        """Its title in the page's language."""
        return self.form.title(get_language() or "en")

    @property
    def place(self) -> str:
        """The name of the place that it is about."""
        found = kept_tree().by_id.get(self.form.place_id)
        return found.name() if found else ""

    @property
    def count(self) -> int:
        """How many questions it has at most."""
        return sum(1 for _one in self.model.asked())


def open_form(
    request: HttpRequest, form_id: int, states: tuple[str, ...] = ("published",)
) -> Asking:
    """The published form of that number, for whoever may fill it. Raises Http404, Refused."""
    view = queries.form_by_id(form_id)
    if view is None or view.state not in states or view.published_id is None:
        raise Http404
    actor = actor_of(request)
    if not view.is_public:
        require(MAY_COLLECT, actor, view)
        by = actor
    else:
        by = system_actor("citizen", timezone.now())
    return Asking(view, view.published_id, queries.model(view.published_id), by)


def tried_form(request: HttpRequest, form_id: int) -> Asking:
    """The newest version of a form, for those who make it. Raises Http404, Refused."""
    view = queries.form_by_id(form_id)
    number = (view.draft_id or view.published_id) if view else None
    if view is None or number is None:
        raise Http404
    require(MAY_MANAGE, actor_of(request), view)
    return Asking(view, number, queries.model(number), actor_of(request))


def consent_text(asking: Asking) -> str:
    """The words by which people agree, in the page's language."""
    path = asking.form.consent
    question = next((one for one in asking.model.questions() if path and one.path == path), None)
    language = get_language() or "en"
    if question is None:
        return ""
    return question.labels.get(language) or next(iter(question.labels.values()), "")


def languages(asking: Asking) -> tuple[str, ...]:
    """The names of its languages, as their authors wrote them."""
    return tuple(one.name for one in asking.model.languages if one.code != "default")


def own_names(asking: Asking) -> tuple[str, ...]:
    """The names of its languages as their speakers write them, else as the form's author did."""
    known = (one for one in asking.model.languages if one.code != "default")
    return tuple(NAMES.get(one.code, one.name) for one in known)


def as_xform(asking: Asking) -> HttpResponse:
    """The bytes that devices get."""
    content = queries.xform(asking.version_id)
    answer = HttpResponse(content, content_type="text/xml; charset=utf-8")
    answer["Content-Security-Policy"] = SANDBOX
    return answer


def as_media(asking: Asking, name: str) -> HttpResponse:
    """A file of the form; 404 where nobody brought it."""
    content = queries.media_file(asking.version_id, name)
    if content is None:
        raise Http404
    known = {one.name: one.content_type for one in queries.media(asking.version_id)}
    answer = HttpResponse(content, content_type=known.get(name) or "application/octet-stream")
    answer["Content-Security-Policy"] = SANDBOX
    return answer
