"""Each import contract is broken on purpose in a copy of the sources and seen to fail.

One copy holds every breach, and one run of import-linter reads it: a contract bites when its own
part of the answer names the planted import.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from configparser import ConfigParser
from pathlib import Path

import pytest

from .sources import ROOT

# contract: (file that is planted, what it says, what the answer must name)
BREACHES = {
    "layers": (
        "kernel/planted_climb.py",
        "import kachehri.engines.ledger.actions",
        "kachehri.kernel.planted_climb -> kachehri.engines.ledger.actions",
    ),
    "domains": (
        "domains/places/tasks.py",
        "import kachehri.domains.evidence.queries",
        "kachehri.domains.places.tasks -> kachehri.domains.evidence.queries",
    ),
    "engines": (
        "engines/postgres/planted_climb.py",
        "import kachehri.engines.ledger.actions",
        "kachehri.engines.postgres.planted_climb -> kachehri.engines.ledger.actions",
    ),
    "interfaces": (
        "interfaces/web/planted_neighbour.py",
        "import kachehri.interfaces.cli.main",
        "kachehri.interfaces.web.planted_neighbour -> kachehri.interfaces.cli.main",
    ),
    "files": (
        "domains/places/stray.py",
        "",
        "kachehri.domains.places.stray",
    ),
    "models-of-places": (
        "interfaces/web/planted_places.py",
        "import kachehri.domains.places.models",
        "kachehri.interfaces.web.planted_places",
    ),
    "models-of-evidence": (
        "interfaces/web/planted_evidence.py",
        "import kachehri.domains.evidence.models",
        "kachehri.interfaces.web.planted_evidence",
    ),
    "models-of-reports": (
        "interfaces/web/planted_reports.py",
        "import kachehri.domains.reports.models",
        "kachehri.interfaces.web.planted_reports",
    ),
    "models-of-people": (
        "interfaces/web/planted_people.py",
        "import kachehri.domains.people.models",
        "kachehri.interfaces.web.planted_people",
    ),
    "models-of-bodies": (
        "interfaces/web/planted_bodies.py",
        "import kachehri.domains.bodies.models",
        "kachehri.interfaces.web.planted_bodies",
    ),
    "models-of-forms": (
        "interfaces/web/planted_forms.py",
        "import kachehri.domains.forms.models",
        "kachehri.interfaces.web.planted_forms",
    ),
    "models-of-cases": (
        "interfaces/web/planted_cases.py",
        "import kachehri.domains.cases.models",
        "kachehri.interfaces.web.planted_cases",
    ),
    "models-of-engines": (
        "interfaces/web/planted_ledger.py",
        "import kachehri.engines.ledger.models",
        "kachehri.interfaces.web.planted_ledger",
    ),
    "kernel": (
        "kernel/planted_django.py",
        "import django",
        "kachehri.kernel.planted_django -> django",
    ),
    "slow": (
        "interfaces/web/planted_slow.py",
        "def late():\n    import polars",
        "kachehri.interfaces.web.planted_slow -> polars",
    ),
    "packs": (
        "packs/pakistan/planted_page.py",
        "import kachehri.engines.pagekit",
        "kachehri.packs.pakistan.planted_page -> kachehri.engines.pagekit",
    ),
}


def contracts() -> dict[str, str]:
    """Every contract's short name and title."""
    read = ConfigParser()
    read.read(ROOT / ".importlinter")
    start = "importlinter:contract:"
    return {s.removeprefix(start): read[s]["name"] for s in read.sections() if s.startswith(start)}


def lint(source: Path) -> str:
    """What import-linter says about a copy of the sources."""
    ran = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def copy_sources(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    def copy() -> Path:
        target = tmp_path_factory.mktemp("copy")
        shutil.copytree(
            ROOT / "src" / "kachehri", target / "kachehri", ignore=shutil.ignore_patterns("*.pyc")
        )
        return target

    return copy


@pytest.fixture(scope="module")
def answer(copy_sources: Callable[[], Path]) -> str:
    source = copy_sources()
    for file, text, _ in BREACHES.values():
        path = source / "kachehri" / file
        path.write_text((path.read_text() if path.exists() else "") + f"\n{text}\n")
    return lint(source)


def test_every_contract_is_kept() -> None:
    said = lint(ROOT / "src")
    assert "0 broken" in said, said


def test_every_contract_has_a_breach() -> None:
    assert set(BREACHES) == set(contracts())


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_seen(name: str, answer: str) -> None:
    title = contracts()[name]
    assert f"{title} BROKEN" in answer, answer
    details = answer.split("Broken contracts", 1)[1]
    part = re.split(rf"^{re.escape(title)}$", details, maxsplit=1, flags=re.MULTILINE)[1]
    others = "|".join(re.escape(other) for other in contracts().values())
    own = re.split(rf"^(?:{others})$", part, maxsplit=1, flags=re.MULTILINE)[0]
    assert BREACHES[name][2] in own, own


@pytest.mark.parametrize("container", ["domains", "engines", "interfaces", ""])
def test_a_new_package_fails_until_it_is_placed(
    container: str, copy_sources: Callable[[], Path]
) -> None:
    source = copy_sources()
    package = source / "kachehri" / container / "newcomer"
    package.mkdir()
    (package / "__init__.py").write_text("")
    said = lint(source)
    assert "newcomer" in said
    assert "BROKEN" in said
