"""What happened to an edition: who validated it, and what offices answered after its launch."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Func, JSONField, Value

from kachehri.domains.reports.models import Edition, RecordVersion
from kachehri.domains.reports.rules import stated
from kachehri.domains.reports.rules.recorded_views import RecordView
from kachehri.domains.reports.rules.since import Earlier
from kachehri.domains.reports.rules.stated import Facts

from .reading import EditionView
from .records import records

WORKSHOP = "workshop"
"""The kind of records that says who came to a validation workshop, of which edition."""
RESPONSE = "response"
"""The kind of records that an office answers with."""
OFFICE = "office"


@dataclass(frozen=True)
class Answer:
    """What an office answered after the launch. Texts come with the language that they are in.

    `chapter` and `finding` are empty where it answers the report as a whole.
    """

    id: int
    office: str
    words: str
    language: str
    on: date
    chapter: str
    finding: str


def workshops(kind: str, place_id: int, number: int) -> tuple[int, ...]:
    """Return the records of the workshops that validated an edition, whichever draft of it."""
    rows = RecordVersion.objects.filter(
        record__kind=WORKSHOP,
        record__place_id=place_id,
        record__is_ended=False,
        number=F("record__version"),
        content__edition=f"{kind}/{number}",
    )
    return tuple(rows.order_by("record_id").values_list("record_id", flat=True))


def answers(edition: EditionView, language: str) -> tuple[Answer, ...]:
    """Return the answers to a launched edition that it does not print itself, the oldest first.

    One query where there are none, else two.
    """
    if edition.is_draft:
        return ()
    found = records(edition.place_id, (RESPONSE, OFFICE), ended=True)
    given = [
        one
        for one in found
        if one.kind == RESPONSE and not one.is_ended and one.content.get("edition") == edition.name
    ]
    if not given:
        return ()
    inside = printed(edition.id)
    offices = {one.id: one for one in found if one.kind == OFFICE}
    new = [answer(one, offices, language) for one in given if one.id not in inside]
    return tuple(sorted(new, key=lambda one: (one.on, one.id)))


def answer(one: RecordView, offices: dict[int, RecordView], language: str) -> Answer:
    """A record as the answer that it is."""
    words, spoken = one.words("words", language)
    by = [offices[id].title(language) for id in one.refers("office") if id in offices]
    return Answer(
        id=one.id,
        office="; ".join(by),
        words=words,
        language=spoken,
        on=one.day("date") or one.written_at.date(),
        chapter=str(one.content.get("chapter") or ""),
        finding=str(one.content.get("finding") or ""),
    )


def printed(edition_id: int) -> Collection[int]:
    """The ids of the records that an edition prints; the database takes them out of its facts."""
    ids = Func(
        F("facts"),
        Value("$.records[*].id"),
        function="jsonb_path_query_array",
        template="%(function)s(%(expressions)s::jsonpath)",
        output_field=JSONField(),
    )
    row = Edition.objects.filter(pk=edition_id).annotate(ids=ids).values_list("ids", flat=True)
    return frozenset(row.first() or ())


def earlier(edition: EditionView) -> tuple[Earlier, Facts] | None:
    """Return the edition that was launched before one, and what the latter states itself.

    Both without the figures that they state alike (two queries); None for the first edition.
    """
    rows = Edition.objects.filter(kind=edition.kind, place_id=edition.place_id)
    last = (
        rows.filter(number__lt=edition.number, launched_on__isnull=False)
        .order_by("-number")
        .values_list("number", "launched_on", "data_digest", "facts")
        .first()
    )
    if last is None:
        return None
    number, launched_on, digest, before = last
    if launched_on is None:
        return None
    now = Edition.objects.values_list("facts", flat=True).get(pk=edition.id)
    old, new, alike = stated.apart(before, now)
    found = Earlier(
        number=number,
        launched_on=launched_on,
        data_digest=digest,
        facts=old,
        page="",
        on=edition.day,
        alike=alike,
    )
    return found, new
