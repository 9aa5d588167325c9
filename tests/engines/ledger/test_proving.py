"""Whoever changes what was sealed is found out, and the event is named."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kachehri.engines.ledger.headfile import heads_path
from kachehri.engines.ledger.models import Event
from kachehri.interfaces.cli import verify

from .events import as_owner, check, codes, happen, seal, seal_once

pytestmark = pytest.mark.django_db(transaction=True, databases={"default", "owner", "auditor"})


@pytest.fixture
def log(tmp_path: Path) -> list[Event]:
    """Six sealed events under two heads, and one that waits."""
    events = happen(4)
    seal(tmp_path)
    events += happen(2)
    seal(tmp_path)
    return events + happen(1)


def rewrite(var: Path) -> None:
    """Build the log anew over what the events say now, and sign it with whatever key is there."""
    with as_owner() as owner:
        owner.execute("TRUNCATE ledger_leaf, ledger_treehead, ledger_pending")
        owner.execute("INSERT INTO ledger_pending SELECT id, at, 0 FROM ledger_event")
    seal(var)


def test_an_untouched_log_is_proved_up_to_the_kept_head(tmp_path: Path, log: list[Event]) -> None:
    proof = check(tmp_path)
    assert proof.proved
    assert (proof.sealed, proof.kept_size, proof.unsealed, proof.heads) == (6, 6, 1, 4)


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'test.other'",
        "at = at + interval '1 microsecond'",
        "refs = '{\"i\": 99}'",
        "actor_id = %(other)s",
    ],
)
def test_an_altered_event_is_found_and_named(tmp_path: Path, log: list[Event], change: str) -> None:
    with as_owner() as owner:
        owner.execute(
            f"UPDATE ledger_event SET {change} WHERE id = %(id)s",  # noqa: S608
            {"id": log[2].pk, "other": log[5].thing_id},
        )
    proof = check(tmp_path)
    assert proof.problems[0].event_id == log[2].pk
    assert proof.problems[0].code in {"event-altered", "event-missing"}


def test_a_lost_event_is_found_and_named(tmp_path: Path, log: list[Event]) -> None:
    with as_owner() as owner:
        owner.execute("DELETE FROM ledger_event WHERE id = %s", [log[4].pk])
    [problem] = check(tmp_path).problems
    assert (problem.code, problem.event_id) == ("event-missing", log[4].pk)


def test_an_altered_event_with_its_leaf_changed_along_is_found(
    tmp_path: Path, log: list[Event]
) -> None:
    with as_owner() as owner:
        owner.execute("UPDATE ledger_event SET verb = 'test.other' WHERE id = %s", [log[1].pk])
        owner.execute("TRUNCATE ledger_leaf")
    assert codes(check(tmp_path))[0] == "log-shrunk"


def test_a_log_rewritten_with_the_right_key_differs_from_the_kept_heads(
    tmp_path: Path, log: list[Event]
) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_bytes(heads_path(tmp_path).read_bytes())
    with as_owner() as owner:
        owner.execute("UPDATE ledger_event SET verb = 'test.other' WHERE id = %s", [log[1].pk])
    heads_path(tmp_path).unlink()
    rewrite(tmp_path)
    assert check(tmp_path).proved, "the rewritten log fits itself"
    proof = check(tmp_path, heads=kept)
    assert codes(proof) == ["root-differs", "root-differs"]
    assert "leaves 0 to 3" in proof.problems[0].words


def test_a_log_rewritten_and_signed_with_another_key_is_found(
    tmp_path: Path, log: list[Event]
) -> None:
    kept = tmp_path / "kept.pem"
    kept.write_bytes(next((tmp_path / "heads").glob("key-*.pem")).read_bytes())
    (tmp_path / "keys" / "ledger-ed25519").unlink()
    heads_path(tmp_path).unlink()
    rewrite(tmp_path)
    assert "unknown-key" in codes(check(tmp_path, keys=[kept]))


def test_a_head_with_a_changed_signature_is_found(tmp_path: Path, log: list[Event]) -> None:
    path = heads_path(tmp_path)
    first, second = path.read_text().splitlines()
    head = json.loads(first) | {"size": 3}
    path.write_text(f"{json.dumps(head)}\n{second}\n")
    assert codes(check(tmp_path)) == ["bad-signature"]


def test_a_log_that_lost_its_end_is_found(tmp_path: Path, log: list[Event]) -> None:
    with as_owner() as owner:
        owner.execute("DELETE FROM ledger_treehead WHERE size > 4")
        owner.execute("DELETE FROM ledger_leaf WHERE index >= 4")
        owner.execute("DELETE FROM ledger_event WHERE id >= %s", [log[4].pk])
        owner.execute("DELETE FROM ledger_pending")
    [problem] = check(tmp_path).problems
    assert problem.code == "log-shrunk"
    assert "6 events were sealed; the log has 4" in problem.words


def test_a_leaf_that_is_missing_is_found(tmp_path: Path, log: list[Event]) -> None:
    with as_owner() as owner:
        owner.execute("DELETE FROM ledger_leaf WHERE index = 2")
    assert codes(check(tmp_path))[0] == "leaf-missing"


def test_an_event_that_came_past_the_queue_is_found(tmp_path: Path, log: list[Event]) -> None:
    with as_owner() as owner:
        owner.execute("DELETE FROM ledger_pending")
    [problem] = check(tmp_path).problems
    assert (problem.code, problem.event_id) == ("never-queued", log[6].pk)


def test_an_event_that_was_lost_before_its_seal_is_found(tmp_path: Path, log: list[Event]) -> None:
    with as_owner() as owner:
        owner.execute("DELETE FROM ledger_event WHERE id = %s", [log[6].pk])
    assert codes(check(tmp_path)) == ["waiting-lost"]
    assert seal_once(tmp_path) == 0
    assert codes(check(tmp_path)) == ["waiting-lost"], "it is not forgotten by the next sealing"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "type[Run]":
    monkeypatch.setenv("KACHEHRI_VAR", str(tmp_path))
    monkeypatch.setattr(verify, "start", lambda: None)
    return Run


class Run:
    """`kachehri verify` in this process."""

    def __new__(cls, *arguments: str) -> Result:  # type: ignore[misc]
        return CliRunner().invoke(verify.command, arguments)


def test_verify_says_what_it_proved(run: type[Run], log: list[Event]) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout.startswith("Proved: the first 6 events are as they were sealed")
    assert "6 sealed, 1 waiting, 4 heads." in result.stdout
    assert result.stderr == "", "no progress in a pipe"


def test_verify_names_the_first_altered_event(run: type[Run], log: list[Event]) -> None:
    with as_owner() as owner:
        owner.execute("UPDATE ledger_event SET verb = 'x' WHERE id = %s", [log[3].pk])
    result = run("--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert not found["proved"]
    assert found["problems"][0]["event"] == log[3].pk


def test_verify_of_an_empty_ledger_is_proved(run: type[Run]) -> None:
    assert run().exit_code == 0


def test_verify_without_any_head_outside_cannot_check(
    run: type[Run], log: list[Event], tmp_path: Path
) -> None:
    heads_path(tmp_path).unlink()
    assert run().exit_code == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        ("", "holds no tree head"),
        ("{}\n", "line 1: this is not a signed tree head"),
    ],
)
def test_verify_with_a_bad_file_of_heads_cannot_check(
    run: type[Run], tmp_path: Path, content: str | None, said: str
) -> None:
    path = tmp_path / "elsewhere.jsonl"
    if content is not None:
        path.write_text(content)
    result = run("--heads", str(path))
    assert result.exit_code == 2
    assert said in result.stderr


def test_verify_with_a_file_that_is_no_key_cannot_check(run: type[Run], tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("not a key")
    assert run("--public-key", str(tmp_path / "key.pem")).exit_code == 2


@pytest.mark.slow
def test_verify_without_a_database_cannot_check(tmp_path: Path) -> None:
    address = "postgresql://nobody:x@127.0.0.1:9/none"
    result = subprocess.run(
        [sys.executable, "-m", "kachehri.interfaces.cli.main", "verify"],
        env={"DATABASE_URL": address, "KACHEHRI_VAR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 2, result.stderr
