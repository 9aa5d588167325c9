"""Files are kept once, rebuilt by the worker, passed or refused by a person, and then shown."""

import errno
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from kachehri.engines.access.actor import PUBLIC, Actor, GrantFact
from kachehri.engines.access.reading import Refused
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.ledger.models import Event
from kachehri.engines.quarantine import actions, folders, queries, tasks
from kachehri.engines.quarantine.kinds import FLAGS, FileRefused
from kachehri.engines.quarantine.models import File

from . import made

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 3, 7, 0, tzinfo=UTC)


@pytest.fixture
def by():
    ensure_system_actors(AT)
    return system_actor("citizen", AT)


@pytest.fixture
def moderator(by):
    grant = GrantFact("moderator", None, None)
    return Actor(by.thing_id, "Made-up Moderator", signed_in=True, grants=(grant,))


@pytest.fixture
def subject(by):
    return ledger.register(kind="test.thing", at=AT).pk


@pytest.fixture
def keep(by, subject):
    def put(content, name="photo.jpg", kind="image/jpeg"):
        number = actions.keep_file(
            subject=subject, name=name, content=content, content_type=kind, by=by, at=AT
        )
        actions.rebuild(file_id=number, by=by, at=AT)
        return number

    return put


def test_a_photo_is_kept_rebuilt_passed_and_only_then_shown(keep, moderator, subject):
    number = keep(made.photo())
    (shown,) = queries.files(subject)
    assert (shown.state, shown.flags, shown.copy_name) == (
        "rebuilt",
        ("gps", "metadata"),
        "photo.jpg",
    )
    assert len(shown.warnings) == 2
    assert queries.copy(number) is None
    assert queries.preview(number) is not None
    actions.judge(file_id=number, passed=True, because="nobody is in it", by=moderator, at=AT)
    copy = queries.copy(number)
    assert copy.content_type == "image/jpeg"
    assert b"Made-up Phones" not in copy.read()
    assert list(
        Event.objects.filter(verb__startswith="quarantine.")
        .order_by("id")
        .values_list("verb", flat=True)
    ) == [
        "quarantine.kept",
        "quarantine.passed",
    ]


def test_a_refused_file_is_not_shown_even_if_it_was_passed_before(keep, moderator):
    number = keep(made.photo())
    actions.judge(file_id=number, passed=True, because="fine", by=moderator, at=AT)
    actions.judge(file_id=number, passed=False, because="a face", by=moderator, at=AT)
    assert queries.copy(number) is None
    assert queries.file(number).because == "a face"


def test_a_reason_is_asked_for_and_a_copy_must_be_there(keep, moderator):
    number = keep(b"<html><script>x</script>", "page.html", "text/html")
    assert queries.file(number).flags == ("active",)
    with pytest.raises(ValueError, match="no copy"):
        actions.judge(file_id=number, passed=True, because="why not", by=moderator, at=AT)
    with pytest.raises(ValueError, match="why"):
        actions.judge(file_id=number, passed=False, because=" ", by=moderator, at=AT)


def test_only_a_moderator_judges(keep):
    with pytest.raises(Refused):
        actions.judge(file_id=keep(made.photo()), passed=True, because="x", by=PUBLIC, at=AT)


def test_a_photo_of_30_mb_gets_a_clear_answer(keep):
    with pytest.raises(FileRefused) as told:
        keep(made.photo(8, 8) + bytes(30 << 20))
    assert str(told.value).startswith("The file “photo.jpg” is too large: it has 31 MB, and 10 MB")
    assert not File.objects.exists()


def test_an_empty_file_is_refused(keep):
    with pytest.raises(FileRefused, match="empty"):
        keep(b"")


def test_the_same_file_about_the_same_matter_is_kept_once(keep, subject):
    assert keep(made.photo()) == keep(made.photo())
    assert len(queries.files(subject)) == 1


def test_a_file_that_stops_the_machine_is_left_alone_after_three_tries(keep, by):
    number = keep(made.photo())
    File.objects.update(state="new", attempts=3)
    actions.rebuild(file_id=number, by=by, at=AT)
    assert (queries.file(number).state, queries.file(number).problem) == ("rebuilt", "given up")


def test_the_copy_is_asked_for_in_the_same_transaction(by, subject):
    with transaction.atomic():
        actions.keep_file(
            subject=subject, name="a.txt", content=b"a", content_type="", by=by, at=AT
        )
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_jobs where task_name = %s", [actions.REBUILD]
        )
        assert cursor.fetchone() == (0,)
    assert tasks.rebuild_copy.name == actions.REBUILD


def test_what_goes_to_the_tray_is_removed_unless_another_matter_has_it(keep, by, subject):
    other = ledger.register(kind="test.thing", at=AT).pk
    mine, shared = keep(b"only mine", "a.txt", ""), keep(b"both of us", "b.txt", "")
    actions.keep_file(
        subject=other, name="b.txt", content=b"both of us", content_type="", by=by, at=AT
    )
    paths = {n: folders.whole(File.objects.get(pk=n).path) for n in (mine, shared)}
    assert actions.purge(subject=subject, by=by, at=AT) == 2
    assert not paths[mine].exists()
    assert paths[shared].exists()
    assert queries.files(subject) == ()
    assert queries.original(mine) == b""


def test_a_full_disk_leaves_no_half_file(keep, subject, monkeypatch):
    def full(_number):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(folders.os, "fsync", full)
    with pytest.raises(OSError, match="no room"):
        keep(made.photo(9, 9))
    assert not File.objects.exists()
    assert list(folders.whole(folders.ORIGINALS).rglob("*.part")) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\photo.jpg", "photo.jpg"),
        ("تصویر\u202egpj.exe", "تصویرgpj.exe"),
        ("<b>.txt", "b.txt"),
        ("", "file"),
        ("a" * 300 + ".pdf", "a" * 110 + ".pdf"),
    ],
)
def test_names_lose_what_could_mislead(name, kept):
    assert actions.clean_name(name) == kept


def test_every_flag_that_a_rebuilder_sets_has_words():
    import re
    from pathlib import Path

    source = "".join(p.read_text() for p in Path(actions.__file__).parent.glob("rebuilding/*.py"))
    used = set(re.findall(r'(?:flags\.add\(|Unreadable\(|flag = )"([a-z-]+)"', source))
    assert used
    assert used <= set(FLAGS)
