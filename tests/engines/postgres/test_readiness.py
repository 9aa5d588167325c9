"""The program refuses a database on which it could do harm, and says what to do."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections
from tests.database import TestServer, as_url

from kachehri.engines.postgres.migrating import migrate
from kachehri.engines.postgres.preparing import require_version
from kachehri.engines.postgres.problems import DatabaseProblem, explain
from kachehri.engines.postgres.readiness import require_ready

DATABASES = ["default", "owner"]


def kachehri(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = dict(os.environ) | {"DJANGO_SETTINGS_MODULE": "kachehri.site.settings"} | environment
    argv = [sys.executable, "-m", "kachehri.interfaces.cli.main", *words]
    return subprocess.run(argv, env=env, capture_output=True, text=True, check=False)


@pytest.mark.django_db
def test_the_database_of_the_tests_is_fit_to_work_on() -> None:
    require_ready()


@pytest.fixture
def of_the_future() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "insert into django_migrations (app, name, applied)"
            " values ('ledger', '9999_flying', now())"
        )


@pytest.mark.django_db(databases=DATABASES, transaction=True)
@pytest.mark.faults
@pytest.mark.parametrize("words", [("db", "migrate"), ("backup", "--out", "/tmp/never")])  # noqa: S108
def test_a_database_of_a_newer_program_is_refused(
    of_the_future: None, words: tuple[str, ...]
) -> None:
    done = kachehri(*words)
    assert done.returncode == 1
    assert "newer Kachehri" in done.stderr
    assert "ledger.9999_flying" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db(databases=DATABASES, transaction=True)
def test_migrating_says_nothing_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate() == 0
    assert capsys.readouterr().out == ""


def test_waiting_migrations_are_named_with_what_to_run() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'sessions'")
    require_ready(migrated=False)
    with pytest.raises(DatabaseProblem, match=r"lacks 1 migrations") as caught:
        require_ready()
    assert caught.value.mend == "Run: kachehri db migrate"


@pytest.mark.django_db
def test_the_owner_of_the_tables_is_refused_as_application() -> None:
    done = kachehri("backup", "--out", "/tmp/never", DATABASE_URL=os.environ["DATABASE_OWNER_URL"])  # noqa: S108
    assert done.returncode == 1
    assert "as its owner" in done.stderr
    assert "kachehri db prepare" in done.stderr


@pytest.fixture
def superuser(request: pytest.FixtureRequest) -> Iterator[str]:
    """An address of a superuser on the server of the tests."""
    server: TestServer = request.getfixturevalue("django_db_setup")
    name = f"{server.name}_mighty"  # of this process alone: others use the same server
    server.admin.execute(f"create role {name} superuser login password 'mighty'")
    settings: dict[str, Any] = connections["default"].settings_dict
    yield as_url({**settings, "USER": name, "PASSWORD": "mighty"})
    server.admin.execute(f"drop role {name}")


@pytest.mark.parametrize("role", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_a_superuser_is_refused_in_every_role(superuser: str, role: str) -> None:
    done = kachehri("db", "migrate", **{role: superuser})
    assert done.returncode == 1
    assert "does not work as a superuser" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_that_is_too_old_is_refused() -> None:
    require_version(150000)
    with pytest.raises(DatabaseProblem, match=r"PostgreSQL 14; Kachehri needs 15"):
        require_version(140011)


def test_a_server_that_does_not_answer_is_said_so() -> None:
    nowhere = "postgresql://nobody:x@127.0.0.1:9/none"
    status = kachehri("db", "status", DATABASE_URL=nowhere)
    assert status.returncode == 4
    assert "does not answer" in status.stdout
    migrate = kachehri("db", "migrate", DATABASE_URL=nowhere)
    assert migrate.returncode == 1
    assert "does not answer" in migrate.stderr
    assert "x@" not in migrate.stderr


def test_an_error_in_a_running_program_is_explained_only_if_known() -> None:
    full = psycopg.errors.DiskFull('could not extend file "base/1": No space left on device')
    problem = explain(full)
    assert problem
    assert "disk" in problem.what
    assert explain(psycopg.errors.SyntaxError("at or near")) is None
    assert explain(ValueError("No space left on device")) is None
