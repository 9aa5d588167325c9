"""*Me too*, and matters that turn out to be one."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.cases import kinds
from kachehri.domains.cases.kinds import CaseProblem
from kachehri.domains.cases.models import Case
from kachehri.domains.cases.queries.views import CaseView, view_of
from kachehri.domains.cases.rules import secrets, seeing
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger

from .moving import _made, _may, _Step
from .storing import _counted, _line, _locked, _refs, _store

VERBS = {
    "cases.supported": _("Said “me too” of a matter"),
    "cases.joined": _("Joined a matter to another one"),
}


def support(*, case_id: int, who: str, by: Actor, at: datetime) -> int:
    """Count somebody who says *me too*, once; return how many there are.

    `who` is whatever tells people apart (a telephone number, a browser's session). Only a keyed
    digest of it is kept, made with the matter's number: nobody can see who supports what.
    """
    with transaction.atomic():
        case = view_of(Case.objects.get(pk=case_id, moved_at__isnull=True))
        mark = secrets.digest(settings.SECRET_KEY, "support", case_id, who)
        if _is_first(case_id, mark, at):
            Case.objects.filter(pk=case_id).update(supporters=F("supporters") + 1)
            ledger.record(
                verb="cases.supported",
                by=acting(by),
                thing=case.thing_id,
                at=at,
                refs={"case": case_id},
            )
        return int(Case.objects.values_list("supporters", flat=True).get(pk=case_id))


def _is_first(case_id: int, mark: str, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into cases_support (case_id, who, at) values (%s, %s, %s)"
            " on conflict do nothing",
            [case_id, mark, at],
        )
        return bool(cursor.rowcount == 1)


def join_duplicate(*, case_id: int, into_id: int, by: Actor, at: datetime) -> CaseView:
    """Join a matter to another one about the same thing; its applicant counts as a supporter.

    The kind's own move (tagged `joins`) says who may, and tells the applicant.
    """
    if case_id == into_id:
        raise CaseProblem({"into": gettext("This is the same matter.")})
    with transaction.atomic():
        first, second = sorted((case_id, into_id))
        rows = {first: _locked(first), second: _locked(second)}
        row, into = rows[case_id], rows[into_id]
        kind, case = kinds.get(row.kind), view_of(row)
        moves = [one for one in kind.flow.moves_from(row.state) if "joins" in one.tags]
        if not moves or into.duplicate_of_id is not None:
            raise CaseProblem({"into": gettext("These matters cannot be joined.")})
        _may(moves[0], by, case)
        require(seeing.MAY_READ, seeing.judged(by), view_of(into))
        row.duplicate_of_id = into.pk
        joined = _made(row, case, _Step(kind, moves[0], "", {"to": into.number}, (), at, by, at))
        before = _counted(into)
        into.supporters += 1 + row.supporters
        target = _store(into, before, at)
        _line(target, what="joined", by=by, at=at, is_public=True)
        refs: dict[str, int | str] = {**_refs(joined), "into": into.pk}
        ledger.record(verb="cases.joined", by=acting(by), thing=joined.thing_id, at=at, refs=refs)
        return joined
