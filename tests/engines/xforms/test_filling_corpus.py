"""Every simple form of the shared corpus can be asked from its first question to its last."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kachehri.engines.xforms import converting, reading
from kachehri.engines.xforms.filling import Asked, Filling, is_simple

CORPUS = Path(os.environ.get("KACHEHRI_CORPORA", "-")) / "xlsforms"
pytestmark = [
    pytest.mark.corpora,
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="KACHEHRI_CORPORA is not set"),
]
ENDS = {".xls", ".xlsx", ".xml", ".md"}
AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
TYPED = {"number": "3", "date": "2020-01-02", "time": "10:10", "moment": "2020-01-02 10:10",
         "agree": "OK", "line": "abc", "words": "abc"}  # fmt: skip


def walk(filling: Filling) -> int:
    """Answer whatever is asked, leave out what is refused; how many questions it were."""
    count = 0
    while (step := filling.current()) is not None and count < 300:
        for one in step.asked:
            count += 1
            if filling.is_relevant(one.path) and filling.answer(one.path, typed(one)):
                filling.values[one.path] = ""
    return count


def typed(one: Asked) -> str:
    return one.choices[0][0] if one.choices else TYPED.get(one.look, "")


def test_every_simple_form_is_asked_to_its_end() -> None:
    walked = 0
    for path in sorted(path for path in CORPUS.rglob("*") if path.suffix in ENDS):
        found = converting.convert(path.read_bytes(), path.name)
        model = reading.read(found.xform) if found.xform else None
        if model is None or found.xform is None or is_simple(model):
            continue
        if sum(1 for _ in model.questions()) > 100:
            continue
        walk(Filling(found.xform, model, {}, "en", AT))
        walked += 1
    assert walked > 100
