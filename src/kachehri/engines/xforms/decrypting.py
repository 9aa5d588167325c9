"""Encrypted answers opened with the private key, offline: where that key is, this server is not.

As https://getodk.github.io/xforms-spec/encryption says: a 256-bit AES key, wrapped by RSA-OAEP with
SHA-256, in the manifest; each file AES-CFB with PKCS5 padding, its start value made of the MD5 of
instanceID and key, counted up by one byte for each file. A signature over the digests of all files
shows whether one was exchanged.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric import padding as wrapping
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

from . import elements

KEY = 32
BLOCK = 16
SEALED = ".enc"


class NotDecrypted(ValueError):
    """It cannot be opened: another key, a file that is missing or was changed."""


@dataclass(frozen=True)
class Decrypted:
    """The XML and the files as they were before; `is_signed` whether the signature agrees."""

    xml: bytes
    files: Mapping[str, bytes]
    is_signed: bool


def private_key(pem: bytes, passphrase: bytes | None = None) -> RSAPrivateKey:
    """A private RSA key. Raises NotDecrypted."""
    try:
        found = serialization.load_pem_private_key(pem, passphrase)
    except (ValueError, TypeError) as problem:
        raise NotDecrypted("This is no private key, or its passphrase is another one.") from problem
    if not isinstance(found, RSAPrivateKey):
        raise NotDecrypted("This is no RSA key.")
    return found


def decrypt(manifest: bytes, files: Mapping[str, bytes], key: RSAPrivateKey) -> Decrypted:
    """Open a submission: `files` are its attachments by name. Raises NotDecrypted."""
    try:
        root = elements.read(manifest)
    except elements.NotReadable as problem:
        raise NotDecrypted(str(problem)) from problem
    if root.get("encrypted", "").lower() != "yes":
        raise NotDecrypted("These answers are not encrypted.")
    wrapped = elements.text_at(root, "base64EncryptedKey")
    instance = elements.text_at(root, "meta", "instanceID") or root.get("instanceID", "")
    secret = _unwrapped(wrapped, key)
    seeds = _seeds(instance, secret)
    named = [*_media(root), elements.text_at(root, "encryptedXmlFile")]
    opened = {}
    for name in named:
        if name not in files:
            raise NotDecrypted(f"The file {name} is not here.")
        opened[name.removesuffix(SEALED)] = _opened(files[name], secret, next(seeds), name)
    xml = opened.pop(named[-1].removesuffix(SEALED))
    signed = _signature(root, wrapped, instance, opened, xml)
    told = elements.text_at(root, "base64EncryptedElementSignature")
    return Decrypted(xml, opened, is_signed=_agrees(told, signed, key))


def _media(root: Element) -> Iterator[str]:
    for one in root:
        if elements.local(one.tag) == "media":
            yield from ((file.text or "").strip() for file in one)


def _unwrapped(text: str, key: RSAPrivateKey) -> bytes:
    """The AES key. Some programs made the mask with SHA-1, as Java does by itself."""
    found = _rsa(text, key)
    if found is None or len(found) != KEY:
        raise NotDecrypted("These answers were encrypted for another key.")
    return found


def _rsa(text: str, key: RSAPrivateKey) -> bytes | None:
    try:
        wrapped = base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return None
    for mask in (hashes.SHA256(), hashes.SHA1()):  # noqa: S303  (a mask, which needs no strength)
        way = wrapping.OAEP(wrapping.MGF1(mask), hashes.SHA256(), None)
        try:
            return key.decrypt(wrapped, way)
        except ValueError:
            continue
    return None


def _seeds(instance: str, secret: bytes) -> Iterator[bytes]:
    """The start values of the files, one after the other."""
    seed = bytearray(hashlib.md5(instance.encode() + secret, usedforsecurity=False).digest())
    count = 0
    while True:
        seed[count % BLOCK] = (seed[count % BLOCK] + 1) % 256
        count += 1
        yield bytes(seed)


def _opened(content: bytes, secret: bytes, seed: bytes, name: str) -> bytes:
    reader = Cipher(algorithms.AES(secret), CFB(seed)).decryptor()
    plain = reader.update(content) + reader.finalize()
    cut = padding.PKCS7(BLOCK * 8).unpadder()
    try:
        return cut.update(plain) + cut.finalize()
    except ValueError as problem:
        raise NotDecrypted(f"The file {name} was changed, or does not belong here.") from problem


def _signature(
    root: Element, wrapped: str, instance: str, files: Mapping[str, bytes], xml: bytes
) -> bytes:
    """What was signed: the digest of a text that names all that belongs together."""
    version = [root.get("version", "")] if root.get("version") else []
    digests = [f"{name}::{_md5(content)}" for name, content in files.items()]
    lines = [root.get("id", ""), *version, wrapped, instance, *digests]
    text = "\n".join([*lines, f"submission.xml::{_md5(xml)}"]) + "\n"
    return hashlib.md5(text.encode(), usedforsecurity=False).digest()


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _agrees(told: str, wanted: bytes, key: RSAPrivateKey) -> bool:
    return bool(told) and _rsa(told, key) == wanted
