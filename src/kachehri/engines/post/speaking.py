"""Spoken prompts of a telephone menu: recorded by a person, else spoken by espeak-ng.

Sound files lie in `VAR/voice/`, made by `kachehri voice prompts`, never in the repository. What a
person recorded (`VAR/voice/recorded/ur/menu.wav`) comes before what the machine speaks.
"""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

LANGUAGES = ("ur", "sd")
SPEED = "130"
"""Words a minute: slower than espeak-ng speaks by itself."""
LONGEST = 30

_prompts: dict[str, str] = {}


class NoVoice(Exception):
    """espeak-ng is not here, or could not speak."""


def register_prompts(prompts: Mapping[str, str]) -> None:
    """Make prompts known: English msgids by key."""
    _prompts.update(prompts)


def folder() -> Path:
    """Where the sound files lie."""
    return Path(settings.VAR) / "voice"


def sound(language: str, key: str) -> Path | None:
    """The sound file of a prompt: a person's recording, else the spoken one, else None."""
    if language not in LANGUAGES or key not in _prompts:
        return None
    paths = (folder() / "recorded" / language / f"{key}.wav", folder() / language / f"{key}.wav")
    return next((path for path in paths if path.is_file()), None)


def words(language: str, key: str) -> str:
    """What a prompt says in a language."""
    with translation.override(language):
        return gettext(_prompts[key])


def speak_all() -> list[Path]:
    """Speak every prompt into a file; return the files. Raises NoVoice."""
    program = shutil.which("espeak-ng")
    if program is None:
        raise NoVoice("espeak-ng is not installed")
    made = []
    for language in LANGUAGES:
        (folder() / language).mkdir(parents=True, exist_ok=True, mode=0o700)
        for key in _prompts:
            made.append(_speak(program, language, key))
    return made


def _speak(program: str, language: str, key: str) -> Path:
    path = folder() / language / f"{key}.wav"
    draft = path.with_suffix(".draft")
    asked = [program, "-v", language, "-s", SPEED, "-w", str(draft), "--stdin"]
    try:
        subprocess.run(
            asked, input=words(language, key).encode(), check=True, timeout=LONGEST,
            capture_output=True,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as problem:
        draft.unlink(missing_ok=True)
        raise NoVoice(f"espeak-ng could not speak “{key}” in {language}") from problem
    draft.rename(path)
    return path
