"""The locked tray on PostgreSQL: sealed, opened for a reason, erased for good."""

import stat
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from kachehri.engines.access.actor import PUBLIC
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.models import Event
from kachehri.engines.vault import keys, queries
from kachehri.engines.vault.actions import close, erase, hush, note, open_sealed, seal
from kachehri.engines.vault.kinds import TrayProblem
from kachehri.engines.vault.models import Sealed

from .conftest import AT, WORDS

pytestmark = pytest.mark.django_db
PHONE = "+923000000001"
CONTENT = {"words": WORDS, "from": PHONE, "files": [{"name": "a.jpg", "content": b"\x00\xffjpg"}]}


def put(by, **more) -> int:
    return seal(content=CONTENT, channel="sms", received_at=AT, by=by, at=AT, **more)


def read(number, by, because="She asked for help"):
    return open_sealed(sealed_id=number, because=because, by=by, at=AT)


def test_what_was_sealed_is_read_again_as_it_was(post, keeper):
    assert read(put(post), keeper) == CONTENT


def test_nothing_of_the_words_stands_in_the_row_or_in_the_events(post, keeper):
    number = put(post, address=PHONE)
    read(number, keeper)
    row = Sealed.objects.get(pk=number)
    assert WORDS.encode() not in bytes(row.content)
    told = str([(e.verb, e.refs) for e in Event.objects.all()])
    assert "vault.sealed" in told
    assert "vault.opened" in told
    assert "shohar" not in told
    assert PHONE not in told
    assert "asked for help" not in told


def test_the_keys_are_readable_by_their_owner_only(post, var):
    put(post, address=PHONE)
    files = sorted((var / "keys" / "tray").iterdir())
    assert [path.name for path in files] == ["digest", "key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_another_key_raises_and_returns_nothing(post, keeper, var):
    number = put(post)
    (var / "keys" / "tray" / "key").unlink()
    with pytest.raises(TrayProblem, match="not the one"):
        read(number, keeper)


def test_a_content_copied_to_another_row_does_not_open(post, keeper):
    first, second = put(post), put(post)
    a, b = Sealed.objects.get(pk=first), Sealed.objects.get(pk=second)
    Sealed.objects.filter(pk=second).update(wrapped=a.wrapped, nonce=a.nonce, content=a.content)
    assert bytes(a.content) != bytes(b.content)
    with pytest.raises(TrayProblem, match="changed"):
        read(second, keeper)


def test_a_changed_byte_does_not_open(post, keeper):
    number = put(post)
    content = bytearray(Sealed.objects.get(pk=number).content)
    content[3] ^= 1
    Sealed.objects.filter(pk=number).update(content=bytes(content))
    with pytest.raises(TrayProblem):
        read(number, keeper)


def test_every_opening_needs_a_reason_and_is_seen_by_the_others(post, keeper, second):
    number = put(post)
    with pytest.raises(TrayProblem, match="reason"):
        read(number, keeper, because="  ")
    read(number, keeper)
    read(number, second, because="Second look")
    seen = queries.openings(actor=second, sealed_id=number)
    assert [(one.by_id, one.because) for one in seen] == [
        (second.thing_id, "Second look"),
        (keeper.thing_id, "She asked for help"),
    ]
    assert queries.sealed(actor=second, sealed_id=number).taken_by_id == keeper.thing_id


def test_only_a_keeper_with_extra_rights_switched_on_opens_or_lists(post, keeper, officer):
    number = put(post)
    for nobody in (officer, PUBLIC, post, replace(keeper, elevated=False)):
        with pytest.raises(Refused):
            read(number, nobody)
        with pytest.raises(Refused):
            queries.tray(actor=nobody)
        with pytest.raises(Refused):
            erase(sealed_id=number, because="x", by=nobody, at=AT)


def test_the_public_puts_nothing_in_by_itself(db):
    with pytest.raises(Refused):
        put(PUBLIC)


def test_erasing_destroys_key_and_content_even_against_an_old_backup(post, keeper):
    number = put(post)
    old = Sealed.objects.filter(pk=number).values("wrapped", "nonce", "content", "state").get()
    erase(sealed_id=number, because="She asked for it", by=keeper, at=AT)
    erase(sealed_id=number, because="again", by=keeper, at=AT)
    row = Sealed.objects.get(pk=number)
    assert (row.state, row.wrapped, row.content) == ("erased", None, None)
    with pytest.raises(TrayProblem):
        read(number, keeper)
    Sealed.objects.filter(pk=number).update(**old)  # what a restored backup would do
    with pytest.raises(TrayProblem, match="erased"):
        read(number, keeper)


def test_erasing_covers_every_version_of_a_content(post, keeper):
    number = put(post)
    old = Sealed.objects.filter(pk=number).values("wrapped", "nonce", "content").get()
    note(sealed_id=number, words="Called her sister", by=keeper, at=AT)
    assert read(number, keeper)["notes"][0]["words"] == "Called her sister"
    erase(sealed_id=number, because="done", by=keeper, at=AT)
    Sealed.objects.filter(pk=number).update(state="taken", **old)
    with pytest.raises(TrayProblem, match="erased"):
        read(number, keeper)


def test_a_note_that_is_rolled_back_loses_nothing(post, keeper):
    number = put(post)
    with transaction.atomic():
        note(sealed_id=number, words="x", by=keeper, at=AT)
        transaction.set_rollback(True)
    assert read(number, keeper) == CONTENT


def test_the_list_shows_channel_and_time_alone_and_goes_on_by_its_number(post, keeper):
    numbers = [put(post) for _ in range(3)]
    first = queries.tray(actor=keeper, limit=2)
    assert [one.id for one in first] == numbers[:0:-1]
    assert [one.id for one in queries.tray(actor=keeper, after=first[-1].id)] == numbers[:1]
    close(sealed_id=numbers[0], because="helped", by=keeper, at=AT + timedelta(hours=1))
    assert [one.id for one in queries.tray(actor=keeper, closed=True)] == numbers[:1]
    assert queries.waiting() == 2


def test_a_hushed_number_is_known_without_being_written_down(post):
    put(post, address=PHONE)
    hush(address=PHONE, by=post, at=AT)
    assert queries.hushed(PHONE)
    assert not queries.hushed("+923000000002")
    assert len(keys.digest(PHONE)) == 64
    assert PHONE not in keys.digest(PHONE)
