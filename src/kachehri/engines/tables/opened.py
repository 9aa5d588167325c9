"""An open table, whatever file it came from, and the word for a file that cannot be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


class FileProblem(Exception):
    """A file that cannot be read. `key` is an English message, `params` fill it."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key % params)
        self.key = key
        self.params: Mapping[str, object] = params


@dataclass(frozen=True)
class TextTable:
    """An open table: its header, its rows as (line, cells), and the encoding that was found.

    `sheet` is the one that was opened, `sheets` are all of the workbook; empty for other files.
    """

    header: list[str]
    rows: Iterator[tuple[int, list[str]]]
    encoding: str
    sheet: str = ""
    sheets: tuple[str, ...] = ()
