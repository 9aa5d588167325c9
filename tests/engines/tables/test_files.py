"""Opening tables as the world sends them."""

import gzip
import os
import resource
from contextlib import contextmanager

import pytest

from kachehri.engines.tables.files import FileProblem, open_table, sha256_of

TEXT = "place,name,value\nPK713,لاڑکانہ,45.0\nPK71302,Dokri,38.9\n"
ROWS = [(2, ["PK713", "لاڑکانہ", "45.0"]), (3, ["PK71302", "Dokri", "38.9"])]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        gzip.compress(TEXT.encode(), mtime=0),
        TEXT.rstrip("\n").encode(),
        ("\n\n" + TEXT).encode()[2:],
    ],
    ids=[
        "utf8",
        "bom",
        "utf16",
        "utf16le",
        "utf16be",
        "crlf",
        "cr",
        "semicolon",
        "tab",
        "gzip",
        "no-end",
        "plain",
    ],
)
def test_a_table_is_read_whatever_its_encoding_line_ends_and_delimiter(tmp_path, data):
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with open_table(path) as table:
        assert table.header == ["place", "name", "value"]
        assert list(table.rows) == ROWS


@pytest.mark.parametrize(
    ("encoding", "name"), [("windows-1252", "windows-1252"), ("mac-roman", "mac-roman")]
)
def test_an_old_encoding_is_read_when_it_is_named(tmp_path, encoding, name):
    path = tmp_path / "table.csv"
    path.write_bytes("place,name\nPK713,Société\n".encode(encoding))
    with open_table(path, encoding=name) as table:
        assert list(table.rows) == [(2, ["PK713", "Société"])]
    with open_table(path) as table:
        assert "\ufffd" in next(table.rows)[1][1]


def _refusal(path) -> str:
    with pytest.raises(FileProblem) as wrong, open_table(path) as table:
        list(table.rows)
    return str(wrong.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"PK\x03\x04rest", "is cut off"),
        (b"\xd0\xcf\x11\xe0rest", "is damaged"),
        (b"<stata_dta>rest", "is damaged"),
        (gzip.compress(b"PK\x03\x04rest", mtime=0), "is packed twice"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (bytes(range(256)) * 40, "is not a text file"),
        (gzip.compress(TEXT.encode() * 1000, mtime=0)[:-200], "is cut off"),
        (b"\x1f\x8b\x08\x00" + b"x" * 50, "is damaged"),
        (b"\x1f\x8b", "is cut off"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b'a,b\n1,"' + b"x" * 200_000, "line 2 holds no proper table row"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_plain_words(tmp_path, data, words):
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    assert words in _refusal(path)


def test_a_folder_and_a_missing_file_are_named(tmp_path):
    assert "is a folder" in _refusal(tmp_path)
    assert "there is no file" in _refusal(tmp_path / "none.csv")


def test_a_file_that_may_not_be_read_is_named(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TEXT)
    path.chmod(0)
    with _as_nobody():
        assert "may not be read" in _refusal(path)


@contextmanager
def _as_nobody():
    """Root may read everything, so root steps down for a moment."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(own)


def test_a_bomb_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("kachehri.engines.tables.files.LARGEST", 1_000_000)
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 1_000_000))
    assert "larger than" in _refusal(path)


def test_line_numbers_count_the_lines_of_the_file(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text('a,b\n"1\n2",x\n\n3,y\n')
    with open_table(path) as table:
        assert [line for line, _cells in table.rows] == [2, 5]


def test_the_checksum_is_that_of_the_bytes(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"abc")
    assert sha256_of(path).startswith("ba7816bf")


def test_a_packed_line_without_an_end_is_refused_before_it_fills_the_memory(tmp_path):
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"place,name\nPK713," + b"a" * (64 << 20)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with open_table(path) as table, pytest.raises(FileProblem, match="line 2"):
        list(table.rows)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 << 10  # kilobytes
