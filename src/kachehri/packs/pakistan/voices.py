"""What is known of people who take part in talks: a profile in broad bands, never a name.

Rare values never stand beside a quote: few people of a district have them.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from kachehri.domains.forms.kinds.voices import ProfileField
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

PROFILE = (
    ProfileField(
        "sex",
        _("Woman or man"),
        {
            "female": _("a woman"),
            "male": _("a man"),
            "transgender": _("a transgender person"),
        },
        rare=frozenset({"transgender"}),
    ),
    ProfileField(
        "age",
        _("Age"),
        {
            "under-18": _("under 18 years"),
            "18-29": _("18 to 29 years"),
            "30-44": _("30 to 44 years"),
            "45-59": _("45 to 59 years"),
            "60-more": _("60 years or more"),
        },
        rare=frozenset({"under-18"}),
    ),
    ProfileField(
        "work",
        _("Work"),
        {
            "home": _("works at home"),
            "own-field": _("farms own land"),
            "share": _("farms somebody else's land"),
            "wage": _("daily wages"),
            "herd": _("keeps animals"),
            "fish": _("fishes"),
            "shop": _("has a shop or a craft"),
            "salary": _("has a salary"),
            "health": _("health worker"),
            "teacher": _("teacher"),
            "none": _("looks for work"),
        },
    ),
    ProfileField(
        "origin",
        _("From here or moved here"),
        {
            "host": _("from here"),
            "migrant": _("moved here"),
            "displaced": _("displaced by a flood or by violence"),
        },
    ),
    ProfileField(
        "disability",
        _("Disability"),
        {"yes": _("with a disability"), "no": _("without a disability")},
    ),
    ProfileField(
        "faith",
        _("Of a religious minority"),
        {"minority": _("of a religious minority"), "majority": _("not of a religious minority")},
        rare=frozenset({"minority"}),
    ),
)
"""In the order in which they are asked and printed."""


def leave_reports(quote_ids: Collection[int], _by: Any, at: datetime) -> None:
    """Quotes that were taken back leave every edition of a report, in the same transaction.

    The system does it: who keeps a talk need not be who builds reports.
    """
    from kachehri.domains.reports.actions import redact_quotes  # noqa: PLC0415  (models)
    from kachehri.engines.accounts.queries import system_actor  # noqa: PLC0415  (models)

    redact_quotes(quote_ids=quote_ids, by=system_actor("reporter", at), at=at)
