"""Sounds as sealed files below FILES_ROOT: each under a key of its own, judged by its content."""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.queries import voices_words as words

FOLDER = "voices"
MOST_BYTES = 100 * 1024 * 1024
STARTS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"#!AMR", "audio/amr"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftyp", "audio/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "audio/webm"),
)
"""How a sound begins, whatever its name says."""


def _sound_type(content: bytes) -> str:
    """What sort of sound it is, by its content. Raises VoiceProblem."""
    if len(content) > MOST_BYTES:
        told = gettext("The file is larger than %(most)s MB.")
        raise VoiceProblem({"sound": told % {"most": MOST_BYTES // 1024 // 1024}})
    for at, start, content_type in STARTS:
        if content[at : at + len(start)] == start:
            return content_type
    raise VoiceProblem({"sound": gettext("This is not a sound file that is known here.")})


def _keep_sealed(number: int, content: bytes) -> str:
    """Write a sound, sealed under the key of its number; return its path below FILES_ROOT."""
    nonce, sealed = words.ring(words.SOUNDS).seal(number, content, "sound")
    name = f"{FOLDER}/{number // 1000:06d}/{number}"
    path = Path(settings.FILES_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(nonce + sealed)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    part.replace(path)
    return name


def _remove_sealed(path: str) -> None:
    """Delete the file of a sound, if it is there."""
    if path:
        (Path(settings.FILES_ROOT) / path).unlink(missing_ok=True)
