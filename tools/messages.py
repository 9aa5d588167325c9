"""The texts to translate: collects them from the sources, checks their translations, compiles them.

    python tools/messages.py collect    bring locale/*.po up to date with the sources
    python tools/messages.py check      fail on what is missing, stale or mistaken
    python tools/messages.py compile    make the .mo files that the program reads

Needs no gettext program. Every entry carries `reviewed: no` until a person who speaks the language
changes it.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import polib

from steps import ROOT, Stop, say, stopping

SOURCE = ROOT / "src" / "kachehri"
LOCALE = ROOT / "locale"
TRANSLATED = ("ur", "sd")
LANGUAGES = ("en", *TRANSLATED)
SHOWN = 20
PLURALS = "nplurals=2; plural=(n != 1);"
# For each function that marks a text: which argument is the message, its plural, its context.
MARKS = {
    "_": (0, None, None),
    "gettext": (0, None, None),
    "gettext_lazy": (0, None, None),
    "gettext_noop": (0, None, None),
    "ngettext": (0, 1, None),
    "ngettext_lazy": (0, 1, None),
    "pgettext": (1, None, 0),
    "pgettext_lazy": (1, None, 0),
    "npgettext": (1, 2, 0),
    "npgettext_lazy": (1, 2, 0),
}
STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(
    rf"\b({'|'.join(MARKS)})\(\s*({STRING}(?:\s*,\s*{STRING})*)\s*(?:,\s*count\s*)?\)"
)
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]|\{\w*\}|%%")
REVIEWED = re.compile(r"^reviewed: (yes|no)\b", re.MULTILINE)

Message = tuple[str | None, str, str | None]
Found = dict[Message, list[str]]


def main() -> int:
    """Do what was asked for."""
    verbs = {"collect": collect, "check": check, "compile": compile_all}
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted not in verbs:
        raise Stop(f"Say one of {', '.join(verbs)}.")
    return verbs[wanted]()


def collect() -> int:
    """Bring every catalogue up to date; what is translated already is kept."""
    found = texts(SOURCE)
    for language in LANGUAGES:
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(renewed(language, found)) + "\n")
    say(f"{len(found)} texts")
    return 0


def check() -> int:
    """Fail on a catalogue that is stale, incomplete or has a mistake."""
    found = texts(SOURCE)
    wrong = [line for language in LANGUAGES for line in problems(language, found)]
    for line in wrong[:SHOWN]:
        say(line)
    if len(wrong) > SHOWN:
        say(f"and {len(wrong) - SHOWN} more")
    for language in TRANSLATED:
        marks = Counter(mark(entry) for entry in polib.pofile(str(catalogue_path(language))))
        say(f"{language}: {marks.total()} texts, {marks['no']} not yet reviewed by a person")
    return 1 if wrong else 0


def compile_all() -> int:
    """Make a .mo beside every .po."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        part = path.with_suffix(".part")
        polib.pofile(str(path)).save_as_mofile(str(part))
        part.replace(path.with_suffix(".mo"))
    return 0


def texts(source: Path) -> Found:
    """Every marked text below a folder, with the files where it stands."""
    found: Found = {}
    for path in sorted(source.rglob("*.py")):
        add(found, in_python(path.read_text()), path)
    for path in sorted(p for p in source.rglob("*") if p.suffix in {".html", ".txt"}):
        if "templates" in path.parts:
            add(found, in_template(path.read_text()), path)
    return found


def add(found: Found, messages: Iterator[Message], path: Path) -> None:
    """Note that these messages stand in this file."""
    place = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    for message in messages:
        places = found.setdefault(message, [])
        if place not in places:
            places.append(place)


def in_python(text: str) -> Iterator[Message]:
    """Messages in a Python source."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            arguments = [a.value if isinstance(a, ast.Constant) else None for a in node.args]
            yield from message_of(called_name(node), arguments)


def called_name(call: ast.Call) -> str:
    """The name of the function that is called, without what stands before its last dot."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def in_template(text: str) -> Iterator[Message]:
    """Messages in a Django template."""
    from django.utils.translation.template import templatize  # noqa: PLC0415

    for name, arguments in CALL.findall(templatize(text)):
        yield from message_of(name, list(ast.literal_eval(f"({arguments},)")))


def message_of(name: str, arguments: Sequence[object]) -> Iterator[Message]:
    """The message that a call marks, if it marks one in so many words."""
    if name not in MARKS:
        return
    text, plural, context = (
        arguments[i] if i is not None and i < len(arguments) else None for i in MARKS[name]
    )
    if isinstance(text, str) and text:
        yield (
            context if isinstance(context, str) else None,
            text,
            plural if isinstance(plural, str) else None,
        )


def renewed(language: str, found: Found) -> polib.POFile:
    """The catalogue of a language as the sources want it, with the translations that it has."""
    path = catalogue_path(language)
    old = polib.pofile(str(path)) if path.exists() else []
    known: dict[tuple[str | None, str], polib.POEntry] = {(e.msgctxt, e.msgid): e for e in old}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS,
    }
    for (context, text, plural), places in sorted(
        found.items(), key=lambda item: (item[1], item[0][1])
    ):
        catalogue.append(entry(known.get((context, text)), context, text, plural, places, language))
    return catalogue


def entry(
    old: polib.POEntry | None,
    context: str | None,
    text: str,
    plural: str | None,
    places: list[str],
    language: str,
) -> polib.POEntry:
    """One entry, with what the old one said."""
    new = polib.POEntry(
        msgctxt=context,
        msgid=text,
        msgid_plural=plural or "",
        occurrences=[(place, "") for place in places],
        flags=["python-format"] if "%(" in text else [],
    )
    if plural:
        new.msgstr_plural = dict(old.msgstr_plural) if old and old.msgstr_plural else {0: "", 1: ""}
    elif old:
        new.msgstr = old.msgstr
    if language in TRANSLATED:
        new.tcomment = old.tcomment if old and old.tcomment else "reviewed: no"
    return new


def problems(language: str, found: Found) -> Iterator[str]:
    """What is wrong with a catalogue, each on one line."""
    path = catalogue_path(language)
    if not path.exists():
        yield f"{language}: no catalogue. Run: make messages"
        return
    if path.read_text() != str(renewed(language, found)) + "\n":
        yield f"{language}: not what the sources say. Run: make messages"
    if language in TRANSLATED:
        for one in polib.pofile(str(path)):
            yield from problems_of(language, one)


def problems_of(language: str, one: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation."""
    forms = list(one.msgstr_plural.values()) if one.msgid_plural else [one.msgstr]
    if not all(forms):
        yield f"{language}: not translated: {one.msgid}"
        return
    if one.fuzzy:
        yield f"{language}: only guessed: {one.msgid}"
    if not mark(one):
        yield f"{language}: does not say whether it was reviewed: {one.msgid}"
    wanted = set(PLACEHOLDER.findall(one.msgid_plural or one.msgid))
    for form in forms:
        if set(PLACEHOLDER.findall(form)) != wanted:
            yield f"{language}: placeholders differ: {one.msgid}"


def mark(one: polib.POEntry) -> str:
    """ "yes" or "no" for an entry that says whether it was reviewed, else nothing."""
    said = REVIEWED.search(one.tcomment)
    return said[1] if said else ""


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    sys.exit(stopping(main))
