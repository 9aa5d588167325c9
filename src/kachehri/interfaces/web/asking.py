"""Asking for information: which offices a law binds here, under which law, and by when."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.bodies.queries import BodyView
from kachehri.domains.cases import kinds
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.evidence import queries as evidence
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.interfaces.web import intake_asks
from kachehri.interfaces.web.asked import Plain
from kachehri.interfaces.web.intake import Draft
from kachehri.interfaces.web.matter_showing import Law, as_checked, law_of, rule_on
from kachehri.interfaces.web.pages.desk_records import whole
from kachehri.kernel.clocks import ClockRule


@dataclass(frozen=True)
class Askable:
    """An office, and the kind of request that its law gives."""

    body: BodyView
    kind: CaseKind

    @property
    def label(self) -> str:
        """The office, and the law in brackets."""
        return f"{self.body.name(get_language() or 'en')} ({gettext(self.kind.name)})"


def laws_here() -> tuple[CaseKind, ...]:
    """The requests that a law gives at the home place: the kinds that name grounds to refuse."""
    around = keys_around()
    return tuple(
        one
        for one in kinds.every()
        if one.law and one.grounds and one.audience == "anyone"
        and (not one.applies_to or around & set(one.applies_to))
    )  # fmt: skip


def keys_around() -> set[str]:
    """The keys of the home place and of all that it lies in."""
    kept = kept_tree()
    here = kept.by_key.get(settings.HOME_PLACE)
    found: set[str] = set()
    while here is not None:
        found |= {here.key, here.code}
        here = kept.by_id.get(here.parent_id or 0)
    return found


def askable(sector: str = "") -> tuple[Askable, ...]:
    """The offices that may be asked here; those of a subject first."""
    home = kept_tree().by_key.get(settings.HOME_PLACE)
    found = [
        Askable(body, kind)
        for kind in laws_here()
        for body in bodies.may_be_asked(kind.law, home.id if home else None)
    ]
    return (
        tuple(sorted(found, key=lambda one: sector not in one.body.sectors))
        if sector
        else (tuple(found))
    )


def chosen(draft: Draft) -> Askable | None:
    """The office that was chosen, with its law."""
    number = whole(draft.text("office"))
    return next((one for one in askable() if one.body.id == number), None)


def asks(draft: Draft) -> tuple[Plain, ...]:
    """What is asked for, of which office, and whether it is urgent."""
    sector = draft.text("sector")
    offices = tuple((str(one.body.id), one.label) for one in askable(sector))
    return (
        Plain(
            "office",
            gettext("Which office has it?"),
            "select",
            required=True,
            help=gettext("Only offices that a law binds to answer stand here."),
            labels=(("", "–"), *offices),
        ),
        Plain(
            "words",
            gettext("What do you want to know?"),
            "words",
            required=True,
            help=gettext("Name the paper or the figure, the place and the years. You need not "
                         "say why you ask."),
            most=intake_asks.MOST_WORDS,
        ),
        Plain(
            "urgent",
            gettext("Is somebody’s life or liberty at stake?"),
            "checks",
            help=gettext("Then the law sets a much shorter limit."),
            labels=(("yes", gettext("Yes, it is urgent")),),
        ),
        Plain(
            "paper",
            gettext("How shall it reach the office?"),
            "radios",
            required=True,
            labels=(
                ("no", gettext("You send it to the office for me")),
                ("yes", gettext("I print the letter and bring or post it myself")),
            ),
        ),
    )  # fmt: skip


def problems(draft: Draft) -> dict[str, str]:
    """What is missing."""
    found = {}
    if chosen(draft) is None:
        found["office"] = gettext("Choose the office.")
    if len(draft.text("words")) < 3:
        found["words"] = gettext("Write at least a few words.")
    elif len(draft.text("words")) > intake_asks.MOST_WORDS:
        found["words"] = gettext("Please write less: at most %(number)s letters.") % {
            "number": intake_asks.MOST_WORDS
        }
    if not draft.text("paper"):
        found["paper"] = gettext("Please fill this in.")
    return found


def law(kind: CaseKind, *, urgent: bool) -> Law | None:
    """The limit under which the office must answer."""
    rule = rule_for(kind)
    if rule is None:
        return None
    shown = as_checked(rule)
    if urgent and shown.urgent is not None:
        shown = replace(shown, limit=shown.urgent)
    return law_of(shown)


def rule_for(kind: CaseKind) -> ClockRule | None:
    """The clock with which a request of this kind begins."""
    codes = kind.codes(kind.opens_with, {})
    return rule_on(codes[0], timezone.localdate()) if codes else None


def empty_cell(code: str, place_key: str) -> dict[str, str]:
    """A request for a figure that nobody has published: its words, and the subject."""
    about = evidence.indicator(code)
    place = kept_tree().by_key.get(place_key or settings.HOME_PLACE)
    if about is None or place is None:
        return {}
    words = gettext(
        "Please give me this figure for %(place)s, for the newest year that you have, and the "
        "table or register from which it is taken: %(figure)s (%(unit)s)."
    )
    said = {"place": place.name(), "figure": str(about.name), "unit": str(about.unit_label)}
    return {"words": words % said, "sector": about.sector, "indicator": code}
