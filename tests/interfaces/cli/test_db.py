"""`kachehri db` from outside: what it prints, and the exit codes that scripts rely on."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from tests.servers import address

from kachehri.engines.postgres.launcher import Launcher

ARGV = [sys.executable, "-m", "kachehri.interfaces.cli.main"]


def environment(launcher: Launcher | None = None) -> dict[str, str]:
    more = {"KACHEHRI_VAR": str(launcher.layout.var)} if launcher else {}
    return os.environ | {"DJANGO_SETTINGS_MODULE": "kachehri.site.settings"} | more


def kachehri(*words: str, launcher: Launcher | None = None) -> subprocess.CompletedProcess[str]:
    env = environment(launcher)
    return subprocess.run([*ARGV, *words], env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words",
    ["db", "db start", "db stop", "db status", "db migrate", "db prepare", "backup", "restore"],
)
def test_every_command_explains_itself(words: str) -> None:
    done = kachehri(*words.split(), "--help")
    assert done.returncode == 0
    said = done.stdout
    assert said.startswith("Usage: ")
    assert len(said.split("\n\n")[1].split()) >= 4  # a sentence that says what it does


@pytest.mark.slow
def test_the_life_of_a_database_in_exit_codes(launcher: Launcher) -> None:
    assert kachehri("db", "status", launcher=launcher).returncode == 3
    started = kachehri("db", "start", launcher=launcher)
    assert (started.returncode, started.stdout, started.stderr) == (0, "", "")  # quiet in a pipe
    status = kachehri("db", "status", "--json", launcher=launcher)
    known = json.loads(status.stdout)
    assert (status.returncode, known["state"]) == (0, "running")

    os.kill(known["pid"], signal.SIGKILL)
    while Path(f"/proc/{known['pid']}/exe").exists():
        pass
    died = kachehri("db", "status", launcher=launcher)
    assert (died.returncode, "killed or crashed" in died.stdout) == (1, True)

    assert kachehri("db", "start", launcher=launcher).returncode == 0
    assert kachehri("db", "stop", launcher=launcher).returncode == 0
    assert kachehri("db", "stop", launcher=launcher).returncode == 0
    assert kachehri("db", "status", launcher=launcher).returncode == 3


@pytest.mark.slow
def test_two_that_migrate_at_once_do_not_disturb_each_other(launcher: Launcher) -> None:
    argv = [*ARGV, "db", "migrate"]
    env = environment(launcher)
    pipe = subprocess.PIPE
    both = [subprocess.Popen(argv, env=env, stdout=pipe, stderr=pipe, text=True) for _ in "ab"]
    said = [(program.communicate(), program.returncode) for program in both]
    assert said == [(("", ""), 0)] * 2
    refused = kachehri("db", "migrate", launcher=launcher)
    assert refused.returncode == 0


@pytest.mark.slow
@pytest.mark.faults
def test_a_folder_that_is_not_ours_is_refused_in_plain_words(launcher: Launcher) -> None:
    (launcher.layout.data / "photos").mkdir(parents=True)
    done = kachehri("db", "start", launcher=launcher)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "Error: The folder for the database holds something else."
    assert f"Where: {launcher.layout.data}" in done.stderr
    assert "What to do:" in done.stderr


def test_a_file_in_the_way_of_the_folder_is_told_in_plain_words(tmp_path: Path) -> None:
    in_the_way = tmp_path / "var"
    in_the_way.write_text("mine")
    embedded = {k: v for k, v in environment().items() if not k.startswith("DATABASE_")}
    env = {**embedded, "KACHEHRI_VAR": str(in_the_way)}
    said = subprocess.run(
        [*ARGV, "db", "start"], env=env, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert "a file lies in its way" in said.stderr
    assert "What to do:" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.slow
def test_a_database_in_use_is_stopped_only_by_force(launcher: Launcher) -> None:
    with psycopg.connect(address(launcher.start(), "default")):
        refused = kachehri("db", "stop", launcher=launcher)
        assert (refused.returncode, "1 connection is open" in refused.stderr) == (1, True)
        assert "--force" in refused.stderr
        assert launcher.status().state == "running"
        assert kachehri("db", "stop", "--force", launcher=launcher).returncode == 0
    assert launcher.status().state == "stopped"


@pytest.mark.parametrize(
    "words", ["verify", "sign-ins", "worker", "report human-security --place PK713 --out out"]
)
def test_a_command_that_only_uses_a_database_makes_none(launcher: Launcher, words: str) -> None:
    done = kachehri(*words.split(), launcher=launcher)
    assert done.returncode != 0
    assert f"There is no database in {launcher.layout.var} (is KACHEHRI_VAR right?)" in done.stderr
    assert list(launcher.layout.var.iterdir()) == []


@pytest.mark.slow
def test_a_start_without_the_keys_says_what_was_lost(launcher: Launcher) -> None:
    launcher.start()
    launcher.layout.keys.unlink()
    done = kachehri("db", "start", launcher=launcher)
    assert done.returncode == 0
    assert "the key that signs the ledger" in done.stderr
    assert "kachehri restore --keys" in done.stderr
    assert kachehri("db", "start", launcher=launcher).stderr == ""


@pytest.mark.slow
def test_a_damaged_data_folder_is_told_with_the_way_out(launcher: Launcher) -> None:
    launcher.start()
    launcher.stop()
    (launcher.layout.data / "global" / "pg_control").unlink()
    done = kachehri("db", "start", launcher=launcher)
    assert done.returncode == 1
    assert "move the data folder away" in done.stderr
    assert "kachehri restore" in done.stderr
