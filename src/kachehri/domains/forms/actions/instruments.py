"""A declared questionnaire becomes a form; what comes back is scored, and the score is sealed."""

import json
from dataclasses import asdict
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.kinds.instruments import find
from kachehri.domains.forms.models import Form, PointsTable
from kachehri.domains.forms.queries.answers import RING, SubmissionView
from kachehri.domains.forms.queries.forms import FormView, form_by_id
from kachehri.domains.forms.queries.instruments import points_of
from kachehri.domains.forms.rules import MAY_MANAGE_ANYWHERE
from kachehri.domains.forms.rules.instrument_sheets import sheets
from kachehri.domains.forms.rules.points import PointsRefused, read_points
from kachehri.domains.forms.rules.scoring import Kept, instrument_of, kept
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.xforms.answers import Answers
from kachehri.engines.xforms.writing import workbook

from .lifecycle import add_form

VERBS = {
    "forms.instrument_used": _("Made a form of a declared questionnaire"),
    "forms.points_loaded": _("Loaded the points of a scorecard"),
}


class NoInstrument(LookupError):
    """No questionnaire has this key."""


def load_instrument(
    *, key: str, project_id: int, by: Actor, at: datetime, form_key: str = ""
) -> FormView:
    """Make a form (a draft) of a declared questionnaire. Raises NoInstrument, FormRefused.

    `form_key` is the instrument's key, or that with a dot and more: `perception.autumn`.
    """
    instrument = find(key)
    if instrument is None or instrument_of(form_key or key) != instrument:
        raise NoInstrument(key)
    content = workbook(sheets(instrument))
    with transaction.atomic():
        made = add_form(
            project_id=project_id, content=content, name=f"{key}.xlsx", key=form_key, by=by, at=at
        )
        Form.objects.filter(pk=made.id).update(
            instrument=key,
            titles=dict(instrument.titles),
            consent="/data/consent" if instrument.consent else "",
        )
        ledger.record(
            verb="forms.instrument_used",
            by=acting(by),
            thing=made.thing_id,
            at=at,
            refs={"key": key},
        )
    return form_by_id(made.id) or made


def load_points(
    *, key: str, content: str, version: str, source: str, by: Actor, at: datetime
) -> int:
    """Load the points of a scorecard from a CSV file; return how many. They are never shown.

    Raises NoInstrument, PointsRefused. The same version twice is refused: a table never changes.
    """
    require(MAY_MANAGE_ANYWHERE, by)
    instrument = find(key)
    structure = instrument.score(instrument.points) if instrument else None
    if structure is None:
        raise NoInstrument(key)
    table = read_points(content, structure)
    with transaction.atomic():
        if PointsTable.objects.filter(instrument=key, version=version).exists():
            raise PointsRefused([f"Version {version} is loaded already: a table never changes."])
        who = acting(by)
        row = PointsTable.objects.create(
            instrument=key, version=version, points=table, source=source, loaded_at=at,
            loaded_by_id=who,
        )  # fmt: skip
        ledger.record(
            verb="forms.points_loaded", by=who, thing=who, at=at,
            refs={"key": key, "version": version, "points": row.pk},
        )  # fmt: skip
    return sum(len(one) for one in table.values())


def score(
    *, submission: SubmissionView, answers: Answers, by: Actor, at: datetime
) -> tuple[Kept, ...]:
    """Work out the scores of a submission and seal them beside its answers; none: nothing is kept.

    The same answers give the same scores, however often: what was kept is written over.
    """
    instrument = instrument_of(answers.form_id)
    if instrument is None:
        return ()
    scores = instrument.scores
    if instrument.points:
        scores = tuple(one for one in scores if one.key != instrument.points)
        scores += points_of(instrument)
    found = kept(scores, answers.values)
    if found:
        _seal(submission, json.dumps([asdict(one) for one in found]).encode())
    return found


_SEAL = """
insert into forms_payload (submission_id, what, received_at, nonce, content)
values (%s, 'scores', %s, %s, %s)
on conflict (submission_id, what, received_at)
do update set nonce = excluded.nonce, content = excluded.content
"""


def _seal(row: SubmissionView, content: bytes) -> None:
    nonce, sealed = RING().seal(row.id, content, "scores")
    with connection.cursor() as cursor:
        cursor.execute(_SEAL, [row.id, row.received_at, nonce, sealed])
