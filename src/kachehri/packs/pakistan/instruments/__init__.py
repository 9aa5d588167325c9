"""Questionnaires of our own in English, Urdu and Sindhi, one file each beside this module.

How such a file is written: docs/guide/instruments.md. The order here is that of the page.
"""

from pathlib import Path

from kachehri.domains.forms.kinds.instruments import Instrument
from kachehri.domains.forms.rules.instrument_texts import read, read_shared

KEYS = (
    "baseline", "village", "union-council", "poverty-13", "poverty-groups", "wealth-ranking",
    "perception", "entitlements", "justice", "business", "exit-interview", "functioning",
    "training-feedback", "maturity", "peace-check", "rapid-needs", "audit-school",
    "audit-health", "audit-water",
)  # fmt: skip
_FOLDER = Path(__file__).parent


def instruments() -> tuple[Instrument, ...]:
    """Every questionnaire of the pack."""
    shared = read_shared(_text("choices"), _text("shared"))
    return tuple(read(_text(key), shared, f"{key}.txt") for key in KEYS)


def _text(name: str) -> str:
    return (_FOLDER / f"{name}.txt").read_text("utf-8")
