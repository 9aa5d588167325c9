"""PostgreSQL 15, the oldest that we promise, runs the migrations and keeps the same promises."""

import os
import subprocess
import sys

import pytest
from tests.postgres15 import INSTALL, programs

KEY_TESTS = ["tests/engines/postgres/test_test_database.py", "tests/engines/postgres/test_other.py"]


@pytest.mark.slow
@pytest.mark.postgres15
def test_migrations_and_roles_work_on_postgresql_15() -> None:
    if programs() is None:
        pytest.skip(INSTALL)
    words = ["-q", "-p", "no:cacheprovider", *KEY_TESTS]
    argv = [sys.executable, "-m", "tests.postgres15", "--", *words]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "PYTEST_"))}
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
