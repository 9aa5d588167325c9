"""Encrypted answers: kept whole, handed out as they are, opened with the private key alone."""

import base64
import hashlib
import os

import pytest
from click.testing import CliRunner
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric import padding as wrapping
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from tests.phones import JPEG, read, take, xml

from kachehri.domains.forms import queries
from kachehri.domains.forms.actions.taking import take_encrypted
from kachehri.domains.forms.kinds.submissions import NewFile
from kachehri.domains.forms.models import Form, Submission
from kachehri.domains.forms.queries.answers import RING, by_id
from kachehri.engines.xforms.decrypting import NotDecrypted, decrypt
from kachehri.interfaces.cli.forms import command


@pytest.fixture
def surveys(kept_surveys):
    queries.model.cache_clear()
    return kept_surveys


@pytest.fixture(scope="module")
def pair():
    return rsa.generate_private_key(65537, 2048)


def encrypted(pair, instance="uuid:made-up-1"):
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
    assert instance == "uuid:made-up-1"
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
    found = queries.answer(surveys.household.id, "uuid:made-up-1")
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
