"""Follows every digit of a report's HTML: to the page that shows the same figure and its source, or
to the stated kind that is no figure.

What is no figure is told by markup or by rule, never by a list of places in a text:

- a word that was declared and not filled in: a message of the catalogue in this language or in
  English (an indicator called "age 5 to 16" is one), the name of a place, a citation of a source;
- the words of a team, as its records hold them;
- a date with the name of its month, and a year: numbers above 999 are grouped in threes by a comma,
  so four bare digits that begin with 19 or 20 are a year, alone or with the year after it;
- what stands in <time>, in <code> or in an isolate (<bdi lang>) that holds nothing but years, a
  group of ages, or the fingerprint;
- what an edition, its draft, a chapter or a finding is numbered by, and a target of the SDGs.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import polib
from django.conf import settings
from lxml import html as lxml_html

from kachehri.domains.evidence.rules import withholding
from kachehri.kernel.dates import MONTHS
from kachehri.kernel.trends import COUNTED, SAMPLED

DIGITS = re.compile(r"[0-9۰-۹٠-٩]+(?:[.,][0-9]+)*")
MARKS = re.compile("[\u200e\u200f\u2060\u2066-\u2069]")
DASH = "[–-]"
YEAR = re.compile(rf"(?<![\d.,])(?:19|20)\d\d(?:{DASH}(?:\d\d){{1,2}})?(?![\d]|[.,]\d)")
AGES = re.compile(rf"\d{{1,3}}(?:{DASH}\d{{1,3}}|\+)?")
FINGERPRINT = re.compile(r"[0-9a-f]{8}(?: [0-9a-f]{8}){7}|[0-9a-f]{64}")
SDG = re.compile(r"SDG \d+(?:\.[0-9a-z]+)*")
LEAST = {
    f"{limit.normalize():f}"
    for rule in (COUNTED, SAMPLED)
    for limit in (rule.points, rule.share * 100)
} | {str(one.least) for one in withholding.known()}
"""The limits of rules, linked to where they are used: the smallest change that is named, and how
many people must stand behind a share that is shown.
"""


@dataclass
class Followed:
    """What was found: figures by the address that they lead to, and what leads nowhere."""

    figures: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: set[str] = field(default_factory=set)
    unexplained: list[str] = field(default_factory=list)


def follow(page: bytes, language: str, words: Iterable[str] = ()) -> Followed:
    """Look at every digit that a reader can see. `words` are what people wrote, and names."""
    found = Followed()
    known = Declared(language, words)
    for element in lxml_html.document_fromstring(page).iter():
        if not isinstance(element.tag, str) or element.tag in ("style", "script", "title"):
            continue
        seen(element, element.text, found, known)
        parent = element.getparent()
        if parent is not None:
            seen(parent, element.tail, found, known)
    return found


def seen(element, text: str | None, found: Followed, known: "Declared") -> None:
    """Put one stretch of text where it belongs."""
    text = MARKS.sub("", text or "")
    line = [element, *element.iterancestors()]
    if not DIGITS.search(text) or any(one.tag in ("style", "script", "head") for one in line):
        return
    link = next((one for one in line if one.tag == "a"), None)
    if link is not None and "n" in link.get("class", "").split():
        found.figures[link.get("href")].add(text)
    elif DIGITS.search(rest := what_is_left(text, line, link, known)):
        where = "/".join(one.tag for one in reversed(line))
        found.unexplained.append(f"{text.strip()!r} in {where}: {rest.strip()!r}")


def what_is_left(text: str, line, link, known: "Declared") -> str:
    """The text without all that is of a stated kind."""
    element = line[0]
    if any(one.tag == "svg" for one in line):
        return drawn(text, line, known)
    if link is not None and is_told_by_its_address(text, link):
        return ""
    if any(one.tag in ("time", "code") for one in line) or is_ordinal(text, line):
        return ""
    if element.tag == "bdi" and element.get("lang") and is_mark(text):
        return ""
    return known.without(text)


def is_told_by_its_address(text: str, link) -> bool:
    """Whether it is the citation of a source, the address itself, or a limit of a stated rule."""
    path = path_of(link)
    limit = path.endswith("/changes/") or path == "data-use/"
    return (
        path.startswith("sources/")
        or text == link.get("href")
        or (limit and text.replace(",", "") in LEAST)
    )


def is_ordinal(text: str, line) -> bool:
    """Whether it numbers an edition on its cover, or a finding as its anchor is called."""
    if any("imprint" in one.get("class", "").split() for one in line):
        return True
    finding = next((one for one in line if one.get("id", "").startswith("finding-")), None)
    number = finding.get("id").removeprefix("finding-") if finding is not None else None
    return line[0].tag == "small" and DIGITS.findall(text) == [number]


def path_of(link) -> str:
    """The address of a link behind its language."""
    return urlsplit(link.get("href")).path.partition("/")[2].partition("/")[2]


def is_mark(text: str) -> bool:
    """Whether it is nothing but years, ages or the fingerprint."""
    rest = FINGERPRINT.sub("", text)
    rest = YEAR.sub("", rest)
    return not DIGITS.search(rest) or AGES.fullmatch(rest.strip()) is not None


def drawn(text: str, line, known: "Declared") -> str:
    """What of a chart's text is neither on its scale nor in its title or table."""
    if any("scale" in one.get("class", "").split() for one in line):
        return ""
    figure = next(one for one in line if one.tag == "figure")
    said = [MARKS.sub("", one.text_content()) for one in figure.iter("a", "bdi")]
    numbers = {n for one in said for n in DIGITS.findall(one)}
    return " ".join(n for n in DIGITS.findall(known.without(text)) if n not in numbers)


class Declared:
    """The words of one language that are declared, with their placeholders open."""

    def __init__(self, language: str, words: Iterable[str]) -> None:
        months = "|".join(dict.fromkeys((*MONTHS[language], *MONTHS["en"])))
        self.date = re.compile(rf"\d{{1,2}} (?:{months}) \d{{4}}")
        texts = {*messages(language), *messages("en"), *(MARKS.sub("", word) for word in words)}
        pieces = {piece for text in texts for piece in PLACEHOLDER.split(text)}
        self.pieces = sorted(
            (one.strip() for one in pieces if DIGITS.search(one) and LETTER.search(one)),
            key=len, reverse=True,
        )  # fmt: skip
        self.ordinals = [re.compile(one) for text in texts for one in numbered(text)]

    def without(self, text: str) -> str:
        """The text without everything that is declared, a date, a year or an ordinal."""
        for pattern in self.ordinals:
            text = pattern.sub(lambda found: " ".join(found.groups()), text)
        for pattern in (self.date, SDG):
            text = pattern.sub(" ", text)
        for piece in self.pieces:
            if piece in text:
                text = text.replace(piece, " ")
        return YEAR.sub(" ", text)


PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|\{\{.*?\}\}|%[sd]")
ORDINAL = re.compile(r"%\((?:edition|draft)\)s")
LETTER = re.compile(r"[^\W\d_]{2}")


@cache
def messages(language: str) -> frozenset[str]:
    """Every message of the program in a language; the English ones are the keys of any."""
    folder = Path(settings.LOCALE_PATHS[0]) / (language if language != "en" else "ur")
    entries = [
        one for one in polib.pofile(str(folder / "LC_MESSAGES/django.po")) if not one.obsolete
    ]
    if language == "en":
        return frozenset(text for one in entries for text in (one.msgid, one.msgid_plural) if text)
    said = (text for one in entries for text in (one.msgstr, *one.msgstr_plural.values()))
    return frozenset(text for text in said if text)


def numbered(message: str) -> Iterator[str]:
    """For each edition or draft that a message numbers: its words around the number."""
    for found in ORDINAL.finditer(message):
        before = PLACEHOLDER.split(message[: found.start()])[-1]
        after = PLACEHOLDER.split(message[found.end() :])[0]
        if LETTER.search(before + after):
            yield f"({re.escape(before)})\\d+({re.escape(after)})"
