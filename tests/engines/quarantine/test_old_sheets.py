"""What is hidden in old XLS files, from their records."""

import os
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.quarantine.rebuilding import Unreadable
from kachehri.engines.quarantine.rebuilding.old_sheets import _hidden, hidden_in_old
from kachehri.engines.quarantine.rebuilding.sheets import sheets

FOLDER = Path(os.environ.get("KACHEHRI_CORPORA", "-")) / "xlsforms"


def record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def stream():
    """A workbook with one sheet: row 3 and columns 2 to 4 are hidden, a formula, a comment."""
    name = b"Wells"
    sheet = record(0x809, bytes(16))
    sheet += record(0x208, struct.pack("<HHHHHHHH", 3, 0, 5, 0, 0, 0, 0x20, 0))
    sheet += record(0x208, struct.pack("<HHHHHHHH", 4, 0, 5, 0, 0, 0, 0, 0))
    sheet += record(0x7D, struct.pack("<HHHHHH", 2, 4, 2000, 0, 1, 0))
    sheet += record(0x06, bytes(22)) + record(0x1C, bytes(12))
    bound = struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name
    start = len(record(0x809, bytes(16))) + len(record(0x85, bound))
    bound = struct.pack("<IBBBB", start, 0, 0, len(name), 0) + name
    return record(0x809, bytes(16)) + record(0x85, bound) + sheet


def test_hidden_rows_and_columns_are_found():
    flags: set[str] = set()
    assert _hidden(stream(), flags) == {"Wells": ({3}, {2, 3, 4})}
    assert flags == {"hidden-rows", "hidden-columns", "formulas", "comments"}


def test_a_workbook_with_a_password_says_so():
    with pytest.raises(Unreadable) as told:
        _hidden(record(0x809, bytes(16)) + record(0x2F, bytes(6)), set())
    assert told.value.flag == "encrypted"


@given(st.binary(max_size=3000))
def test_what_is_none_is_damaged(raw):
    with pytest.raises(Unreadable):
        hidden_in_old(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + raw, set())


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.skipif(not FOLDER.is_dir(), reason="KACHEHRI_CORPORA is not set")
def test_real_old_workbooks_become_tables():
    paths = sorted(FOLDER.rglob("*.xls"))
    left: list[str] = []
    for path in paths:
        try:
            assert sheets(path).content
        except Unreadable as told:
            left.append(told.flag)
    assert len(paths) > 10
    assert left in ([], ["too-long"])
