"""When a version may be published, and what a form may be set to."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kachehri.engines.xforms.kinds import FormModel, FormProblem

SAMPLINGS = ("none", "purposive", "quota", "census", "probability")
SETTINGS = frozenset(
    {
        "is_public",
        "is_sensitive",
        "keyword",
        "sampling",
        "keep_days",
        "consent",
        "place_question",
        "titles",
    }
)
"""What `set_form` changes."""

_KEYWORD = re.compile(r"[\w-]{2,20}")
_UNTOLD = "language-without-code"


def against_publishing(
    *, warnings: Iterable[FormProblem], awaited: Iterable[str], model: FormModel, is_sensitive: bool
) -> tuple[FormProblem, ...]:
    """What must be mended before people fill a version."""
    found = [one for one in warnings if one.code == _UNTOLD]
    found += [
        FormProblem(
            f"The form shows the file “{name}”, which is not here yet.",
            "Add the file, then publish.",
            code="file-awaited",
        )
        for name in awaited
    ]
    if is_sensitive and not model.public_key:
        say = "The form is marked as sensitive, but it has no public key: answers would lie open."
        mend = "Write public_key into the sheet settings, and keep the private key elsewhere."
        found.append(FormProblem(say, mend, "settings", column="public_key", code="no-key"))
    return tuple(found)


def against_settings(what: Mapping[str, Any], model: FormModel | None) -> str:
    """Why settings cannot be so; empty where they can."""
    unknown = set(what) - SETTINGS
    if unknown:
        return f"A form has no setting “{min(unknown)}”."
    if what.get("sampling", "none") not in SAMPLINGS:
        return "It is not known how people were chosen."
    keyword = what.get("keyword", "")
    if keyword and not _KEYWORD.fullmatch(keyword):
        return "The word has two to twenty letters or digits, and no space."
    return _unknown_path(what, model)


def _unknown_path(what: Mapping[str, Any], model: FormModel | None) -> str:
    known = {one.path for one in model.questions()} if model else set()
    for name in ("consent", "place_question"):
        if what.get(name) and what[name] not in known:
            return f"The form has no question “{what[name]}”."
    return ""
