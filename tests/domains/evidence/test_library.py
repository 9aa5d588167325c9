"""The library: entries with their words, their rights and their file; nothing unsafe is kept."""

import io
import zipfile
import zlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from tests.world import AT

from kachehri.domains.evidence import actions
from kachehri.domains.evidence.actions import EntryOvertaken, LibraryProblem
from kachehri.domains.evidence.kinds import SourceKind
from kachehri.domains.evidence.kinds.library import LARGEST_PAPER, Publication
from kachehri.domains.evidence.models import PublicationVersion
from kachehri.domains.evidence.queries import library
from kachehri.domains.evidence.queries.library import LibraryFilter
from kachehri.domains.evidence.rules.papers import LARGEST_UNPACKED
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.actor import PUBLIC, Actor
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.models import Event
from kachehri.engines.tables.files import FileProblem

PAPER = Publication(
    source=SourceKind(
        code="made-up-girls-2019",
        kind="research",
        publisher="Made-up University",
        title="Why girls leave school in Ratodero: a made-up study",
        year=2019,
        licence="made up for tests",
    ),
    authors="Made-up, Author; Invented, Second",
    abstract="Nobody wrote this.",
    sectors=("education",),
    dimensions=("personal",),
    places=("PK713",),
    rights="open",
)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class World:
    """The places that a publication may be about, and who enters it."""

    setup: Actor
    at: datetime
    larkana: PlaceView
    ratodero: PlaceView


@pytest.fixture
def world(kept_tree: Actor, settings: Any, tmp_path: Any) -> World:
    settings.FILES_ROOT = tmp_path / "files"
    larkana, ratodero = places.by_pcode("PK713"), places.by_pcode("PK71304")
    assert larkana is not None
    assert ratodero is not None
    return World(kept_tree, AT, larkana, ratodero)


@pytest.fixture
def code(world: World) -> str:
    return actions.enter_publication(publication=PAPER, by=world.setup, at=world.at)


def word(**more: bytes) -> bytes:
    """A Word file with these further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<w:document/>")
        for name, content in more.items():
            packed.writestr(f"word/{name}", content)
    return out.getvalue()


def packed_pdf(objects: bytes) -> bytes:
    """A PDF that keeps these objects packed."""
    stream = zlib.compress(objects)
    head = b"2 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\n"
    return PDF.replace(b"trailer", head + stream + b"\nendstream endobj\ntrailer")


def spoilt(method: int, at: bytes, sign: int) -> bytes:
    """A Word file packed by some method, with bytes behind a mark that cannot be read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<w:document/>" * 500)
    content = bytearray(out.getvalue())
    start = content.find(at) + len(at) + 13
    content[start : start + 20] = bytes([sign]) * 20
    return bytes(content)


def give(world: World, code: str, *chunks: bytes, name: str = "made-up.pdf") -> None:
    actions.give_file(code=code, file_name=name, chunks=chunks, by=world.setup, at=world.at)


def found(**asked: Any) -> list[str]:
    return [one.code for one in library.publications(LibraryFilter(**asked)).rows]


def test_an_entry_is_cited_by_its_code_and_listed_with_its_authors(code: str):
    view = library.publication(code)
    assert view is not None
    assert view.citation.startswith("Made-up, Author; Invented, Second (2019): Why girls leave")
    assert view.short == "Made-up 2019"
    assert not view.source.verified


@pytest.mark.parametrize(
    "words", ["ratodero girls", "INVENTED", "2019", "تعلیم", "تعليم", "لاڑکانہ"]
)
def test_it_is_found_by_its_words_and_by_subject_and_place_in_every_language(code: str, words: str):
    assert found(words=words) == [code]


def test_it_is_not_found_by_what_it_does_not_hold(code: str):
    assert found(words="ratodero boys") == []
    assert found(sector="health") == found(language="sd") == found(kind="thesis") == []
    assert found(place_ids=frozenset({1})) == []


def test_filters_hold_together(world: World, code: str):
    assert found(
        kind="research", sector="education", dimension="personal", language="en",
        place_ids=frozenset({world.larkana.id}),
    ) == [code]  # fmt: skip


def test_the_list_goes_on_from_where_it_stopped(world: World):
    for n in range(library.PAGE + 3):
        paper = replace(PAPER, source=replace(PAPER.source, code=f"made-up-{n}", year=1990 + n % 3))
        actions.enter_publication(publication=paper, by=world.setup, at=world.at)
    first = library.publications(LibraryFilter())
    second = library.publications(LibraryFilter(), after=first.after)
    assert first.total == library.PAGE + 3
    assert [one.source.year for one in first.rows] == sorted(
        (one.source.year for one in first.rows), reverse=True
    )
    codes = [one.code for one in (*first.rows, *second.rows)]
    assert len(codes) == len(set(codes)) == first.total
    assert second.after == ""


def test_the_same_title_gets_a_code_of_its_own(world: World, code: str):
    assert actions.enter_publication(publication=PAPER, by=world.setup, at=world.at) == f"{code}-2"


def test_a_correction_keeps_what_was_said_before(world: World, code: str):
    better = replace(PAPER, authors="Made-up, Better", places=("PK71304",))
    version = actions.correct_publication(
        code=code, version=1, publication=better, by=world.setup, at=world.at
    )
    view = library.publication(code)
    assert view is not None
    assert (view.authors, view.version, version) == ("Made-up, Better", 2, 2)
    assert view.place_ids == (world.ratodero.id,)
    said = PublicationVersion.objects.filter(publication=view.id).order_by("number")
    assert [one.content["authors"] for one in said] == [PAPER.authors, "Made-up, Better"]


def test_nobody_writes_over_a_correction_unseen(world: World, code: str):
    for version in (1, 2):
        actions.correct_publication(
            code=code, version=version, publication=PAPER, by=world.setup, at=world.at
        )
    with pytest.raises(EntryOvertaken) as overtaken:
        actions.correct_publication(
            code=code, version=2, publication=PAPER, by=world.setup, at=world.at
        )
    assert overtaken.value.version == 3


def test_each_change_is_in_the_log_without_a_word_of_it(world: World, code: str):
    give(world, code, PDF)
    actions.take_file_away(code=code, by=world.setup, at=world.at)
    events = Event.objects.filter(verb__startswith="evidence.library").order_by("id")
    assert [event.verb.rpartition("_")[2] for event in events] == ["entered", "given", "removed"]
    assert all(set(event.refs) == {"code", "version"} for event in events)


def test_the_public_may_not_enter_anything(world: World):
    with pytest.raises(Refused):
        actions.enter_publication(publication=PAPER, by=PUBLIC, at=world.at)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sectors": ("nothing",)},
        {"language": "xx"},
        {"rights": "stolen"},
        {"places": ("PK9999",)},
        {"source": replace(PAPER.source, address="javascript:alert(1)")},
        {"source": replace(PAPER.source, kind="census")},
    ],
)
def test_what_nobody_declared_is_refused(world: World, wrong: dict[str, Any]):
    with pytest.raises(LibraryProblem):
        actions.enter_publication(publication=replace(PAPER, **wrong), by=world.setup, at=world.at)
    assert found() == []


PICTURE = PDF.replace(b"trailer", b"2 0 obj<<>>stream\n\xff\x9f/JS\x80\x03\nendstream trailer")


@pytest.mark.parametrize(("content", "type"), [(PDF, "pdf"), (word(), "docx"), (PICTURE, "pdf")])
def test_a_pdf_and_a_word_file_are_kept_whatever_their_name(
    world: World, code: str, content: bytes, type: str
):
    give(world, code, content[:10], content[10:], name="../../etc/پڙهڻ.exe")
    view = library.publication(code)
    assert view is not None
    assert view.file is not None
    assert view.file.path.read_bytes() == content
    assert (view.file.name, view.file.type) == (f"{code}.{type}", type)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 a program",
        b"<html><script>alert(1)</script></html>",
        PDF[:40],
        PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript>>/Type"),
        PDF.replace(b"/Type", b"/OpenAction<</S/Rendition/JS%x\n(app.alert(1))>>/Type"),
        PDF.replace(b"/Type", b"/OpenAction<</S/Rendition/JS 7 0 R>>/Type"),
        PDF.replace(b"/Type", b"/EmbeddedFile/Type"),
        word(**{"vbaProject.bin": b"macro"}),
        word(**{"bomb.xml": b"0" * 30_000_000}),
        word()[:-30],
        b"PK\x03\x04 not really",
        PDF.replace(b"/Type", b"/OpenAction<</S/J#61vaScript>>/Type"),
        packed_pdf(b"3 0 <</S/JavaScript/JS(app.alert(1))>>"),
        packed_pdf(bytes(LARGEST_UNPACKED + 1)),
        word(**{"_rels/settings.xml.rels": b'<R Type="x/attachedTemplate" Target="http://x/"/>'}),
        word(**{"_rels/document.xml.rels": b'<R Type="x/vbaProject" Target="pictures.bin"/>'}),
        spoilt(zipfile.ZIP_LZMA, b"word/document.xml", 0xFF),
    ],
)
def test_what_is_no_paper_or_would_run_something_leaves_nothing_behind(
    world: World, code: str, content: bytes
):
    with pytest.raises(FileProblem):
        give(world, code, content)
    view = library.publication(code)
    assert view is not None
    assert view.file is None
    assert list(library.library_folder().glob("*")) == []


def test_a_name_inside_that_no_alphabet_has_is_a_damaged_file(world: World, code: str):
    content = bytearray(word())
    listed = content.rfind(b"word/document.xml")
    content[listed - 38 : listed - 36] = (0x800).to_bytes(2, "little")
    content[listed] = 0xFF
    with pytest.raises(FileProblem, match="damaged"):
        give(world, code, bytes(content))
    assert list(library.library_folder().glob("*")) == []


def test_a_pdf_that_keeps_harmless_objects_packed_is_kept(world: World, code: str):
    give(world, code, packed_pdf(b"3 0 <</Type/Page/Title(100#25 /J)>>"))
    view = library.publication(code)
    assert view is not None
    assert view.file is not None


def test_a_file_that_is_too_large_is_not_read_to_its_end(world: World, code: str):
    read = []

    def endless() -> Any:
        yield PDF
        while True:
            read.append(1)
            yield b"0" * (1 << 20)

    with pytest.raises(FileProblem, match="larger than 20 MB"):
        actions.give_file(
            code=code, file_name="x.pdf", chunks=endless(), by=world.setup, at=world.at
        )
    assert len(read) <= 1 + (LARGEST_PAPER >> 20)
    assert list(library.library_folder().glob("*")) == []


def test_only_with_its_rights_a_text_is_kept_or_shown(world: World, code: str):
    give(world, code, PDF)
    only_link = replace(PAPER, rights="link")
    actions.correct_publication(
        code=code, version=1, publication=only_link, by=world.setup, at=world.at
    )
    view = library.publication(code)
    assert view is not None
    assert view.file is None
    with pytest.raises(LibraryProblem, match="rights"):
        give(world, code, PDF)


def test_a_file_goes_only_when_no_other_entry_has_it(world: World, code: str):
    other = actions.enter_publication(publication=PAPER, by=world.setup, at=world.at)
    for one in (code, other):
        give(world, one, PDF)
    actions.take_file_away(code=code, by=world.setup, at=world.at)
    view = library.publication(other)
    assert view is not None
    assert view.file is not None
    assert view.file.path.exists()
    actions.take_file_away(code=other, by=world.setup, at=world.at)
    assert not view.file.path.exists()


def test_a_pack_brings_each_entry_once_and_never_undoes_a_correction(world: World):
    def bring() -> int:
        return actions.bring_publications(publications=(PAPER,), by=world.setup, at=world.at)

    assert (bring(), bring()) == (1, 0)
    actions.correct_publication(
        code=PAPER.source.code,
        version=1,
        publication=replace(PAPER, authors="Corrected"),
        by=world.setup,
        at=world.at,
    )
    assert bring() == 0
    view = library.publication(PAPER.source.code)
    assert view is not None
    assert view.authors == "Corrected"
