"""What is loaded when the program starts."""

import os
import subprocess
import sys
from pathlib import Path

from .file_roles import SLOW

LATER = SLOW | {"ninja", "pydantic"}
"""What a start may not load: the API has its library loaded when somebody asks for it."""

STARTS = {
    "django": "import django; django.setup(); import kachehri.site.urls",
    "server": "import kachehri.site.asgi",
    "command": (
        "import sys; sys.argv = ['kachehri', '--help'];"
        "from kachehri.interfaces.cli.main import main; main(standalone_mode=False)"
    ),
}


def slow_modules_loaded(start: str, var: Path) -> list[str]:
    """Slow libraries that are loaded after a start, in a new process."""
    report = "import sys; sys.stderr.write(' '.join(sorted(sys.modules)))"
    known = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kachehri.site.settings",
        "KACHEHRI_VAR": str(var),
    }
    ran = subprocess.run(
        [sys.executable, "-c", f"{start}\n{report}"],
        env=known,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    loaded = {name.split(".")[0] for name in ran.stderr.split()}
    return sorted(loaded & LATER)
