"""The settings of a test run: a VAR folder for each process, so that runs share nothing.

The server is shared: it lives in KACHEHRI_TEST_VAR (else `var/test`), see tests/database.py. What
this process writes lies in a folder of its own below it, and goes when the process ends.
"""

import os
from pathlib import Path

SERVER_VAR = Path(
    os.environ.get("KACHEHRI_TEST_VAR") or Path(__file__).resolve().parents[1] / "var" / "test"
).resolve()

os.environ["KACHEHRI_TEST_VAR"] = str(SERVER_VAR)
os.environ["KACHEHRI_VAR"] = str(SERVER_VAR / "run" / str(os.getpid()))
for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_AUDITOR_URL"):
    os.environ.pop(name, None)

from kachehri.site.settings import *  # noqa: E402, F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

# Signing in is tested often; the slow hash is tested once, where it is chosen.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
