"""One step of a matter: who may, what is asked, what follows; all of it or nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import kinds
from kachehri.domains.cases.kinds import CaseKind, CaseProblem, NewFile, Overtaken
from kachehri.domains.cases.models import Case, Entry
from kachehri.domains.cases.queries import reading
from kachehri.domains.cases.queries.views import CaseView, seen, view_of
from kachehri.domains.cases.rules import seeing, validating
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import Refused, explain, require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.flow.kinds import ClockProblem
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.clocks import local
from kachehri.kernel.flows import Move
from kachehri.kernel.messages import Reason, gettext_noop
from kachehri.kernel.rules import Verdict

from .catching_up import _catch_up
from .opening import _keep_files
from .sealing import _divert, _is_flagged
from .storing import _counted, _line, _locked, _refs, _store
from .telling import _tell
from .ticking import _show_clock, _tick

VERBS = {"cases.moved": _("Took a step in a matter")}

ONLY_THE_PROGRAM = gettext_noop("Only the program takes this step, when its time has come.")
QUIET = frozenset({"asks-citizen", "citizen-answers", "withdraws"})
"""Tags of moves whose line the public does not read."""


@dataclass(frozen=True)
class _Step:
    """A move that is being made."""

    kind: CaseKind
    made: Move
    words: str
    content: dict[str, Any]
    files: tuple[NewFile, ...]
    happened: datetime
    by: Actor
    at: datetime


def move(
    *,
    case_id: int,
    version: int | None,
    move: str,
    by: Actor,
    at: datetime,
    words: str = "",
    content: Mapping[str, Any] | None = None,
    on: date | None = None,
    secret: str = "",
) -> CaseView | None:
    """Make a move; return the matter as it is then, None where it went to the locked tray.

    `version` is the one that the page showed (None: the program, which always sees the newest);
    `on` the day on which it happened, for what came on paper. Raises Refused, CaseProblem (by
    field) and Overtaken (with what somebody else did meanwhile).
    """
    with transaction.atomic():
        row = _locked(case_id)
        case = reading.with_standing(view_of(row), by, secret)
        kind = kinds.get(row.kind)
        made = kind.flow.move_by_key.get(move)
        if made is None:
            raise CaseProblem({"move": gettext("This step is not known.")})
        _may(made, by, case)
        _is_newest(case, version, by)
        step = _read(case, kind, made, words, content or {}, on, by, at)
        if _is_flagged(step.words, *(v for v in step.content.values() if isinstance(v, str))):
            _divert(case_id, "triage", by, at, {"last": step.words, "answers": step.content})
            return None
        return _made(row, case, step)


def _may(made: Move, by: Actor, case: CaseView) -> None:
    """Refuse whoever may not; moves without a rule are the program's."""
    if made.who is not None:
        require(made.who, seeing.judged(by), case)
    elif not seeing.is_program(by):
        raise Refused(Verdict(allowed=False, reason=Reason(ONLY_THE_PROGRAM)))


def _is_newest(case: CaseView, version: int | None, by: Actor) -> None:
    """Raise Overtaken where somebody else was quicker, with their steps."""
    if version is None or version == case.version:
        return
    changed = max(case.version - version, 1)
    rows = Entry.objects.filter(case_id=case.id).order_by("-id")[:changed]
    eyes = reading.eyes_of(case, by)
    lines = tuple(reading.entry_view(row, case, eyes) for row in reversed(rows))
    raise Overtaken(seen(case, eyes), lines)


def _read(
    case: CaseView,
    kind: CaseKind,
    made: Move,
    words: str,
    content: Mapping[str, Any],
    on: date | None,
    by: Actor,
    at: datetime,
) -> _Step:
    """What was asked and answered, or CaseProblem with what is wrong."""
    problems: dict[str, str] = {}
    if case.state not in made.sources:
        problems["move"] = gettext("This step is not possible any more.")
    kept = validating.answers(kind.move_fields(made.key), made.asks, content, problems)
    said = validating.clean(words)
    if len(said) > validating.MOST_WORDS:
        problems["words"] = validating.too_long(validating.MOST_WORDS)
    if on is not None and on > local(at).date():
        problems["on"] = gettext("This day has not come yet.")
    _names_an_office(kept, made, problems)
    _has_evidence(kind, made, kept, problems)
    if problems:
        raise CaseProblem(problems)
    files = tuple(value for value in kept.values() if isinstance(value, NewFile))
    plain = {key: value for key, value in kept.items() if not isinstance(value, NewFile)}
    plain |= {key: True for key in ("by_call", "at_counter") if content.get(key) is True}
    return _Step(kind, made, said, plain, files, _moment(on, case, at), by, at)


def _names_an_office(kept: Mapping[str, Any], made: Move, problems: dict[str, str]) -> None:
    if "forwards" in made.tags and "to_body" in kept and _office(kept["to_body"]) is None:
        problems["to_body"] = gettext("This office is not known.")


def _has_evidence(
    kind: CaseKind, made: Move, kept: Mapping[str, Any], problems: dict[str, str]
) -> None:
    """An outcome that needs a proof has one, or says in words what it is."""
    outcome = next((one for one in kind.outcomes if one.key == kept.get("outcome")), None)
    proofs = {"proof", "dispatch", "because"} & {*made.asks, *made.may}
    if outcome and outcome.needs_evidence and proofs and not proofs & set(kept):
        problems["proof"] = gettext("Add a photo, the number of a paper, or say what was done.")


def _office(named: int | str) -> Any:
    text = str(named)
    return bodies.body(int(text)) if text.isdigit() else bodies.by_key(text)


def _moment(on: date | None, case: CaseView, at: datetime) -> datetime:
    """When it happened: now, or at noon of the day on the paper, never before the matter began."""
    if on is None or on == local(at).date():
        return at
    noon = datetime.combine(on, time(12), timezone.get_default_timezone())
    return min(max(noon, case.opened_at), at)


def _made(row: Case, case: CaseView, step: _Step) -> CaseView:
    """Write the step, its clocks, its line, its event and its notices."""
    _catch_up(row)
    made, before, state = step.made, _counted(row), row.state
    row.state = made.to or row.state
    _apply(row, step)
    because = str(step.content.get("because") or step.content.get("question") or step.words)
    try:
        _tick(row, step.kind, made, because, step.by, step.at, step.happened)
    except ClockProblem as problem:
        told = explain(Verdict(allowed=False, reason=problem.reason))
        raise CaseProblem({"move": told}) from problem
    _show_clock(row, step.kind)
    now = replace(_store(row, before, step.at), is_applicant=case.is_applicant)
    files = _keep_files(now, step.files, step.by, step.at)
    content = {**step.content, **({"files": files} if files else {})}
    _line(
        now, what=made.key, before=state, words=step.words, content=content, by=step.by,
        at=step.happened, is_public=step.kind.is_public and not made.tags & QUIET,
    )  # fmt: skip
    ledger.record(
        verb="cases.moved",
        by=acting(step.by),
        thing=now.thing_id,
        at=step.at,
        refs={**_refs(now), "move": made.key},
    )
    effect = step.kind.effects.get(made.key)
    if effect is not None:
        effect(case=now, by=step.by, at=step.at)
    _tell(now, step.kind, made.notices, str(now.version), step.by, step.at)
    return now


def _apply(row: Case, step: _Step) -> None:
    """What the tags of a move and of the new state mean for the row."""
    tags, state = step.made.tags, step.kind.flow.by_key[row.state]
    if "closed" in state.tags:
        row.is_open, row.closed_at = False, row.closed_at or step.happened
    elif not row.is_open:
        row.is_open, row.closed_at, row.closed_as = True, None, ""
    if "answers" in tags and row.answered_at is None:
        row.answered_at = step.happened
    if outcome := step.content.get("outcome"):
        row.closed_as = str(outcome)[:40]
    if "confirms" in tags:
        row.confirmed = True
    if "contests" in tags:
        row.confirmed = False
        _climb(row, step.at)
    if "forwards" in tags and "to_body" in step.content:
        _forward(row, _office(step.content["to_body"]).id, step.at)


def _climb(row: Case, at: datetime) -> None:
    """To the next higher officer, as far as one is known."""
    ladder = bodies.ladder(row.body_id, local(at).date()) if row.body_id else ()
    row.rung += 1
    row.officer_id = _higher(ladder, row.officer_id)


def _higher(ladder: Collection[Any], officer_id: int | None) -> int | None:
    """The position above the one that has it; the highest where there is none above."""
    steps = [one.position_id for one in ladder]
    if not steps:
        return officer_id
    at = steps.index(officer_id) + 1 if officer_id in steps else min(1, len(steps) - 1)
    return int(steps[min(at, len(steps) - 1)])


def _forward(row: Case, body_id: int, at: datetime) -> None:
    """To another office; its clocks run on."""
    found = bodies.route_to(body_id, row.category, "", local(at).date())
    row.body_id, row.body_thing_id = found.body_id, found.body_thing_id
    row.desk_id, row.officer_id, row.rung = found.desk_id, found.position_id, 0
