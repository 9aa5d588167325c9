"""Reads an instrument out of its declaration: plain text, a line for each language.

The format on one page: docs/guide/instruments.md. Every fault names file and line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kachehri.domains.forms.kinds.instruments import LANGUAGES, Ask, Instrument, Option, Part
from kachehri.kernel.scoring import Score

from .instrument_scores import read_score

TYPES = {"one", "many", "int", "decimal", "text", "date", "gps", "photo", "note", "calc"}
_ABOUT = ("purpose", "unit", "respondent", "consent")
_NAME = re.compile(r"[a-z][a-z0-9_]*(\{\}[a-z0-9_]*)?|\{\}[a-z0-9_]*")
SAYS_RANGE = {
    "en": "Write a number from {low} to {high}.",
    "ur": "{low} سے {high} تک کا کوئی عدد لکھیں۔",
    "sd": "{low} کان {high} تائين ڪو انگ لکو.",
}


class NotReadable(ValueError):
    """A declaration that cannot be read: where, and why."""

    def __init__(self, where: str, line: int, why: str) -> None:
        super().__init__(f"{where}, line {line}: {why}")


@dataclass
class Block:
    """A line without indentation and the indented ones below it."""

    words: list[str]
    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)

    def texts(self, prefix: str = "") -> dict[str, str]:
        """The text in each language that it has."""
        found = {}
        for _, text in self.lines:
            head, _, rest = text.partition(" ")
            if head.startswith(prefix) and head.removeprefix(prefix) in LANGUAGES:
                found[head.removeprefix(prefix)] = rest.strip()
        return found

    def value(self, key: str) -> str:
        """What stands behind a word, or nothing."""
        starts = f"{key} "
        return next((text[len(starts) :] for _, text in self.lines if text.startswith(starts)), "")

    def options(self, mark: str = "") -> list[Option]:
        """The lines `key | English | Urdu | Sindhi`, those that begin with `mark`."""
        return [
            option(text.removeprefix(mark)) for _, text in self.lines
            if "|" in text and text.startswith(mark)
        ]  # fmt: skip


def option(text: str) -> Option:
    """`key | English | Urdu | Sindhi`."""
    key, *texts = (part.strip() for part in text.split("|"))
    return Option(key, dict(zip(LANGUAGES, texts, strict=True)))


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a declaration in order. Lines that begin with # are notes."""
    block = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0] != " ":
            if block:
                yield block
            block = Block(line.split(), number)
        elif block:
            block.lines.append((number, line.strip()))
    if block:
        yield block


@dataclass(frozen=True)
class Shared:
    """What instruments share: lists of answers, and questions that several ask alike."""

    lists: Mapping[str, tuple[Option, ...]]
    snippets: Mapping[str, tuple[Block, ...]]


def read_shared(lists: str, snippets: str) -> Shared:
    """The shared lists, and the shared questions (each lot behind `snippet NAME`)."""
    found: dict[str, list[Block]] = {}
    lot: list[Block] = []
    for block in blocks(snippets):
        if block.words[0] == "snippet":
            lot = found[block.words[1]] = []
        else:
            lot.append(block)
    named = {block.words[1]: tuple(block.options()) for block in blocks(lists)}
    return Shared(named, {name: tuple(lot) for name, lot in found.items()})


def read(text: str, shared: Shared, where: str) -> Instrument:
    """The instrument that a text declares. Raises NotReadable."""
    found: list[Block] = []
    for block in blocks(text):
        if block.words[0] == "snippet":
            found.extend(shared.snippets[block.words[1]])
        else:
            found.append(block)
    reader = _Reader(where, shared)
    for block in sorted(found, key=lambda one: one.words[0] != "list"):
        try:
            reader.take(block)
        except (ValueError, KeyError, IndexError) as problem:
            raise NotReadable(where, block.line, f"{' '.join(block.words)}: {problem}") from problem
    return reader.finish()


class _Reader:
    """Takes block after block; groups lie on a stack until their `end`."""

    def __init__(self, where: str, shared: Shared) -> None:
        self.where = where
        self.lists = dict(shared.lists)
        self.snippets = shared.snippets
        self.head: Block | None = None
        self.about: dict[str, dict[str, str]] = {}
        self.stack: list[tuple[Block | None, list[Ask | Part]]] = [(None, [])]
        self.scores: list[Block] = []

    def take(self, block: Block) -> None:
        """One block."""
        word = block.words[0]
        if step := _STEPS.get(word):
            step(self, block)
        elif word in _ABOUT:
            self.about[word] = block.texts()
        else:
            self.stack[-1][1].extend(self.asks(block))

    def begin(self, block: Block) -> None:
        """An instrument."""
        self.head = block

    def named(self, block: Block) -> None:
        """A list of answers of its own."""
        self.lists[block.words[1]] = tuple(block.options())

    def score(self, block: Block) -> None:
        """A score, read at the end when all questions are known."""
        self.scores.append(block)

    def group(self, block: Block) -> None:
        """A group or a repeat."""
        self.stack.append((block, []))

    def end(self, block: Block) -> None:
        """Close the innermost group."""
        head, children = self.stack.pop()
        if head is None:
            raise ValueError("nothing is open")
        self.stack[-1][1].append(
            Part(
                head.words[1],
                head.texts(),
                tuple(children),
                head.value("when"),
                head.words[0] == "repeat",
                head.value("count"),
            )
        )

    def each(self, block: Block) -> None:
        """The same question about several things."""
        for one in block.options("- "):
            filled = Block(_filled(block.words[1:], one.key), block.line)
            for number, text in block.lines:
                if text.startswith("- "):
                    continue
                head = text.split(" ", 1)[0].removeprefix("hint-")
                filling = one.texts.get(head, one.key)
                filled.lines.append((number, text.replace("{}", filling)))
            self.stack[-1][1].extend(self.asks(filled))

    def asks(self, block: Block) -> Iterator[Ask]:
        """The question of a block, with those of its suites."""
        ask = self.ask(block)
        yield ask
        if ask.list_name and any(one.key == "other" for one in self.lists[ask.list_name]):
            yield other(ask)
        for word in block.words:
            if word.startswith("+"):
                for one in self.snippets[word[1:]]:
                    lines = [(number, text.replace("{}", ask.name)) for number, text in one.lines]
                    yield self.ask(Block(_filled(one.words, ask.name), one.line, lines))

    def ask(self, block: Block) -> Ask:
        """One question."""
        name, kind, *rest = block.words
        if kind not in TYPES or not _NAME.fullmatch(name):
            raise ValueError(f"no name or no type of a question: {name} {kind}")
        optional = "optional" in rest or kind in ("note", "calc", "photo", "gps")
        rest = [word for word in rest if word != "optional" and not word.startswith("+")]
        ask = Ask(
            name, kind, block.texts(), block.texts("hint-"),
            when=block.value("when"), check=block.value("check"),
            check_says=block.texts("say-"), formula=block.value("formula"), optional=optional,
        )  # fmt: skip
        if kind in ("one", "many"):
            return _alone(replace(ask, list_name=rest[0]), self.lists[rest[0]])
        if kind in ("int", "decimal"):
            return _bounded(ask, rest)
        return ask

    def finish(self) -> Instrument:
        """The whole."""
        if self.head is None or len(self.stack) != 1:
            raise NotReadable(self.where, 0, "no instrument, or a group that was not closed")
        head, children = self.head, self.stack[0][1]
        found = Instrument(
            head.words[1], head.words[2], head.texts(),
            self.about["purpose"], self.about["unit"], self.about["respondent"],
            tuple(children), self.lists, self.about.get("consent", {}),
            minutes=int(head.value("minutes") or 0), use=head.value("use"),
            cite=head.value("cite"), points=head.value("points"),
            reviewed=head.value("reviewed") == "yes",
        )  # fmt: skip
        names = [ask.name for ask in found.asks()]
        scores: list[Score] = []
        for block in self.scores:
            try:
                scores.append(read_score(block.words, block.lines, block.texts(), names))
            except (ValueError, KeyError, IndexError) as problem:
                raise NotReadable(self.where, block.line, str(problem)) from problem
        used = {ask.list_name for ask in found.asks()}
        lists = {name: options for name, options in self.lists.items() if name in used}
        return replace(found, scores=tuple(scores), lists=lists)


_STEPS = {
    "instrument": _Reader.begin,
    "list": _Reader.named,
    "score": _Reader.score,
    "group": _Reader.group,
    "repeat": _Reader.group,
    "each": _Reader.each,
    "end": _Reader.end,
}
_OTHER = {
    "en": "Please say which.",
    "ur": "براہِ مہربانی بتائیں کون سا۔",
    "sd": "مهرباني ڪري ٻڌايو ته ڪهڙو.",
}
_ALONE = {
    "en": "This answer stands alone.",
    "ur": "اس جواب کے ساتھ کوئی اور جواب نہیں چنا جا سکتا۔",
    "sd": "هن جواب سان ٻيو ڪو جواب چونڊي نٿو سگهجي.",
}


def _filled(words: Sequence[str], key: str) -> list[str]:
    return [word.replace("{}", key) for word in words]


def other(ask: Ask) -> Ask:
    """The line for *another*, in words."""
    return Ask(
        f"{ask.name}_other", "text", _OTHER, when=f"selected(${{{ask.name}}}, 'other')",
        optional=True,
    )  # fmt: skip


def _alone(ask: Ask, options: Sequence[Option]) -> Ask:
    """Answers such as *none of these* stand alone among several."""
    alone = [one.key for one in options if one.key in ("none", "dk", "refused")]
    if ask.type != "many" or ask.check or not alone:
        return ask
    some = " or ".join(f"selected(., '{key}')" for key in alone)
    return replace(ask, check=f"not(({some}) and count-selected(.) > 1)", check_says=_ALONE)


def _bounded(ask: Ask, rest: Sequence[str]) -> Ask:
    """A number with its bounds, and what is said when it lies outside them."""
    low, high = int(rest[0]), int(rest[1])
    within = f". >= {low} and . <= {high}"
    check = f"{within} and ({ask.check})" if ask.check else within
    says = {
        language: f"{text.format(low=low, high=high)} {ask.check_says.get(language, '')}".strip()
        for language, text in SAYS_RANGE.items()
    }
    return replace(ask, low=low, high=high, check=check, check_says=says)
