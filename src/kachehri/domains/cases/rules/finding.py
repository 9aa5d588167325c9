"""By what a matter is found: every fact and word is a lexeme of one index.

Each lexeme begins with the *era* of the matter's number (4,096 numbers). A list walks the eras from
the newest one down and stops when its page is full, so that any combination of filters costs the
same at any depth: never more than one era is put in order (docs/adr/0181).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from kachehri.domains.cases.kinds import Filter
from kachehri.kernel.clocks import local
from kachehri.kernel.scripts import fold

ERA_BITS = 12
"""Numbers of an era: two to the power of this."""
MOST_WORDS = 60
LONGEST_WORD = 40
MOST_YEARS = 30


def words_of(text: str, most: int = MOST_WORDS) -> tuple[str, ...]:
    """The folded words of a text, each once, in their order."""
    known = dict.fromkeys(word[:LONGEST_WORD] for word in fold(text).split())
    return tuple(known)[:most]


def facts_of(case: Mapping[str, Any], tags: Iterable[str], *, is_visible: bool) -> Iterator[str]:
    """The facts by which a matter is found, without the era: a letter for what it is, the value."""
    if is_visible:
        yield "v"
    yield "o" if case["is_open"] else "x"
    if case["is_open"] and case["due_at"] is not None and case["due_at"] < case["changed_at"]:
        yield "l"
    yield f"k{case['kind']}"
    yield f"s{case['state']}"
    yield f"h{case['channel']}"
    yield f"m{case['moderation']}"
    yield from (fact for fact, _begins, _ends in _spans(local(case["opened_at"]).date()))
    yield from (f"t{tag}" for tag in sorted(tags))
    yield from (f"p{place_id}" for place_id in case["places"])
    for letter, value in (
        ("c", case["category"]),
        ("r", case["sector"]),
        ("b", case["body_id"]),
        ("B", case["body_thing_id"]),
        ("d", case["desk_id"]),
        ("f", case["officer_id"]),
    ):
        if value:
            yield f"{letter}{value}"


def lexemes(number: int, facts: Iterable[str], search_key: str) -> list[str]:
    """Every lexeme of a matter, with its era."""
    era = number >> ERA_BITS
    words = (f"w{word}" for word in search_key.split()[:MOST_WORDS])
    return [f"{era}:{one}" for one in dict.fromkeys((*facts, *words))]


def search_key_of(*texts: str) -> str:
    """The folded words of what somebody may search for."""
    return " ".join(words_of(" ".join(texts)))


def wanted(filter: Filter, scopes: Iterable[Collection[str]] = ()) -> str:
    """A filter as a text search in which `@` stands for the era; each scope is one of its facts."""
    parts = [
        _lexeme(f"{letter}{value}")
        for letter, value in (
            ("k", filter.kind),
            ("s", filter.state),
            ("c", filter.category),
            ("r", filter.sector),
            ("p", filter.place_id),
            ("b", filter.body_id),
            ("h", filter.channel),
            ("t", filter.tag),
            ("d", filter.desk_id),
            ("f", filter.officer_id),
            ("m", filter.moderation),
        )
        if value
    ]
    if filter.overdue:
        parts.append(_lexeme("l"))
    if filter.is_open is not None:
        parts.append(_lexeme("o" if filter.is_open else "x"))
    parts += [f"{_lexeme('w' + word)}:*" for word in words_of(filter.text, 8)]
    parts += [_any(facts) for facts in (*scopes, days(filter.since, filter.until)) if facts]
    return " & ".join(parts)


def days(since: date | None, until: date | None) -> tuple[str, ...]:
    """The days between two (both included) as few facts: years, months, thirds of months, days."""
    if since is None and until is None:
        return ()
    at = since or date(max(until.year - MOST_YEARS, 1) if until else 1, 1, 1)
    last = min(until or date.max, date(min(at.year + MOST_YEARS, 9998), 12, 31))
    found = []
    while at <= last:
        fact, end = next(
            (fact, end)
            for fact, begins, end in _spans(at)
            if begins == at and (end <= last or end == at)
        )
        found.append(fact)
        at = end + timedelta(days=1)
    return tuple(found)


def _spans(day: date) -> tuple[tuple[str, date, date], ...]:
    """The spans that hold a day, the longest first: its fact, first and last day."""
    month_end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    third = min((day.day - 1) // 10, 2)
    begins = day.replace(day=third * 10 + 1)
    ends = month_end if third == 2 else day.replace(day=third * 10 + 10)
    return (
        (f"Y{day:%Y}", date(day.year, 1, 1), date(day.year, 12, 31)),
        (f"y{day:%Y%m}", day.replace(day=1), month_end),
        (f"T{day:%Y%m}{third}", begins, ends),
        (f"D{day:%Y%m%d}", day, day),
    )


def _any(facts: Collection[str]) -> str:
    return "(" + " | ".join(_lexeme(fact) for fact in facts) + ")"


def _lexeme(fact: str) -> str:
    """A lexeme of a query, quoted: whatever somebody typed is only ever a word."""
    plain = fact.replace("\\", "").replace("'", "").replace("@", "")
    return f"'@:{plain}'"
