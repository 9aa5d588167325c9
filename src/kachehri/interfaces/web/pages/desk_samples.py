"""Samples at the desk: lists of areas, designs, what was drawn, and counting what came of it."""

import csv
import gzip
import io
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.forms import actions
from kachehri.domains.forms import queries as form_queries
from kachehri.domains.forms.actions.counting import ask_for_count
from kachehri.domains.forms.kinds.samples import (
    ALLOCATION_WORDS,
    CHOSEN,
    METHOD_WORDS,
    RESPONDENTS,
    STRATA,
    DesignKind,
)
from kachehri.domains.forms.queries import samples as queries
from kachehri.domains.forms.queries.samples import DesignView
from kachehri.domains.forms.rules.allowed import MAY_ANALYSE, MAY_ANALYSE_ANYWHERE
from kachehri.domains.forms.rules.frames import FrameRows, read_frame
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import require
from kachehri.engines.pagekit.pages import render
from kachehri.engines.tables.export import CSV_TYPE, as_csv
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.kernel.drawing import CannotDraw

MOST_BYTES = 20_000_000


def in_words(words: Mapping[str, str]) -> list[tuple[str, Any]]:
    """Choices of a field; their messages are translated where they are shown."""
    return [(key, _(message)) for key, message in words.items()]


HEADINGS = ("number", "code", "name", "part", "residence", "homes", "listed", "visits", "which")


class PlaceField(forms.CharField):
    """A place by its name in any script, or its code."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Place"),
            help_text=_("Its name in English, Urdu or Sindhi letters, or its code."),
            widget=forms.TextInput(attrs={"dir": "auto"}),
        )

    def clean(self, value: Any) -> PlaceView:
        """The place that is meant."""
        text = super().clean(value)
        found = places.by_code(text) or next(iter(places.search(text)), None)
        if found is None:
            raise forms.ValidationError(
                gettext("No place has such a name. Try fewer letters, or another spelling.")
            )
        return found


class ListForm(forms.Form):
    """A list of areas."""

    file = forms.FileField(
        label=_("List of areas"),
        help_text=_(
            "A CSV file with a line for each area: code, households, and where known name, taluka, "
            "residence (rural or urban), people. Blocks of the census are read as published."
        ),
        error_messages={"required": _("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.gz"}),
    )
    title = forms.CharField(label=_("Name of the list"), max_length=120)
    source = forms.CharField(label=_("Who made it, and when"), max_length=300)
    place = PlaceField()
    is_made_up = forms.BooleanField(
        label=_("It is made up, for an example or an exercise"), required=False
    )


class DesignForm(forms.Form):
    """How people are chosen."""

    title = forms.CharField(label=_("Name of the survey"), max_length=200)
    place = PlaceField()
    chosen = forms.ChoiceField(label=_("How people are chosen"), choices=in_words(CHOSEN))
    asked_of = forms.CharField(
        label=_("Who is asked, in a sentence"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    frame = forms.ChoiceField(label=_("List of areas"), required=False)
    strata = forms.MultipleChoiceField(
        label=_("Divide the list by"),
        choices=in_words(STRATA),
        initial=list(STRATA),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    method = forms.ChoiceField(
        label=_("How areas are drawn"), choices=in_words(METHOD_WORDS), required=False
    )
    allocation = forms.ChoiceField(
        label=_("How they are spread"), choices=in_words(ALLOCATION_WORDS), required=False
    )
    areas = forms.IntegerField(label=_("How many areas"), min_value=2, required=False)
    per_area = forms.IntegerField(label=_("Homes in each area"), min_value=1, required=False)
    respondent = forms.ChoiceField(label=_("Who answers"), choices=in_words(RESPONDENTS))

    def __init__(self, *args: Any, frames: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["frame"].choices = [("", "–"), *frames]  # type: ignore[attr-defined]


@page(rule=MAY_ANALYSE_ANYWHERE)
@never_cache
def samples(request: HttpRequest) -> HttpResponse:
    """Every design and every list with which this person has work."""
    actor = actor_of(request)
    context = {
        "designs": [(one, gettext(CHOSEN[one.chosen])) for one in queries.designs(actor)],
        "frames": queries.frames(actor),
    }
    return render(request, "web/desk/samples/samples.html", context)


@page(rule=MAY_ANALYSE_ANYWHERE)
@never_cache
def add_list(request: HttpRequest) -> HttpResponse:
    """Bring a list of areas; every wrong line is named."""
    form = ListForm(request.POST or None, request.FILES or None)
    problems: Any = ()
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            rows = rows_of(values["file"], values["place"])
            problems = rows.problems
            made = actions.bring_frame(
                key=key_of(values["title"]),
                title=values["title"],
                source=values["source"],
                place_id=values["place"].id,
                areas=rows.areas,
                is_made_up=values["is_made_up"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except actions.SamplingProblem as problem:
            form.add_error("file", gettext(problem.key) % problem.params)
        except (ValueError, OSError, csv.Error):
            form.add_error("file", gettext("This file cannot be read as a table."))
        else:
            said = gettext("The list has %(areas)s areas. Lines left out: %(wrong)s.")
            messages.success(request, said % {"areas": made.areas, "wrong": len(problems)})
            return HttpResponseRedirect(reverse("desk-samples"))
    context = {"form": form, "problems": problems}
    return render(
        request, "web/desk/samples/list.html", context, status=400 if form.errors else 200
    )


def rows_of(file: Any, place: PlaceView) -> FrameRows:
    """The areas of a file that somebody sent; raises ValueError for what is no table."""
    packed = str(file.name).lower().endswith(".gz")
    stream = gzip.GzipFile(fileobj=file) if packed else file
    content: bytes = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError("too large")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    named = bool(lines) and any(cell.strip().casefold() == "district" for cell in lines[0])
    return read_frame(lines, place.name("en") if named else "")


def key_of(title: str) -> str:
    """A key made of a name; of one in Arabic letters only the day and the time."""
    return (slugify(title) or f"list-{timezone.now():%Y%m%d-%H%M%S}")[:60]


@page(rule=MAY_ANALYSE_ANYWHERE)
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Make a design."""
    actor = actor_of(request)
    known = [(one.key, one.title) for one in queries.frames(actor)]
    form = DesignForm(request.POST or None, frames=known)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = actions.make_design(
                kind=kind_of(values), place_id=values["place"].id, by=actor, at=timezone.now()
            )
        except actions.SamplingProblem as problem:
            form.add_error(None, gettext(problem.key) % problem.params)
        else:
            return HttpResponseRedirect(reverse("desk-sample", args=[made.id]))
    return render(
        request, "web/desk/samples/add.html", {"form": form}, status=400 if form.errors else 200
    )


def kind_of(values: dict[str, Any]) -> DesignKind:
    """What was filled in as a design. Its texts are in the language in which they were written."""
    by_chance = values["chosen"] == "probability"
    return DesignKind(
        key=key_of(values["title"]),
        titles={"en": values["title"]},
        chosen=values["chosen"],
        asked_of={"en": values["asked_of"]},
        frame=values["frame"] if by_chance else "",
        strata=tuple(values["strata"]),
        method=values["method"] or "pps",
        allocation=values["allocation"] or "proportional",
        areas=values["areas"] or 0,
        per_area=values["per_area"] or 0,
        respondent=values["respondent"],
    )


@page(rule=MAY_ANALYSE_ANYWHERE)
@never_cache
def sample(request: HttpRequest, number: int) -> HttpResponse:
    """One design: its rules, the areas that were drawn last, the forms that may be counted."""
    design = known_design(request, number)
    drawn = queries.newest_sample(design.id)
    areas = queries.areas_of(drawn.id) if drawn else ()
    context = {
        "design": design,
        "how": gettext(CHOSEN[design.chosen]),
        "method": gettext(METHOD_WORDS[design.method]),
        "spread": gettext(ALLOCATION_WORDS[design.allocation]),
        "respondent": gettext(RESPONDENTS[design.respondent]),
        "strata": [gettext(STRATA[one]) for one in design.strata],
        "drawn": drawn,
        "areas": [(one, one.visits(design.per_area)) for one in areas],
        "forms": [
            one
            for one in form_queries.forms(actor_of(request))
            if one.sampling == design.chosen and one.instrument
        ],
    }
    return render(request, "web/desk/samples/sample.html", context)


def known_design(request: HttpRequest, number: int) -> DesignView:
    """A design that this person may see."""
    found = queries.design_by_id(number)
    if found is None:
        raise Http404
    require(MAY_ANALYSE, actor_of(request), found)
    return found


@page(rule=MAY_ANALYSE_ANYWHERE)
@require_POST
def draw(request: HttpRequest, number: int) -> HttpResponse:
    """Draw the areas, by the number that was given or by one that is thrown."""
    design = known_design(request, number)
    text = request.POST.get("seed", "").strip()
    seed = int(text[:9]) if text.isascii() and text.isdecimal() else None
    try:
        actions.draw_sample(design=design.key, seed=seed, by=actor_of(request), at=timezone.now())
    except (actions.SamplingProblem, CannotDraw) as problem:
        messages.error(request, gettext(problem.key) % problem.params)
    return HttpResponseRedirect(reverse("desk-sample", args=[number]))


@page(rule=MAY_ANALYSE_ANYWHERE)
@require_POST
def listing(request: HttpRequest, number: int) -> HttpResponse:
    """Note how many homes an area has."""
    design = known_design(request, number)
    drawn = queries.newest_sample(design.id)
    area, homes = (request.POST.get(name, "").strip() for name in ("area", "homes"))
    if drawn is None or not (area.isdecimal() and homes.isdecimal()):
        messages.error(request, gettext("Write how many homes there are, in digits."))
    else:
        try:
            actions.note_listing(
                sample_id=drawn.id,
                number=int(area[:6]),
                households=int(homes[:7]),
                by=actor_of(request),
                at=timezone.now(),
            )
        except actions.SamplingProblem as problem:
            messages.error(request, gettext(problem.key) % problem.params)
    return HttpResponseRedirect(reverse("desk-sample", args=[number]))


@page(rule=MAY_ANALYSE_ANYWHERE)
def areas_file(request: HttpRequest, number: int) -> HttpResponse:
    """The drawn areas with the homes to visit, as CSV."""
    design = known_design(request, number)
    drawn = queries.newest_sample(design.id)
    if drawn is None:
        raise Http404
    lines = []
    for one in queries.areas_of(drawn.id):
        which = queries.visits(drawn, one, design.per_area)
        cells = (one.number, one.code, one.name, one.part, one.residence, one.homes)
        lines.append((*cells, one.listed or "", len(which), " ".join(map(str, which))))
    answer = HttpResponse(as_csv(HEADINGS, lines), content_type=CSV_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{design.key}.csv"'
    return answer


@page(rule=MAY_ANALYSE_ANYWHERE)
@require_POST
def count(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the counting of a form's answers: a job, which can be left."""
    design = known_design(request, number)
    text = request.POST.get("form", "")
    form_id = int(text[:9]) if text.isascii() and text.isdecimal() else 0
    job = ask_for_count(form_id=form_id, design=design.key, by=actor_of(request), at=timezone.now())
    return HttpResponseRedirect(reverse("job", args=[job]))
