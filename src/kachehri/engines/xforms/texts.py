"""The texts of a form in its languages: `itext`, and texts that stand where they are shown."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .kinds import Texts
from .languages import DEFAULT, code_of
from .outside import local

if TYPE_CHECKING:
    from lxml.etree import _Element

Media = Mapping[str, Mapping[str, str]]
_REFERENCE = re.compile(r"jr:itext\(\s*'([^']*)'\s*\)")
_FILE = re.compile(r"jr://[a-z-]+/(.+)")
_MISSING = "-"


class Itext:
    """What `jr:itext('id')` says: words and files, by language code."""

    def __init__(self, model: "_Element") -> None:
        self.codes: dict[str, str] = {}
        self.default = ""
        self._words: dict[str, dict[str, str]] = {}
        self._media: dict[str, dict[str, dict[str, str]]] = {}
        for translation in model.iter():
            if local(translation.tag) == "translation":
                self._read(translation)
        if not self.codes:
            self.codes = {DEFAULT: DEFAULT}
        self.default = self.default or next(iter(self.codes.values()))

    def _read(self, translation: "_Element") -> None:
        name = translation.get("lang", DEFAULT)
        code = code_of(name) or name
        self.codes[name] = code
        if translation.get("default") is not None:
            self.default = code
        for text in translation:
            for value in text:
                self._keep(text.get("id", ""), code, value)

    def _keep(self, key: str, code: str, value: "_Element") -> None:
        form = value.get("form", "")
        said = spoken(value)
        if form in ("", "long"):
            if said and said != _MISSING:
                self._words.setdefault(key, {})[code] = said
        elif found := _FILE.fullmatch(said):
            self._media.setdefault(key, {}).setdefault(code, {})[form] = found[1]

    def texts(self, key: str) -> Texts:
        """The words of an id, by language."""
        return self._words.get(key, {})

    def media(self, key: str) -> Media:
        """The files of an id: language → kind → name."""
        return self._media.get(key, {})

    def files(self) -> set[str]:
        """Every file that any text shows."""
        return {
            name
            for languages in self._media.values()
            for kinds in languages.values()
            for name in kinds.values()
        }

    def of(self, element: "_Element") -> tuple[Texts, Media]:
        """What a label or hint says, be it here or in `itext`."""
        if found := _REFERENCE.search(element.get("ref", "")):
            return self.texts(found[1]), self.media(found[1])
        said = spoken(element)
        return ({self.default: said} if said else {}), {}

    def message(self, written: str) -> Texts:
        """A message of a bind: a reference, or the words themselves."""
        if found := _REFERENCE.search(written):
            return self.texts(found[1])
        return {self.default: written} if written else {}


def spoken(element: "_Element") -> str:
    """The words of an element, with its outputs as `${/path}`."""
    said = [element.text or ""]
    for child in element:
        if local(child.tag) == "output":
            said.append("${" + (child.get("value") or child.get("ref") or "").strip() + "}")
        else:
            said.append(spoken(child))
        said.append(child.tail or "")
    return "".join(said).strip()
