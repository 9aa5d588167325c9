"""What many tests begin with, built once by each process.

    @kept
    def kept_offices() -> World:            # a fixture of this name; it may not ask for others
        world = worlds.build()
        ...
        return world

A test that asks for it finds the rows that the function wrote, instead of building them again.
Every other test runs on what the migrations left. One test has one ground; what it needs besides is
built on it. Files go with it: the test finds copies of them below its FILES_ROOT.
"""

import copy
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.conf import settings as django_settings
from django.test import override_settings

from kachehri.interfaces.web import memory
from tests.database import TestServer

T = TypeVar("T")
DOORS = re.compile(r"kachehri\.domains\.\w+\.(queries|actions)(\.|$)")

_builders: dict[str, Callable[[], Any]] = {}
_built: dict[str, Any] = {}


def kept(build: Callable[[], T]) -> Any:
    """A fixture: what `build` makes, in a database that holds nothing else."""
    name = build.__name__
    known = _builders.get(name, build)
    assert known.__module__ == build.__module__, f"two grounds are called {name}"
    _builders[name] = build

    @pytest.fixture(name=name)
    def ground(django_db_setup: TestServer, db: None, tmp_path: Path, settings: Any) -> T:
        assert django_db_setup.ground == name, "ask for it in the test's own words"
        files = folder_of(name)
        if files.exists():
            settings.FILES_ROOT = tmp_path / "files"
            shutil.copytree(files, settings.FILES_ROOT, dirs_exist_ok=True)
        return copy.deepcopy(_built[name])

    return ground


def ground_of(fixtures: Sequence[str]) -> str:
    """Which ground a test with these fixtures stands on; empty: the migrations alone."""
    asked = [name for name in fixtures if name in _builders]
    assert len(asked) < 2, f"a test stands on one ground, not on {' and '.join(asked)}"
    return asked[0] if asked else ""


def stand_on(server: TestServer, ground: str) -> None:
    """Let the next test find this ground, building it where this process has not done so.

    What the program remembers by the numbers of rows is forgotten.
    """
    forget()
    if ground and ground not in server.grounds:
        with override_settings(FILES_ROOT=folder_of(ground)):
            _built[ground] = server.lay(ground, _builders[ground])
    server.stand_on(ground)


def forget() -> None:
    """Clear the caches of pages, and those of every domain's queries and actions."""
    memory.forget()
    for cached in _caches(len(sys.modules)):
        cached.cache_clear()


@lru_cache(maxsize=1)
def _caches(_modules: int) -> list[Any]:
    """Every function of a domain's queries and actions that keeps its answers."""
    asked = [module for name, module in sys.modules.items() if DOORS.match(name)]
    found = [value for module in asked for value in vars(module).values()]
    return [value for value in found if hasattr(value, "cache_clear")]


def folder_of(ground: str) -> Path:
    """Where the files of a ground are kept, in the folder of this process."""
    return Path(django_settings.VAR) / "grounds" / ground
