"""Runs a module's measurements in a process of its own, with a database of its own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from kachehri.engines.postgres.launcher import Launcher

Row = dict[str, Any]


def rows_of(module: str, keep: Path | None = None) -> list[Row]:
    """What `python -m MODULE` prints as JSON.

    It runs with the settings of the tests, in an empty folder that is removed afterwards, or in
    the folder `keep`, which stays. Raises RuntimeError with its error output where it fails.
    """
    folder = str(keep) if keep else tempfile.mkdtemp(prefix="kachehri-bench-")
    Path(folder).mkdir(parents=True, exist_ok=True)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "KACHEHRI_"))}
    kept = {k: os.environ[k] for k in ("KACHEHRI_CORPORA",) if k in os.environ}
    env |= kept | {"KACHEHRI_TEST_VAR": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    try:
        argv = [sys.executable, "-m", module]
        done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        rows: list[Row] = json.loads(done.stdout)
        return rows
    finally:
        Launcher(Path(folder)).stop()
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)
