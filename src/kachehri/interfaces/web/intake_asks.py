"""What is asked of somebody who brings a matter in: what, where, who; in plain words."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import get_language, gettext

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases.kinds import CaseKind, Category
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView, in_order
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.interfaces.web.asked import Label, Option, Plain, Question
from kachehri.interfaces.web.entering import hour
from kachehri.interfaces.web.intake import Draft
from kachehri.kernel.phones import is_number

MOST_WORDS = 4000
LOWEST = "union-council"
COMMON = ("hand-pump", "water-supply", "drainage", "rubbish", "electricity", "road", "school",
          "health", "papers", "cash-support")  # fmt: skip
"""Shown at once; the others behind a line to open."""


def what(kind: CaseKind) -> tuple[Plain, ...]:
    """What it is about, in the person's own words."""
    labels = tuple((one.key, gettext(one.label)) for one in kind.categories)
    return (
        Plain("category", gettext("Choose one"), "radios", required=True, labels=labels),
        Plain(
            "words",
            gettext("Tell us in your own words"),
            "words",
            help=gettext("What is broken, since when, who is affected. Any language."),
            required=True,
            most=MOST_WORDS,
        ),
    )


def split(question: Question) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """The categories that most people look for, and the rest."""
    known = {one.value: one for one in question.options}
    first = [known[key] for key in COMMON if key in known]
    rest = [one for one in question.options if one.value not in COMMON]
    return tuple(first), tuple(rest)


def where(draft: Draft) -> tuple[Plain, ...]:
    """The place by list or by name, and the spot as people say it."""
    return (
        Plain(
            "name",
            gettext("Write the name of the place"),
            help=gettext("A union council, town or taluka, in any of three languages."),
        ),
        Plain("place", gettext("Or choose it from the list"), "select"),
        Plain(
            "spot",
            gettext("Where exactly?"),
            help=gettext("Village, street, near what. Only the office sees this, not the public."),
            most=300,
        ),
    )


def who(groups: Iterable[Label]) -> tuple[Plain, ...]:
    """Who they are, if they wish; how we may tell them; and three separate switches, in words."""
    found = tuple(groups)
    speaks = Plain(
        "group",
        gettext("Shall an organisation speak for you?"),
        "select",
        help=gettext("Then the office hears its name and not yours."),
        labels=(("", gettext("No, I speak for myself")), *found),
    )
    return (
        Plain("name_", gettext("Your name"), help=gettext("You need not give it.")),
        Plain(
            "seen",
            gettext("Who may see your name?"),
            "checks",
            help=gettext("What is not ticked does not happen. You can leave both empty."),
            labels=(
                ("office", gettext("The office that must mend it")),
                ("public", gettext("Everybody, on the public page")),
            ),
        ),
        *((speaks,) if found else ()),
        Plain(
            "words_seen",
            gettext("May everybody read your words?"),
            "radios",
            help=gettext("A person reads them first. The exact spot is never shown."),
            required=True,
            labels=(
                ("yes", gettext("Yes, on the public page, so that others see it, too")),
                ("no", gettext("No, only the office and I")),
            ),
        ),
        *how(),
    )


def how() -> tuple[Plain, ...]:
    """A safe way to tell them what happens."""
    return (
        Plain(
            "way",
            gettext("How may we tell you what happens, so that it is safe for you?"),
            "radios",
            required=True,
            labels=(
                ("none", gettext("Not at all: I look here myself")),
                ("sms", gettext("Text message")),
                ("voice", gettext("Call")),
                ("email", gettext("E-mail")),
            ),
        ),
        Plain("phone", gettext("Telephone number"), "tel"),
        Plain("email", gettext("E-mail address")),
        Plain("safe_from", gettext("When may we call? From"), "time"),
        Plain("safe_until", gettext("Until"), "time"),
        Plain(
            "care",
            gettext("With this phone"),
            "checks",
            labels=(
                ("shared", gettext("Others use it, too")),
                ("same_sex", gettext("Only a woman calls a woman, a man a man")),
            ),
        ),
    )


def category(kind: CaseKind, key: str) -> Category | None:
    """The category of that key."""
    return next((one for one in kind.categories if one.key == key), None)


def home_places() -> list[tuple[str, list[Label]]]:
    """The places of the district for a list: each taluka with what lies in it."""
    kept = kept_tree()
    home = kept.by_key.get(settings.HOME_PLACE)
    if home is None:
        return [("", [(str(one.id), one.name(_language())) for one in kept.views[:300]])]
    groups = [(home.name(_language()), [(str(home.id), gettext("I do not know it exactly"))])]
    for part in in_order(kept.below.get(home.id, ())):
        inner = [(str(part.id), gettext("Somewhere in %(place)s") % {"place": _name(part)})]
        inner += [(str(one.id), _name(one)) for one in in_order(kept.below.get(part.id, ()))]
        groups.append((_name(part), inner))
    return groups


def _name(one: PlaceView) -> str:
    return one.name(_language())


def _language() -> str:
    return get_language() or "en"


def named(text: str) -> tuple[PlaceView, ...]:
    """The places of the district that a name may mean."""
    kept = kept_tree()
    home = kept.by_key.get(settings.HOME_PLACE)
    found = places.search(text, limit=12)
    return tuple(one for one in found if home is None or kept.lies_in(one.id, home.id))


def with_parent(one: PlaceView) -> str:
    """A place with the one that it lies in."""
    above = kept_tree().by_id.get(one.parent_id or 0)
    return f"{_name(one)} · {_name(above)}" if above else _name(one)


def groups() -> tuple[Label, ...]:
    """The organisations that may speak for people here."""
    home = kept_tree().by_key.get(settings.HOME_PLACE)
    found = bodies.of_place(home.id) if home else ()
    return tuple((str(one.id), one.name(_language())) for one in found if one.tier == "civil")


def problems_of_who(draft: Draft) -> dict[str, str]:
    """What is missing before somebody can be told."""
    found = {} if draft.text("way") else {"way": gettext("Please fill this in.")}
    if not draft.text("words_seen"):
        found["words_seen"] = gettext("Please fill this in.")
    return found | problems_of_way(draft)


def problems_of_way(draft: Draft) -> dict[str, str]:
    """What is wrong with the number, the address or the hours."""
    found: dict[str, str] = {}
    way = draft.text("way")
    if way in ("sms", "voice") and not is_number(draft.text("phone")):
        found["phone"] = gettext("We need the number for that, like 0300 1234567.")
    if way == "email" and "@" not in draft.text("email"):
        found["email"] = gettext("We need the address for that.")
    for key in ("safe_from", "safe_until"):
        if draft.text(key) and hour(draft.text(key)) is None:
            found[key] = gettext("Write the hour like 16:30.")
    return found
