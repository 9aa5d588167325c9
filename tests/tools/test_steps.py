"""A step is done when it has to be, and again after it was cut short."""

from collections.abc import Callable
from pathlib import Path

import pytest

import steps
from steps import Step


@pytest.fixture(autouse=True)
def _own_stamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")


def make(folder: Path, do: Callable[[], None] | None = None, also: str = "") -> Step:
    source = folder / "source"
    if not source.exists():
        source.write_text("one")
    made = folder / "made"
    return Step("made", "something", made, do or (lambda: made.write_text("x")), (source,), also)


def test_a_step_is_done_once(tmp_path: Path) -> None:
    done: list[int] = []
    made = tmp_path / "made"
    step = make(tmp_path, lambda: (made.write_text("x"), done.append(1)))  # type: ignore[arg-type,return-value]
    steps.run([step])
    steps.run([step])
    assert done == [1]


def test_a_changed_source_and_a_lost_result_are_made_again(tmp_path: Path) -> None:
    step = make(tmp_path)
    steps.run([step])
    assert step.is_fresh()
    (tmp_path / "source").write_text("two")
    assert not step.is_fresh()
    steps.run([step])
    (tmp_path / "made").unlink()
    assert not step.is_fresh()
    assert not make(tmp_path, also="another Python").is_fresh()


def test_a_step_that_was_cut_short_is_not_fresh(tmp_path: Path) -> None:
    made = tmp_path / "made"
    step = make(tmp_path)
    steps.run([step])

    def breaks() -> None:
        made.write_text("half")
        raise KeyboardInterrupt

    (tmp_path / "source").write_text("two")
    with pytest.raises(KeyboardInterrupt):
        steps.run([make(tmp_path, breaks)])
    (tmp_path / "source").write_text("one")
    assert not step.is_fresh()


def test_what_is_missing_is_said_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def main() -> int:
        raise steps.Stop("Install this.")

    assert steps.stopping(main) == 1
    assert capsys.readouterr().err == "\nInstall this.\n"
