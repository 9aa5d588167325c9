"""Answer texts that an office keeps: which fit a matter, and what they say once they are filled.

A text has placeholders in curly brackets. One that is not known stays as it was typed, so that
whoever sends it sees what is missing.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.queries import CaseView, TemplateView
from kachehri.kernel.dates import format_date

PLACEHOLDERS = {
    "number": _("the number of the matter"),
    "title": _("what the matter is called"),
    "kind": _("the kind of matter"),
    "office": _("the name of your office"),
    "due": _("the day on which the answer is due"),
    "opened": _("the day on which the matter came in"),
    "today": _("the day of today"),
}
_MARK = re.compile(r"\{([a-z]+)\}")


def listed(view: CaseView, kind: CaseKind) -> tuple[tuple[int, str], ...]:
    """The texts of the office that fit a matter: id and name."""
    if view.body_id is None:
        return ()
    language = get_language() or "en"
    return tuple(
        (one.id, named(one, language))
        for one in cases.templates(view.body_id)
        if not one.is_ended and one.kind in ("", kind.key)
    )


def named(one: TemplateView, language: str) -> str:
    """The name of a text in a language, or in the one that it has."""
    return said(one.names, language)[0]


def said(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """A text in a language, or in the one that it has; with the language it is in."""
    for code in (language, "en", *texts):
        if texts.get(code):
            return texts[code], code
    return "", language


def filled(one: TemplateView, view: CaseView) -> str:
    """The text for a matter, in the language of the one who asks."""
    words, language = said(one.words, view.language)
    return put_in(words, values(view, language))


def put_in(words: str, known: Mapping[str, str]) -> str:
    """A text with its placeholders filled; those that nobody knows stay."""
    return _MARK.sub(lambda mark: known.get(mark[1], mark[0]), words)


def unknown(words: str) -> tuple[str, ...]:
    """The placeholders of a text that nobody knows."""
    return tuple(sorted({mark for mark in _MARK.findall(words) if mark not in PLACEHOLDERS}))


def values(view: CaseView, language: str) -> dict[str, str]:
    """What the placeholders say for a matter."""
    known = bodies.by_ids([view.body_id]) if view.body_id else {}
    office = known.get(view.body_id or 0)
    kind = kinds.find(view.kind)
    with override(language):
        return {
            "number": str(view.number),
            "title": view.title,
            "kind": gettext(kind.name) if kind else view.kind,
            "office": office.name(language) if office else "",
            "due": day(view.due_at, language),
            "opened": day(view.opened_at, language),
            "today": day(timezone.now(), language),
        }


def day(moment: datetime | None, language: str) -> str:
    """A day in full; empty for none."""
    return format_date(localtime(moment).date(), language) if moment else ""
