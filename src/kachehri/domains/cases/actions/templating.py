"""Answers that officers write again and again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases.kinds import CaseProblem
from kachehri.domains.cases.models import Template
from kachehri.domains.cases.rules import seeing, validating
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger

VERBS = {
    "cases.template_saved": _("Wrote down an answer to use again"),
    "cases.template_ended": _("Put an answer away that was used again"),
}
LANGUAGES = ("en", "ur", "sd")


def save_template(
    *,
    body_id: int,
    names: Mapping[str, str],
    words: Mapping[str, str],
    by: Actor,
    at: datetime,
    template_id: int | None = None,
    kind: str = "",
) -> int:
    """Write a template of an office, new or anew; return its id."""
    thing = _thing(body_id, by)
    clean = {one: validating.one_line(names.get(one, ""))[:120] for one in LANGUAGES}
    said = {one: validating.clean(words.get(one, ""))[:4000] for one in LANGUAGES}
    problems = {}
    if not any(clean.values()):
        problems["names"] = gettext("Give it a name.")
    if not any(said.values()):
        problems["words"] = gettext("Write something.")
    if problems:
        raise CaseProblem(problems)
    kept = {
        "kind": kind,
        "names": {key: text for key, text in clean.items() if text},
        "words": {key: text for key, text in said.items() if text},
    }
    with transaction.atomic():
        known = Template.objects.filter(pk=template_id or 0, body_id=body_id).first()
        row = known or Template(body_id=body_id)
        for name, value in kept.items():
            setattr(row, name, value)
        row.save()
        ledger.record(
            verb="cases.template_saved",
            by=acting(by),
            thing=thing,
            at=at,
            refs={"template": row.pk},
        )
        return row.pk


def end_template(*, template_id: int, by: Actor, at: datetime) -> None:
    """Put a template away. Ending it twice changes nothing."""
    with transaction.atomic():
        row = Template.objects.select_for_update().get(pk=template_id)
        thing = _thing(row.body_id, by)
        if row.is_ended:
            return
        row.is_ended = True
        row.save(update_fields=["is_ended"])
        ledger.record(
            verb="cases.template_ended",
            by=acting(by),
            thing=thing,
            at=at,
            refs={"template": row.pk},
        )


def _of(row: Template) -> dict[str, int | str]:
    return {"template": row.pk}


def _thing(body_id: int, by: Actor) -> int:
    body = bodies.body(body_id)
    if body is None:
        raise CaseProblem({"body": gettext("This office is not known.")})
    require(seeing.MAY_GIVE, seeing.judged(by), {"body_thing_id": body.thing_id})
    return body.thing_id
