"""The matters of a year as lines of facts, for the figures that they give to evidence."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from kachehri.domains.cases import kinds
from kachehri.domains.cases.kinds.feeds import FeedKind
from kachehri.domains.cases.models import Case, Feedback
from kachehri.domains.cases.rules.measuring import Fact, Key
from kachehri.domains.people import queries as people
from kachehri.domains.people.queries import PersonView

AT_ONCE = 5_000
MADE_UP = "made_up"
"""The fact that a demonstration gives to its matters."""
FIELDS = (
    "id", "kind", "places", "category", "sector", "channel", "language", "opened_at",
    "answered_at", "due_at", "closed_as", "confirmed", "applicant_id",
)  # fmt: skip


def facts(kind: FeedKind, since: datetime, until: datetime) -> Iterator[Fact]:
    """The matters that were opened in a time (half-open), those in the locked tray left out."""
    rows = Case.objects.filter(
        kind__in=kind.kinds,
        opened_at__gte=since,
        opened_at__lt=until,
        moved_at__isnull=True,
        duplicate_of__isnull=True,
    ).order_by("id")
    reliefs = {
        (key, one.key): one.relief
        for key in kind.kinds
        if (declared := kinds.find(key))
        for one in declared.outcomes
    }
    found = rows.values_list(*FIELDS).iterator(chunk_size=AT_ONCE)
    while chunk := [row for _n, row in zip(range(AT_ONCE), found, strict=False)]:
        persons = people.people([row[-1] for row in chunk if row[-1]])
        asked = _asked([row[0] for row in chunk])
        for row in chunk:
            yield _fact(row, kind, reliefs, persons.get(row[-1]), asked.get(row[0]))


def are_made_up(since: datetime, until: datetime) -> bool:
    """Whether made-up matters of a demonstration are among those of a time."""
    return Case.objects.filter(
        opened_at__gte=since, opened_at__lt=until, facts__has_key=MADE_UP
    ).exists()


def _fact(
    row: tuple[object, ...],
    kind: FeedKind,
    reliefs: Mapping[tuple[str, str], str],
    person: PersonView | None,
    asked: tuple[bool, tuple[str, ...]] | None,
) -> Fact:
    case = dict(zip(FIELDS, row, strict=True))
    groups: list[Key] = [
        ("channel", str(case["channel"])),
        ("matter_language", str(case["language"])),
        ("matter_sector", str(case["sector"])),
    ]
    if person is not None:
        groups += _of_person(person)
    return Fact(
        places=tuple(case["places"]),  # type: ignore[arg-type]
        groups=tuple(one for one in groups if _is_declared(kind, one)),
        opened_at=case["opened_at"],  # type: ignore[arg-type]
        answered_at=case["answered_at"],  # type: ignore[arg-type]
        due_at=case["due_at"],  # type: ignore[arg-type]
        relief=reliefs.get((str(case["kind"]), str(case["closed_as"])), ""),
        confirmed=case["confirmed"],  # type: ignore[arg-type]
        asked=asked is not None,
        replied=bool(asked and asked[0]),
        received=asked[1] if asked else (),
    )


def _is_declared(kind: FeedKind, group: Key) -> bool:
    name, value = group
    return name == "sex" or value in kind.dims.get(name, ())


def _of_person(person: PersonView) -> list[Key]:
    """What the applicant told of themselves; nothing is guessed."""
    groups: list[Key] = []
    if person.sex in ("female", "male"):
        groups.append(("sex", person.sex))
    if person.disability is not None:
        groups.append(("disability", "yes" if person.disability else "no"))
    return groups


def _asked(case_ids: Collection[int]) -> dict[int, tuple[bool, tuple[str, ...]]]:
    """Whether those who were asked how it went answered, and how they were received."""
    rows = Feedback.objects.filter(case_id__in=list(case_ids)).order_by("id")
    return {
        case_id: (answered is not None, tuple(received))
        for case_id, answered, received in rows.values_list("case_id", "answered_at", "received")
    }
