"""`kachehri report` and `kachehri pack`: what scripts rely on, and what a mistake is told."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests import world as worlds
from tests.domains.reports.small import SMALL

from kachehri.domains.reports.actions import launching
from kachehri.domains.reports.kinds import register
from kachehri.domains.reports.kinds import report as kinds
from kachehri.interfaces.cli import packing, report, reporting

HTML = ("html",)
NAME = "larkana-human-security-en.html"


@pytest.fixture
def world(kept_world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    settings.LANGUAGES = [("en", "English")]
    return kept_world


@pytest.fixture
def every_language(world, settings):
    settings.LANGUAGES = [("en", "English"), ("ur", "Urdu"), ("sd", "Sindhi")]


def run(out: Path, kind="human-security", place="PK713", lang="en", formats=HTML) -> int:
    return reporting.run(kind, place, lang, out, formats)


def test_the_files_are_there_and_a_pipe_stays_quiet(world, tmp_path, capsys):
    assert run(tmp_path / "out") == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == [NAME]
    assert capsys.readouterr() == ("", "")


@pytest.mark.slow
def test_all_languages_and_formats_make_twelve_files(every_language, tmp_path):
    assert run(tmp_path, lang="all", formats=report.FORMATS) == 0
    assert sorted(path.name for path in tmp_path.glob("*.*")) == sorted(
        f"larkana-human-security-{language}.{format}"
        for language in ("en", "ur", "sd")
        for format in report.FORMATS
    )


def test_what_did_not_change_is_not_written_again(world, tmp_path):
    run(tmp_path)
    before = (tmp_path / NAME).stat()
    assert run(tmp_path) == 0
    after = (tmp_path / NAME).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_somebody_changed_is_put_right(world, tmp_path):
    run(tmp_path)
    right = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_text("scribbled over")
    assert run(tmp_path) == 0
    assert (tmp_path / NAME).read_bytes() == right


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"kind": "human-securty"}, ["Did you mean 'human-security'?"]),
        ({"kind": "weather"}, ["There is no kind of report called 'weather'", "human-security"]),
        ({"lang": "de"}, ["There is no language 'de'", "en, ur, sd, all"]),
        ({"place": "PK731"}, ["no place with the code 'PK731'", "PK713  Larkana"]),
        ({"place": "Larkna"}, ["Did you mean", "PK713  Larkana"]),
        ({"place": "PK71302"}, ["Dokri (PK71302) is a taluka", "about a district"]),
    ],
)
def test_what_there_is_not_is_named_with_what_there_is(
    every_language, tmp_path, capsys, mistake, told
):
    assert run(tmp_path / "out", **mistake) == 2
    said = capsys.readouterr().err
    for words in told:
        assert words in said
    assert not (tmp_path / "out").exists()


@pytest.mark.django_db
def test_without_places_it_says_how_to_load_them(tmp_path, capsys):
    assert run(tmp_path) == 2
    assert "kachehri pack load" in capsys.readouterr().err


def test_a_folder_that_is_a_file_is_told_and_left_alone(world, tmp_path, capsys):
    place = tmp_path / "out"
    place.write_text("mine")
    assert run(place) == 1
    assert "This is a file and no folder" in capsys.readouterr().err
    assert place.read_text() == "mine"


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk with room for 64 KB, where this user may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only an administrator can mount a small disk; the stand-in below is run")
    done = subprocess.run(mount, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this machine mounts nothing; the stand-in below is run")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.faults
def test_a_full_disk_is_told_and_nothing_half_is_left(world, small_disk, capsys):
    assert run(small_disk) == 1
    assert "The disk is full" in capsys.readouterr().err
    assert list(small_disk.iterdir()) == []


def test_a_disk_that_fills_up_while_writing_leaves_nothing_half(
    world, tmp_path, capsys, monkeypatch
):
    out = tmp_path / "out"
    run(tmp_path)

    def full(_handle):
        raise OSError(28, "No space left on device", str(out))

    monkeypatch.setattr(os, "fsync", full)
    assert run(out) == 1
    assert "The disk is full" in capsys.readouterr().err
    assert list(out.iterdir()) == []


def test_missing_fonts_are_told_with_what_to_do(world, tmp_path, capsys, settings):
    settings.WEB_PARTS = tmp_path / "nothing"
    assert run(tmp_path / "out") == 1
    assert "make setup" in capsys.readouterr().err


@pytest.mark.parametrize("formats", ["", "pdf,doc"])
def test_a_format_that_there_is_not_is_a_mistake_of_use(formats):
    words = ["human-security", "--place", "PK713", "--out", "x", "--format", formats]
    done = CliRunner().invoke(report.command, words)
    assert done.exit_code == 2
    assert "html, pdf, docx, xlsx" in done.output


class TestLaunch:
    """`--launch`, `--edition` and the list of editions, with a small kind of report."""

    KIND = SMALL.key
    FILE = "larkana-made-up-small-en.html"

    @pytest.fixture(autouse=True)
    def _small(self, world, monkeypatch):
        monkeypatch.setattr(launching, "FORMATS", HTML)
        register(SMALL)
        yield
        del kinds._known[SMALL.key]

    def launch(self, out, because="made up", **how) -> int:
        terms = reporting.Terms(review_on=date(2999, 1, 1), because=because, **how)
        return reporting.run(self.KIND, "PK713", "en", out, HTML, terms=terms)

    def test_a_launched_edition_has_no_mark_and_a_second_launch_changes_nothing(self, tmp_path):
        assert run(tmp_path, kind=self.KIND) == 0
        assert "not validated" in (tmp_path / self.FILE).read_text()
        assert self.launch(tmp_path) == 0
        said = (tmp_path / self.FILE).read_text()
        assert "not validated" not in said
        assert self.launch(tmp_path) == 0
        assert (tmp_path / self.FILE).read_text() == said

    def test_without_workshop_or_reason_it_says_what_to_do(self, tmp_path, capsys):
        assert self.launch(tmp_path, because="") == 1
        assert "say why it is launched without one" in capsys.readouterr().err
        assert not (tmp_path / self.FILE).exists()

    def test_an_older_edition_is_written_again_as_it_was(self, tmp_path, capsys):
        self.launch(tmp_path / "first")
        worlds.load([worlds.figure("PK713", "literacy-10", 77)])
        run(tmp_path / "second", kind=self.KIND)
        again = tmp_path / "again"
        assert reporting.run(self.KIND, "PK713", "en", again, HTML, edition=1) == 0
        first = (tmp_path / "first" / self.FILE).read_bytes()
        assert (again / self.FILE).read_bytes() == first
        assert (tmp_path / "second" / self.FILE).read_bytes() != first
        assert reporting.run(self.KIND, "PK713", "en", again, HTML, edition=7) == 2
        assert "Known: 2, 1" in capsys.readouterr().err

    def test_only_the_first_is_launched_where_that_was_asked_for(self, tmp_path, capsys):
        assert self.launch(tmp_path, first_only=True) == 0
        worlds.load([worlds.figure("PK713", "literacy-10", 77)])
        assert self.launch(tmp_path, first_only=True) == 0
        assert reporting.listed("PK713") == 0
        said = capsys.readouterr().out
        assert "Draft 1 of edition 2 (not launched)" in said
        assert "Edition 1, launched on" in said
        assert "review by 2999-01-01" in said

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (["human-security", "--out", "x"], "--place"),
            (["human-security", "--place", "PK713"], "--out"),
            (["human-security", "--place", "PK713", "--launch"], "--review-on"),
        ],
    )
    def test_an_option_that_is_missing_is_named(self, words, told):
        done = CliRunner().invoke(report.command, words)
        assert (done.exit_code, told in done.output) == (2, True)


class TestPack:
    @pytest.mark.slow
    @pytest.mark.django_db(transaction=True, databases=["default", "owner"])
    def test_loading_twice_reads_nothing_the_second_time(self, monkeypatch, capsys):
        packing.load(demo=False)
        read: list[str] = []
        monkeypatch.setattr(packing, "load_figures", lambda *args: read.append(args) or 0)
        packing.load(demo=False)
        assert read == []
        assert capsys.readouterr() == ("", "")

    @pytest.mark.slow
    @pytest.mark.django_db(transaction=True, databases=["default", "owner"])
    def test_the_demonstration_accounts_are_printed_with_their_roles(self, capsys, monkeypatch):
        monkeypatch.setattr(packing, "load_pack", lambda *_args: None)
        packing.load(demo=True)
        said = capsys.readouterr().out
        assert "made up" in said
        for role in ("administrator", "auditor", "editor"):
            assert f"{role}@kachehri.example" in said
