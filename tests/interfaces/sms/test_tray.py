"""What is sensitive leaves no word behind: not in the database, its backup, or the files."""

from pathlib import Path

import pytest
from django.db import connections
from django.test import override_settings

from kachehri.domains.cases import actions as cases
from kachehri.domains.cases.kinds import NewFile
from kachehri.domains.cases.models import Case
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.ledger.models import Event
from kachehri.engines.post import actions as post
from kachehri.engines.post.models import Message
from kachehri.engines.postgres.clients import clients_for
from kachehri.engines.vault.models import Sealed

from .conftest import AT, Phone

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SECRET = "zubaidaqamarbano"
FLAGGED = f"mera shohar mujhe marta hai, mera naam {SECRET}, Dokri"
PLAIN = f"Dokri me hand pump kharab hai, {SECRET}"


def backed_up(tmp_path: Path) -> bytes:
    """What the next backup holds: the dump in plain words, and every file."""
    entry = connections["owner"].settings_dict
    version = connections["default"].pg_version
    target = tmp_path / "dump.sql"
    clients = clients_for(entry, version, tmp_path)
    clients.run("pg_dump", "--format=plain", f"--file={target}")
    files = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    return target.read_bytes() + b"".join(path.read_bytes() for path in files)


@pytest.fixture
def phone(transactional_db, kept_offices, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return Phone()


def test_a_flagged_message_stands_nowhere_in_the_next_backup(phone, tmp_path):
    phone.sends(FLAGGED)
    found = backed_up(tmp_path)
    assert SECRET.encode() not in found
    assert SECRET.encode().hex().encode() not in found
    assert phone.number.lstrip("+").encode() not in found
    assert Sealed.objects.count() == 1


def test_a_matter_that_a_reader_moves_leaves_with_its_messages_files_and_search_words(
    phone, tmp_path
):
    phone.sends(PLAIN)
    case = Case.objects.get()
    cases.add_message(
        case_id=case.pk,
        words=f"more of {SECRET}",
        files=[NewFile("a.txt", SECRET.encode(), "text/plain")],
        by=system_actor("post", AT),
        at=phone.at,
    )
    assert SECRET.encode() in backed_up(tmp_path)
    district = system_actor("post", AT)
    cases.divert(case_id=case.pk, because="reader", by=district, at=phone.at)
    found = backed_up(tmp_path)
    assert SECRET.encode() not in found
    assert SECRET.encode().hex().encode() not in found
    events = str(list(Event.objects.values_list("verb", "refs")))
    assert SECRET not in events


def test_no_message_goes_out_by_itself_afterwards(phone):
    phone.sends(FLAGGED)
    by = system_actor("post", phone.at)
    number = post.send(
        channel="sms", address=phone.number, subject=None, title="", words="x", language="en",
        key="later", class_="answer", by=by, at=phone.at,
    )  # fmt: skip
    post.drain(by=by, at=phone.at)
    assert Message.objects.get(pk=number).state == "failed"


def test_a_sealing_that_is_rolled_back_takes_nothing_away(phone, monkeypatch):
    from kachehri.interfaces.sms import reading

    def stops(**_words: object) -> None:
        raise RuntimeError("made up: stopped between the two")

    with monkeypatch.context() as patched, override_settings():
        patched.setattr(reading.post, "purge", stops)
        phone.sends(FLAGGED)
    assert Sealed.objects.count() == 0, "sealed and purged together, or neither"
    phone.at = phone.at.replace(hour=phone.at.hour + 1)
    phone.hears()
    assert Sealed.objects.count() == 1
