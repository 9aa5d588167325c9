"""A form made of a declared questionnaire, at the desk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.kinds import instruments as declared
from kachehri.domains.forms.kinds.forms import FormRefused
from kachehri.domains.forms.rules import MAY_MANAGE, MAY_MANAGE_ANYWHERE
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import Refused
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_forms_adding import NewForm, to
from kachehri.kernel.rules import decide


class UseForm(NewForm):
    """Which questionnaire, and where it belongs."""

    file = None  # type: ignore[assignment]  # Django's way to leave out a field
    key = forms.ChoiceField(label=_("Questionnaire"))
    field_order = ("key", "project", "name", "place")

    def __init__(self, *args: Any, keys: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = keys  # type: ignore[attr-defined]


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def use(request: HttpRequest) -> HttpResponse:
    """Choose a questionnaire and a project; the form is there as a draft."""
    actor, language = actor_of(request), get_language() or "en"
    mine = [one for one in queries.projects(actor) if decide(MAY_MANAGE, actor, one).allowed]
    form = UseForm(
        request.POST or None,
        initial={"key": request.GET.get("key", "")},
        projects=[(str(one.id), one.name(language)) for one in mine],
        keys=[(one.key, one.titles.get(language, one.key)) for one in declared.every()],
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.load_instrument(
                key=form.cleaned_data["key"], project_id=_project(request, form), by=actor,
                at=timezone.now(),
            )  # fmt: skip
        except (FormRefused, Refused) as refusal:
            form.add_error(None, str(refusal))
        else:
            said = gettext("The form is here as a draft. Try it, then publish it.")
            return to(request, made, said)
    status = 422 if form.errors else 200
    return render(request, "web/desk/surveys/use.html", {"form": form}, status=status)


def _project(request: HttpRequest, form: UseForm) -> int:
    """The chosen project, or a new one at the named place."""
    given = form.cleaned_data
    if given["project"]:
        return int(given["project"])
    at = timezone.now()
    key = slugify(given["name"])[:40] or "project"
    if queries.project(key):
        key = f"{key}-{at:%Y%m%d%H%M%S}"
    return actions.make_project(
        key=key, names={get_language() or "en": given["name"]}, place_id=given["at"].id,
        by=actor_of(request), at=at,
    )  # fmt: skip
