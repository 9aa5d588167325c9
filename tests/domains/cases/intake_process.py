"""What a program of its own does that opens or moves a matter, and dies where it is told to."""

import os
import signal
from datetime import timedelta
from typing import Any

STEPS = {
    "open": (
        "locked",
        "thing",
        "stored",
        "started",
        "filed",
        "line",
        "event",
        "told",
        "committing",
    ),
    "move": ("locked", "ticked", "stored", "line", "event", "told", "committing"),
}


def dying(real: Any, *, after: bool = True) -> Any:
    """The function, and death once it was called."""

    def call(*args: Any, **named: Any) -> Any:
        if after:
            real(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    return call


def main(work: str, step: str, number: str = "") -> None:
    """Do it."""
    from tests import matters as standard

    from kachehri.domains.cases import actions, queries
    from kachehri.domains.cases.actions import moving, opening
    from kachehri.domains.cases.kinds import NewFile
    from kachehri.domains.people import queries as people
    from kachehri.domains.places import queries as places
    from kachehri.engines.accounts.queries import system_actor

    module = opening if work == "open" else moving
    names = {
        "locked": "_locked" if work == "move" else "_same",
        "thing": "_thing",
        "stored": "_store",
        "started": "_start",
        "filed": "_keep_files",
        "ticked": "_tick",
        "line": "_line",
        "told": "_tell",
    }
    if step in names:
        setattr(module, names[step], dying(getattr(module, names[step])))
    if step == "event":
        module.ledger = type("Ledger", (), {"record": staticmethod(dying(module.ledger.record))})
    if step == "committing":
        from django.db import connection

        connection.ensure_connection()
        connection.commit = dying(connection.commit, after=False)
        connection._commit = dying(connection._commit, after=False)
    by = system_actor("citizen", standard.AT)
    if work == "open":
        place = places.by_key("larkana")
        assert place is not None
        (person,) = people.by_contact("sms", standard.PHONES["man"])
        actions.open_case(
            kind="complaint", place_id=place.id, words="The hand pump is broken.",
            category="hand-pump", applicant_id=person, sender="somebody",
            files=[NewFile("a.txt", b"proof", "text/plain")], by=by, at=standard.AT,
        )  # fmt: skip
        return
    case = queries.case(int(number))
    assert case is not None
    actions.move(
        case_id=case.id, version=case.version, move="withdraw", secret=case.secret, by=by,
        at=standard.AT + timedelta(hours=1),
    )  # fmt: skip
