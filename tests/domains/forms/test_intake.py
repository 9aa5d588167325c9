"""Answers come in once, are read in batches, and can be erased for ever."""

import base64
import hashlib
import os
from datetime import timedelta

import pytest
from click.testing import CliRunner
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric import padding as wrapping
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from django.db import connection
from tests import surveys as standard

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.actions import reading
from kachehri.domains.forms.actions.receiving_files import whole
from kachehri.domains.forms.actions.settling import settle_conflict
from kachehri.domains.forms.actions.taking import take_encrypted
from kachehri.domains.forms.kinds.submissions import NewFile
from kachehri.domains.forms.models import Attachment, Conflict, Form, Payload, Submission
from kachehri.domains.forms.queries.answers import RING, by_id, raw_xml, submissions
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.models import Event
from kachehri.engines.vault.models import Sealed
from kachehri.engines.xforms.answers import to_xml
from kachehri.engines.xforms.decrypting import NotDecrypted, decrypt
from kachehri.interfaces.cli.forms import command
from kachehri.kernel.messages import InputProblem

JPEG = b"\xff\xd8\xff\xe0 made up"
SECRET_WORDS = "mera shohar mujhe marta hai, kisi ko mat batana"


@pytest.fixture
def surveys(kept_surveys):
    queries.model.cache_clear()
    return kept_surveys


def xml(surveys, instance="uuid:1", replaces="", **changed):
    values = {**standard.ANSWERS, **{f"/data/{name}": value for name, value in changed.items()}}
    model = queries.model(surveys.household.published_id)
    return to_xml(model, values, instance=instance, replaces=replaces)


def take(surveys, content, **more):
    return actions.receive(xml=content, by=surveys.worker, at=surveys.at, **more)


def read(surveys):
    return actions.read_submissions(by=surveys.worker, at=surveys.at)


def test_the_words_lie_sealed_and_nowhere_in_the_open(surveys):
    take(surveys, xml(surveys, words="a word that is looked for"))
    read(surveys)
    rows = Payload.objects.order_by("what")
    assert [one.what for one in rows if one.what in {"raw", "answers"}] == ["answers", "raw"]
    for row in rows:
        assert b"looked for" not in bytes(row.content)
    with connection.cursor() as cursor:
        cursor.execute("select forms_submission::text from forms_submission")
        assert "looked for" not in str(cursor.fetchall())


def test_whoever_has_no_work_there_may_not_bring_answers(surveys):
    with pytest.raises(Refused):
        actions.receive(xml=xml(surveys), by=surveys.other, at=surveys.at)
    told = actions.receive(xml=xml(surveys), by=surveys.enumerator, at=surveys.at, channel="web")
    assert told.outcome == "accepted"


def test_a_batch_tells_of_each_and_writes_one_event_for_a_form(surveys):
    brought = [
        actions.bring(xml=content, at=surveys.at)
        for content in (
            xml(surveys, "uuid:1"), xml(surveys, "uuid:2"), xml(surveys, "uuid:1"),
            xml(surveys, "uuid:2", words="other"), b"<broken",
        )
    ]  # fmt: skip
    told = actions.receive_many(brought=brought, by=surveys.worker, at=surveys.at)
    assert [one.outcome for one in told] == [
        "accepted", "accepted", "had", "kept-apart", "kept-apart",
    ]  # fmt: skip
    (event,) = Event.objects.filter(verb="forms.received")
    assert event.refs["count"] == 2
    assert event.thing_id == surveys.household.thing_id


def test_an_edited_one_takes_the_place_of_the_one_before_and_both_stay(surveys):
    take(surveys, xml(surveys, "uuid:1"))
    take(surveys, xml(surveys, "uuid:2", "uuid:1", words="mended"))
    take(surveys, xml(surveys, "uuid:3", "uuid:2", words="mended again"))
    read(surveys)
    (batch,) = queries.each_batch(surveys.household.id)
    assert [one.submission.instance for one in batch] == ["uuid:3"]
    assert batch[0].submission.root == "uuid:1"
    assert len(submissions(surveys.household.id)) == 3


def test_two_edits_of_the_same_one_count_once_and_are_marked_for_a_look(surveys):
    take(surveys, xml(surveys, "uuid:1"))
    take(surveys, xml(surveys, "uuid:2", "uuid:1", words="one"))
    take(surveys, xml(surveys, "uuid:3", "uuid:1", words="two"))
    read(surveys)
    (batch,) = queries.each_batch(surveys.household.id)
    assert [(one.submission.instance, one.submission.review) for one in batch] == [
        ("uuid:3", "hasIssues")
    ]


def test_an_edit_that_comes_before_what_it_edits_counts_once_both_are_here(surveys):
    take(surveys, xml(surveys, "uuid:2", "uuid:1", words="mended"))
    take(surveys, xml(surveys, "uuid:1"))
    read(surveys)
    found = [one for batch in queries.each_batch(surveys.household.id) for one in batch]
    assert [one.submission.instance for one in found] == ["uuid:2"]


def test_one_that_cannot_be_read_takes_no_other_with_it(surveys, monkeypatch):
    for number in range(5):
        take(surveys, xml(surveys, f"uuid:{number}"))
    parse = reading.answers.parse

    def breaks(content, model):
        if b"uuid:2<" in content:
            raise RuntimeError("made up")
        return parse(content, model)

    monkeypatch.setattr(reading.answers, "parse", breaks)
    assert read(surveys) == 5
    states = {one.instance: one.state for one in submissions(surveys.household.id)}
    assert states.pop("uuid:2") == "unreadable"
    assert set(states.values()) == {"read"}
    monkeypatch.undo()
    count = actions.read_again(form_id=surveys.household.id, by=surveys.manager, at=surveys.at)
    assert count == 5
    read(surveys)
    assert {one.state for one in submissions(surveys.household.id)} == {"read"}


def test_a_look_that_goes_wrong_stops_nothing_and_leaves_nothing_half_done(surveys, monkeypatch):
    seen = []

    def sound(*, submission, answers, by, at):
        seen.append(submission.instance)

    def wrong(*, submission, answers, by, at):
        Form.objects.filter(pk=surveys.simple.id).update(keep_days=77)
        if submission.instance == "uuid:1":
            raise RuntimeError("made up")

    monkeypatch.setattr(reading, "_followers", [sound, wrong])
    for number in (1, 2):
        take(surveys, xml(surveys, f"uuid:{number}"))
    read(surveys)
    assert {"uuid:1", "uuid:2"} <= set(seen)
    assert {one.state for one in submissions(surveys.household.id)} == {"read"}


def test_the_place_is_the_one_that_the_forms_question_names(surveys):
    take(surveys, xml(surveys))
    read(surveys)
    dokri = queries.answer(surveys.household.id, "uuid:1").submission.place_id
    assert dokri != surveys.larkana.id
    assert dokri is not None


# withdrawal, retention, erasure


def test_who_takes_consent_back_takes_all_versions_back_and_no_copy_opens_again(surveys):
    take(surveys, xml(surveys, "uuid:1", photo="a.jpg"), files=[NewFile("a.jpg", JPEG)])
    take(surveys, xml(surveys, "uuid:2", "uuid:1"))
    read(surveys)
    backup = list(Payload.objects.values_list("submission_id", "what", "nonce", "content"))
    files = [one.path for one in Attachment.objects.all()]
    count = actions.withdraw(
        form_id=surveys.household.id, instance="uuid:1", by=surveys.manager, at=surveys.at
    )
    assert count == 2
    for number, what, nonce, content in backup:  # as if an old backup were put back
        opened = list(RING().open_many([(number, bytes(nonce), bytes(content))], what))
        assert opened == [None]
    assert not Payload.objects.exists()
    found = queries.answer(surveys.household.id, "uuid:1")
    assert (found.values, found.submission.state) == ({}, "erased")
    assert raw_xml(found.submission) is None
    assert queries.attachment(found.submission.id, "a.jpg") is None
    assert not any(whole(path).exists() for path in files)
    assert take(surveys, xml(surveys, "uuid:1", words="once more")).outcome == "had"
    assert not Payload.objects.exists()


def test_only_a_manager_erases_and_a_reason_is_needed(surveys):
    told = take(surveys, xml(surveys))
    with pytest.raises(Refused):
        actions.erase_submissions(
            ids=[told.submission_id], because="made up", by=surveys.analyst, at=surveys.at
        )
    with pytest.raises(ValueError, match="reason"):
        actions.erase_submissions(
            ids=[told.submission_id], because=" ", by=surveys.manager, at=surveys.at
        )
    ids = [told.submission_id]
    for wanted in (1, 0):
        done = actions.erase_submissions(ids=ids, because="a", by=surveys.manager, at=surveys.at)
        assert done == wanted
    (event,) = Event.objects.filter(verb="forms.erased")
    assert event.refs == {"form": surveys.household.id, "submission": told.submission_id}


def test_answers_go_when_their_time_is_over_and_not_a_day_before(surveys):
    Form.objects.filter(pk=surveys.household.id).update(keep_days=30)
    take(surveys, xml(surveys))
    for days, wanted in ((30, 0), (31, 1), (400, 0)):
        later = surveys.at + timedelta(days=days)
        assert actions.keep_no_longer(by=surveys.worker, at=later) == wanted


# what must not lie in the open


def test_a_disclosure_in_free_words_moves_to_the_tray_with_its_files(surveys):
    content = xml(surveys, words=SECRET_WORDS, photo="a.jpg")
    told = take(surveys, content, files=[NewFile("a.jpg", JPEG)])
    take(surveys, xml(surveys, "uuid:2"))
    read(surveys)
    found = by_id(told.submission_id)
    assert (found.submission.state, found.values) == ("moved", {})
    assert RING().is_destroyed(told.submission_id)
    assert Sealed.objects.count() == 1
    assert not Payload.objects.filter(submission_id=told.submission_id).exists()
    assert queries.attachment(told.submission_id, "a.jpg") is None
    assert queries.answer(surveys.household.id, "uuid:2").submission.state == "read"
    for event in Event.objects.all():
        assert "shohar" not in str(event.refs)


def test_a_program_that_stops_before_the_key_is_destroyed_is_caught_up_with(surveys, monkeypatch):
    told = take(surveys, xml(surveys, words=SECRET_WORDS))
    monkeypatch.setattr(reading, "finish_erasing", lambda ids: None)
    read(surveys)
    assert not RING().is_destroyed(told.submission_id)
    assert actions.finish_erasing(since=surveys.at) == 1
    assert actions.finish_erasing(since=surveys.at) == 0
    assert RING().is_destroyed(told.submission_id)


# what was kept apart


def apart(surveys, content, **more):
    told = take(surveys, content, **more)
    assert told.outcome == "kept-apart"
    return told.conflict_id


def test_what_was_kept_apart_is_taken_in_beside_the_first_one(surveys):
    take(surveys, xml(surveys))
    number = apart(
        surveys, xml(surveys, words="other", photo="b.jpg"), files=[NewFile("b.jpg", JPEG)]
    )
    with pytest.raises(Refused):
        settle_conflict(conflict_id=number, decision="replaced", by=surveys.analyst, at=surveys.at)
    told = settle_conflict(
        conflict_id=number, decision="replaced", by=surveys.manager, at=surveys.at
    )
    read(surveys)
    found = by_id(told.submission_id)
    assert found.values["/data/words"] == "other"
    assert found.submission.root == "uuid:1"
    assert queries.attachment(told.submission_id, "b.jpg") == JPEG
    (batch,) = queries.each_batch(surveys.household.id)
    assert [one.submission.id for one in batch] == [told.submission_id]
    assert not queries.conflicts()
    again = settle_conflict(
        conflict_id=number, decision="replaced", by=surveys.manager, at=surveys.at
    )
    assert again is None


def test_answers_of_a_closed_form_are_taken_in_when_somebody_says_so(surveys):
    content = xml(surveys)
    actions.retire(form_id=surveys.household.id, by=surveys.setup, at=surveys.at)
    number = apart(surveys, content)
    settle_conflict(conflict_id=number, decision="replaced", by=surveys.manager, at=surveys.at)
    read(surveys)
    assert queries.answer(surveys.household.id, "uuid:1").values == standard.ANSWERS


def test_an_unknown_version_is_read_with_the_one_that_somebody_names(surveys):
    number = apart(surveys, xml(surveys).replace(b'version="1"', b'version="77"'))
    with pytest.raises(InputProblem):
        settle_conflict(conflict_id=number, decision="replaced", by=surveys.manager, at=surveys.at)
    settle_conflict(
        conflict_id=number, decision="replaced", version_id=surveys.household.published_id,
        by=surveys.manager, at=surveys.at,
    )  # fmt: skip
    read(surveys)
    assert queries.answer(surveys.household.id, "uuid:1").values == standard.ANSWERS


def test_what_is_erased_of_it_does_not_open_again(surveys):
    take(surveys, xml(surveys))
    number = apart(surveys, xml(surveys, words="other"))
    settle_conflict(conflict_id=number, decision="erased", by=surveys.manager, at=surveys.at)
    row = Conflict.objects.get(pk=number)
    assert (row.settled, bytes(row.content)) == ("erased", b"")


# encrypted answers


@pytest.fixture(scope="module")
def pair():
    return rsa.generate_private_key(65537, 2048)


def encrypted(pair, instance="uuid:1"):
    """A submission as Collect encrypts it, written after the specification alone."""
    key = os.urandom(32)
    oaep = wrapping.OAEP(wrapping.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    wrapped = base64.b64encode(pair.public_key().encrypt(key, oaep)).decode()
    seed = bytearray(hashlib.md5(instance.encode() + key, usedforsecurity=False).digest())
    plain = {"a.jpg": JPEG, "submission.xml": b"<data><words>made up</words></data>"}
    files = {}
    for count, (name, content) in enumerate(plain.items()):
        seed[count % 16] = (seed[count % 16] + 1) % 256
        pad = padding.PKCS7(128).padder()
        padded = pad.update(content) + pad.finalize()
        writer = Cipher(algorithms.AES(key), CFB(bytes(seed))).encryptor()
        files[f"{name}.enc"] = writer.update(padded) + writer.finalize()
    digests = "".join(
        f"{name}::{hashlib.md5(content, usedforsecurity=False).hexdigest()}\n"
        for name, content in plain.items()
    )
    text = f"household\n1\n{wrapped}\n{instance}\n{digests}"
    mark = hashlib.md5(text.encode(), usedforsecurity=False).digest()
    signature = base64.b64encode(pair.public_key().encrypt(mark, oaep)).decode()
    manifest = (
        '<data xmlns="http://opendatakit.org/submissions" encrypted="yes" id="household" '
        f'version="1"><base64EncryptedKey>{wrapped}</base64EncryptedKey>'
        f'<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>{instance}'
        "</orx:instanceID></orx:meta><media><file>a.jpg.enc</file></media>"
        "<encryptedXmlFile>submission.xml.enc</encryptedXmlFile>"
        f"<base64EncryptedElementSignature>{signature}</base64EncryptedElementSignature></data>"
    )
    return manifest.encode(), files


def test_encrypted_answers_are_kept_whole_and_open_with_the_key_alone(surveys, pair):
    manifest, files = encrypted(pair)
    first, *rest = [NewFile(name, content) for name, content in files.items()]
    told = take(surveys, manifest, files=[first], is_complete=False)
    read(surveys)
    found = by_id(told.submission_id)
    assert found.submission.is_encrypted
    assert (found.values, found.submission.is_complete) == ({}, False)
    assert take(surveys, manifest, files=rest).outcome == "had"
    assert by_id(told.submission_id).submission.is_complete
    (taken,) = take_encrypted(form_id=surveys.household.id, by=surveys.analyst, at=surveys.at)
    instance, held = taken
    assert instance == "uuid:1"
    opened = decrypt(held.pop("submission.xml"), held, pair)
    assert opened.xml == b"<data><words>made up</words></data>"
    assert opened.files == {"a.jpg": JPEG}
    assert opened.is_signed


def test_another_key_a_missing_file_and_an_exchanged_one_are_told_apart(pair):
    manifest, files = encrypted(pair)
    other = rsa.generate_private_key(65537, 2048)
    with pytest.raises(NotDecrypted, match="another key"):
        decrypt(manifest, files, other)
    with pytest.raises(NotDecrypted, match=r"a\.jpg\.enc is not here"):
        decrypt(manifest, {"submission.xml.enc": files["submission.xml.enc"]}, pair)
    changed = bytearray(files["a.jpg.enc"])
    changed[2] ^= 1
    found = decrypt(manifest, {**files, "a.jpg.enc": bytes(changed)}, pair)
    assert not found.is_signed


def test_open_answers_of_a_sensitive_form_go_when_the_encrypted_ones_come(surveys, pair):
    Form.objects.filter(pk=surveys.household.id).update(is_sensitive=True)
    first = take(surveys, xml(surveys))
    manifest, files = encrypted(pair)
    second = take(surveys, manifest, files=[NewFile(*one) for one in files.items()])
    assert second.outcome == "accepted"
    assert RING().is_destroyed(first.submission_id)
    assert take(surveys, xml(surveys)).outcome == "had"
    found = queries.answer(surveys.household.id, "uuid:1")
    assert (found.submission.id, found.submission.is_encrypted) == (second.submission_id, True)
    assert Submission.objects.filter(state="erased").count() == 1


def test_the_command_opens_a_folder_without_a_database(surveys, pair, tmp_path):
    manifest, files = encrypted(pair)
    folder = tmp_path / "in" / "one"
    folder.mkdir(parents=True)
    for name, content in {"submission.xml": manifest, **files}.items():
        (folder / name).write_bytes(content)
    key = tmp_path / "key.pem"
    key.write_bytes(
        pair.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"made up"),
        )
    )  # fmt: skip
    (tmp_path / "words").write_text("made up\n")
    argv = ["decrypt", str(tmp_path / "in"), "--key", str(key), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(command, [*argv, "--passphrase", str(tmp_path / "words")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "one" / "a.jpg").read_bytes() == JPEG
    assert CliRunner().invoke(command, argv).exit_code == 1
