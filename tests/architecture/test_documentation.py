"""What people may use is documented."""

from kachehri.interfaces.cli.main import main

from .documentation import commands, documents, kinds, make_targets, undocumented, variables
from .sources import ROOT, TREE


def test_every_command_is_documented() -> None:
    named = set(commands(main))
    assert "kachehri verify" in named
    assert "\n".join(undocumented(named, documents())) == ""


def test_every_environment_variable_is_documented() -> None:
    named = variables(TREE)
    assert {"KACHEHRI_VAR", "DATABASE_URL"} <= named
    assert "\n".join(undocumented(named, documents())) == ""


def test_every_make_target_is_documented() -> None:
    named = make_targets(ROOT / "Makefile")
    assert {"make demo", "make test"} <= named
    assert "\n".join(undocumented(named, documents())) == ""


def test_every_kind_is_documented() -> None:
    named = kinds(TREE)
    assert named
    assert "\n".join(undocumented(named, documents())) == ""
