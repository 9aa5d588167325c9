"""`kachehri serve` and `kachehri worker` from outside: ports, signals, and what dies with what."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from click import ClickException

from kachehri.interfaces.cli import serving

ARGV = [sys.executable, "-m", "kachehri.interfaces.cli.main"]


def environment():
    return os.environ | {"DJANGO_SETTINGS_MODULE": "kachehri.site.settings"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def served(*more: str):
    port = free_port()
    process = subprocess.Popen(
        [*ARGV, "serve", "--port", str(port), *more],
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process, port
    finally:
        process.kill()
        process.wait(10)


def until(question, seconds=40.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := question():
            return answer
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/en/", timeout=10) as response:
            return response.status == 200
    except OSError:
        return False


def worker_of(pid: int) -> int | None:
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            words = (status.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == pid and b"--with-parent" in words:
            return int(status.parent.name)
    return None


def is_gone(pid: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True


@pytest.mark.parametrize("words", ["serve", "worker", "report", "pack", "pack load"])
def test_every_command_explains_itself_and_its_exit_codes(words):
    done = subprocess.run(
        [*ARGV, *words.split(), "--help"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("Usage: ")
    assert words == "pack" or "Exit codes:" in done.stdout


def test_a_port_that_is_taken_is_told_with_who_has_it_and_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ClickException) as told:
            serving.listen("127.0.0.1", port)
    assert told.value.exit_code == 1
    assert f"Port {port} on 127.0.0.1 is taken, by process {os.getpid()}" in told.value.message
    assert f"--port {port + 1}" in told.value.message


def test_an_address_of_another_computer_is_told():
    with pytest.raises(ClickException, match=r"no address 192\.0\.2\.1"):
        serving.listen("192.0.2.1", 8000)


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
class TestLife:
    def test_it_answers_and_stops_with_its_worker_when_told_to(self):
        with served() as (process, port):
            until(lambda: answers(port))
            worker = until(lambda: worker_of(process.pid))
            process.send_signal(signal.SIGTERM)
            assert process.wait(40) == 0
            assert f"http://127.0.0.1:{port}/sd/" in process.stdout.read()
            assert is_gone(worker)

    def test_ctrl_c_is_no_error(self):
        with served("--no-worker") as (process, port):
            until(lambda: answers(port))
            assert worker_of(process.pid) is None
            process.send_signal(signal.SIGINT)
            assert process.wait(40) == 0

    def test_a_worker_that_dies_is_started_again(self):
        with served() as (process, port):
            until(lambda: answers(port))
            first = until(lambda: worker_of(process.pid))
            os.kill(first, signal.SIGKILL)
            second = until(lambda: (found := worker_of(process.pid)) != first and found)
            assert second != first

    def test_a_worker_does_not_outlive_a_server_that_was_killed(self):
        with served() as (process, port):
            until(lambda: answers(port))
            worker = until(lambda: worker_of(process.pid))
            time.sleep(3)
            os.kill(process.pid, signal.SIGKILL)
            until(lambda: is_gone(worker))

    def test_a_worker_that_has_nothing_to_do_ends_when_told_so(self):
        done = subprocess.run(
            [*ARGV, "worker", "--until-empty"],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stdout) == (0, "")
