"""What no file of the repository may hold."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .sources import ROOT

# In halves, so that this file does not hold them itself.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "deb." + "debian.org"]
ABSOLUTE = ["/wo" + "rk/main", "/wo" + "rk/shared", "/ro" + "ot/.", "/Us" + "ers/"]
WRITING_TOOLS = ["Clau" + "de", "Anth" + "ropic", "Chat" + "GPT", "Open" + "AI", "Copi" + "lot"]
WRITING_TOOLS += ["AI-" + "generated", "as an " + "AI"]
SECRETS = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
TOO_LARGE = 600_000
CATALOGUE_TOO_LARGE = 2_000_000
"""A catalogue of translations grows with the texts, and is read by people entry by entry."""


def tracked_files() -> list[Path]:
    """Every file that git knows and that is still there, relative to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def problems(name: str, content: bytes) -> Iterator[str]:
    """What one file may not hold."""
    if len(content) > (CATALOGUE_TOO_LARGE if name.endswith(".po") else TOO_LARGE):
        yield f"{name}: {len(content)} bytes; a repository is no place for large files"
    text = content.decode(errors="replace")
    for kind, words in (
        ("the address of a registry", REGISTRIES),
        ("a path of one machine", ABSOLUTE),
        ("talk of how it was written", WRITING_TOOLS),
    ):
        for word in words:
            if word in text:
                yield f"{name}: holds {kind} ({word})"
    if SECRETS.search(text):
        yield f"{name}: holds a private key"
