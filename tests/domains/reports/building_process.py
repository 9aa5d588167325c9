"""A program of its own that builds or launches an edition, and dies where it is told to.

python -m tests.domains.reports.building_process STEP KIND FILES_ROOT FORMATS [EDITION]
"""

import os
import signal
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import django

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
REVIEW = date(2027, 11, 1)
WHOLE: Any = (
    (("en",), ("html", "pdf", "docx", "xlsx")),
    (("ur",), ("html", "pdf")),
    (("sd",), ("html",)),
)
"""Each language and each format, but not each format in each language: that would take a minute."""
STEPS = ("never", "composing", "writing", "committing")


def dying(real: Any, times: int) -> Any:
    """The function, until it is called for the last time."""
    left = [times]

    def call(*args: Any, **named: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **named)

    return call


def main(step: str, kind: str, root: str, formats: str, edition: str = "") -> None:
    """Do it."""
    django.setup()

    from django.conf import settings

    from kachehri.domains.places import queries as places
    from kachehri.domains.reports import actions
    from kachehri.domains.reports.kinds import register
    from kachehri.engines.accounts.queries import system_actor
    from tests.domains.reports.small import SMALL

    settings.FILES_ROOT = Path(root)
    register(SMALL)
    storing, launching, editions = actions.storing, actions.launching, actions.editions
    wanted = tuple(formats.split(","))
    launching.FORMATS = wanted
    if step == "composing":
        storing._keep = dying(storing._keep, 2)
    if step == "writing":
        storing.put = dying(storing.put, 3)
    if step == "committing":
        launching.ledger = editions.ledger = type(
            "Ledger", (), {"record": dying(None, 1), "register": editions.ledger.register}
        )
    by = system_actor("reporter", AT)
    if edition:
        made = actions.launch_edition(
            edition_id=int(edition), launched_on=AT.date(), review_on=REVIEW, by=by, at=AT,
            without_workshop_because="made up",
        )  # fmt: skip
    else:
        place = places.by_key("larkana")
        assert place is not None
        for languages, some in (((), wanted),) if formats != "whole" else WHOLE:
            made = actions.build_edition(
                kind=kind, place_id=place.id, by=by, at=AT, languages=languages, formats=some
            )
    print(made.id)


if __name__ == "__main__":
    main(*sys.argv[1:])
