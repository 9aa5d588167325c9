"""Programs that die in the middle, two at once, a full disk; the same bytes from two programs."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from kachehri.domains.reports import actions, queries
from kachehri.domains.reports.models import Edition, EditionChapter, EditionFile, EditionText
from kachehri.engines.ledger.models import Event

from .building_process import AT, REVIEW, WHOLE
from .small import SMALL

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
KILLED = -9
TEXTS = 3


def program(root: Path, step="never", kind=SMALL.key, formats="html,docx", edition="", seed="1"):
    """Run the program of its own; its exit code and what it printed."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "kachehri.site.settings", "PYTHONHASHSEED": seed}
    words = [step, kind, str(root), formats, *([str(edition)] if edition else [])]
    command = [sys.executable, "-m", "tests.domains.reports.building_process", *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode in (0, KILLED), done.stderr
    return done.returncode


def build(world, formats=("html", "docx")):
    """The same in this program."""
    return actions.build_edition(
        kind=SMALL.key, place_id=world.larkana.id, by=world.reporter, at=AT, formats=formats
    )


def launch(world, draft):
    return actions.launch_edition(
        edition_id=draft.id,
        launched_on=AT.date(),
        review_on=REVIEW,
        without_workshop_because="made up",
        by=world.reporter,
        at=AT,
    )


def only() -> Edition:
    return Edition.objects.get()


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder by its path there; none is half, so none is hidden."""
    found = {
        str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
    return {path: data for path, data in found.items() if not Path(path).name.startswith(".")}


@pytest.fixture
def root(settings, world, small) -> Path:
    """Where the files go; the database holds the standard district."""
    return settings.FILES_ROOT


def test_a_build_that_is_killed_before_its_texts_stand_leaves_nothing(root, world):
    assert program(root, "composing") == KILLED
    assert not Edition.objects.exists()
    assert not EditionText.objects.exists()
    made = build(world, formats=())
    assert (made.number, made.revision, EditionText.objects.count()) == (1, 1, TEXTS)
    assert Event.objects.filter(verb="reports.built").count() == 1


def test_a_build_that_is_killed_while_files_are_written_is_finished_by_the_next(root, world):
    assert program(root, "writing") == KILLED
    edition = queries.edition(only().pk)
    half = files(root)
    assert len(edition.languages) == TEXTS  # whole on the site
    assert len(half) == 2
    assert build(world).id == edition.id
    whole = files(root)
    assert len(whole) == 2 * TEXTS
    assert {path: whole[path] for path in half} == half


@pytest.mark.parametrize("step", ["writing", "committing"])
def test_a_launch_that_is_killed_leaves_the_draft_and_the_next_one_gives_the_same_bytes(
    root, world, monkeypatch, step
):
    monkeypatch.setattr(actions.launching, "FORMATS", ("html", "docx"))
    draft = build(world)
    said = list(EditionChapter.objects.order_by("id").values_list("content", flat=True))
    assert program(root, step, edition=draft.id) == KILLED
    assert queries.edition(draft.id) == draft
    assert queries.latest(SMALL.key, draft.place_id).is_draft
    assert list(EditionChapter.objects.order_by("id").values_list("content", flat=True)) == said
    assert not Event.objects.filter(verb="reports.launched").exists()
    half = {path: data for path, data in files(root).items() if "draft-" not in path}

    launched = launch(world, draft)
    whole = files(root)
    assert (launched.state, launched.review_on) == ("launched", REVIEW)
    assert len(launched.files) == len(whole) == 2 * TEXTS
    assert {path: whole[path] for path in half} == half
    assert len(half) == {"writing": 2, "committing": 2 * TEXTS}[step]


def test_a_disk_that_fills_up_at_the_launch_leaves_the_draft_as_it_was(root, world, monkeypatch):
    monkeypatch.setattr(actions.launching, "FORMATS", ("html",))
    draft = build(world, formats=("html",))
    real = actions.storing.put
    written = []

    def put(path, data):
        if len(written) == 2:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        real(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(actions.storing, "put", put)
        with pytest.raises(OSError, match="No space"):
            launch(world, draft)
    assert queries.edition(draft.id) == draft
    assert all(file.path.exists() for file in draft.files)
    assert launch(world, draft).state == "launched"


def wait_for(what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_locks where locktype = 'advisory' and not granted")
        return cursor.fetchone()[0]


def test_two_builds_at_once_make_one_edition(root, world):
    made = []

    def work():
        try:
            made.append(build(world, formats=("html",)))
        finally:
            connections.close_all()

    what = f"edition {SMALL.key} {world.larkana.id}"
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("select pg_advisory_xact_lock(hashtext(%s))", [what])
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        wait_for(lambda: waiting() == 2)
        assert not Edition.objects.exists()
    for thread in threads:
        thread.join(60)
    assert [one.id for one in made] == [only().pk] * 2
    assert EditionText.objects.count() == EditionFile.objects.count() == TEXTS
    assert Event.objects.filter(verb="reports.built").count() == 1


@pytest.mark.slow
def test_two_programs_make_the_same_bytes_of_the_same_data_in_every_language_and_format(root):
    program(root, kind="human-security", formats="whole", seed="1")
    first = files(root)
    for model in (EditionChapter, EditionFile, EditionText, Edition):
        model.objects.all().delete()
    for path in root.rglob("*.*"):
        path.unlink()
    program(root, kind="human-security", formats="whole", seed="2")
    assert len(first) == sum(len(languages) * len(some) for languages, some in WHOLE) == 7
    assert {path for path, data in files(root).items() if first.get(path) != data} == set()
