"""Running PostgreSQL's programs as a user that PostgreSQL accepts: never as root."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .problems import DatabaseProblem, problem_of

SYSTEM_USER = "kachehri"
FALLBACK_USER = "nobody"


def server_user() -> pwd.struct_passwd:
    """The user that the server runs as: ours, or an unprivileged one where we are root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    return _known(SYSTEM_USER) or _made() or _fallback()


def _known(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd | None:
    if useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin"):
        shell = "/usr/sbin/nologin"
        wish = [useradd, "--system", "--no-create-home", "--shell", shell, SYSTEM_USER]
        subprocess.run(wish, check=False, capture_output=True)
    return _known(SYSTEM_USER)


def _fallback() -> pwd.struct_passwd:
    if found := _known(FALLBACK_USER):
        return found
    raise DatabaseProblem(
        "PostgreSQL does not run as root, and this machine has no other user for it.",
        f"Make one: useradd --system {SYSTEM_USER}",
    )


def run(
    *words: object,
    stdin: str | None = None,
    env: Mapping[str, str] | None = None,
    hand_over: tuple[int, ...] = (),
) -> subprocess.CompletedProcess[str]:
    """Run a program as the server's user and return what it did, whatever it did.

    Its environment is ours without PostgreSQL's own variables, which would send it elsewhere;
    `hand_over` are open files that it inherits.
    """
    argv = [str(word) for word in words]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    kept |= {"LC_ALL": "C", "HOME": "/", **(env or {})}
    try:
        return subprocess.run(
            argv,
            cwd="/",
            env=kept,
            input=stdin,
            pass_fds=hand_over,
            capture_output=True,
            text=True,
            check=False,
            umask=0o077,
            **drop(),
        )
    except OSError as error:
        raise DatabaseProblem(
            f"PostgreSQL's program {Path(argv[0]).name} cannot be run: {error.strerror}.",
            "Set up again with: make setup",
            where=argv[0],
        ) from error


def drop() -> dict[str, Any]:
    """How a process of ours becomes one of the server's user."""
    if os.geteuid() != 0:
        return {}
    user = server_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def write(path: Path, text: str, *, add: bool = False) -> None:
    """Write (or `add` to the end of) a file in the server's folder, as the server's user.

    Never as root: whoever took over the server could have put a link there that leads elsewhere.
    """
    words = ("-a", path) if add else (path,)
    done = run("tee", *words, stdin=text)
    if done.returncode:
        raise problem_of(done.stderr, path)


def make_folder(path: Path) -> None:
    """A folder that only the server's user enters; its parents can be passed through."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)
    give(path)


def give(path: Path) -> None:
    """Make the server's user the owner of what root made."""
    if os.geteuid() == 0:
        user = server_user()
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
