"""What is asked before a submission is written: its form, its version, its bringer's quota."""

import hashlib
import hmac
import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Q

from kachehri.domains.forms.kinds.submissions import Brought, FormFact
from kachehri.domains.forms.models import Form, FormVersion, Project, Submission
from kachehri.engines.ledger.keyfiles import key_file

GONE = ("erased", "moved")


def _form_facts(keys: Iterable[str]) -> dict[str, FormFact]:
    """What the intake must know of forms, by their keys (two queries)."""
    wanted = [key for key in keys if key]
    places = dict(Project.objects.filter(
        pk__in=Form.objects.filter(key__in=wanted).values("project_id")
    ).values_list("pk", "place_thing_id"))  # fmt: skip
    labels: dict[int, dict[str, int]] = defaultdict(dict)
    drafts: dict[int, set[int]] = defaultdict(set)
    versions = FormVersion.objects.filter(form__key__in=wanted).order_by("published_at", "number")
    for pk, form_id, label, published in versions.values_list(
        "pk", "form_id", "label", "published_at"
    ):
        if published is None:
            drafts[form_id].add(pk)
            labels[form_id].setdefault(label, pk)
            if labels[form_id][label] in drafts[form_id]:
                labels[form_id][label] = pk
        else:
            labels[form_id][label] = pk
    return {
        row.key: FormFact(
            row.pk, row.thing_id, row.project_id, places[row.project_id], row.key, row.state,
            row.published_id or row.draft_id, row.is_sensitive, labels[row.pk],
            frozenset(drafts[row.pk]),
        )
        for row in Form.objects.filter(key__in=wanted)
    }  # fmt: skip


def _fact_of(one: Brought, facts: Mapping[str, FormFact]) -> FormFact | None:
    """The form of a submission, where it is of the project that it was sent to."""
    fact = facts.get(one.head.form_id) if one.head else None
    if fact is None or one.project_id not in (None, fact.project_id):
        return None
    return fact


def _erased_before(
    replaced: Collection[str], facts: Mapping[str, FormFact]
) -> set[tuple[int, str]]:
    """Which of the replaced answers were erased: (form, instance)."""
    if not replaced:
        return set()
    rows = Submission.objects.filter(
        form_id__in=[one.id for one in facts.values()], instance__in=replaced, state="erased"
    )
    return set(rows.values_list("form_id", "instance"))


def _misfit(
    one: Brought, facts: Mapping[str, FormFact], erased: Collection[tuple[int, str]]
) -> str:
    """Why it fits no form; empty where it does. An edit brings back no answer that was erased."""
    if one.head is None:
        return "not-a-submission"
    fact = _fact_of(one, facts)
    if fact is None:
        return "unknown-form"
    if fact.version_of(one.head.version) is None:
        return "unknown-version"
    if (fact.id, one.head.replaces) in erased:
        return "too-late"
    return "retired" if fact.state == "retired" else ""


def _beyond_quota(
    every: Sequence[tuple[int, Brought]], facts: Mapping[str, FormFact], at: datetime
) -> set[int]:
    """Those that are new and more than their bringers may send today, whether they fit or not."""
    asked = Counter(one.collector_id or 0 for _, one in every if one.collector_id)
    if not asked:
        return set()
    left = _left(asked, at)
    late = set()
    for number, one in every:
        who = one.collector_id or 0
        if who not in left:
            continue
        left[who] -= 1
        if left[who] < 0 and not _is_here(one, facts):
            late.add(number)
    return late


def _left(asked: Mapping[int, int], at: datetime) -> dict[int, int]:
    """How many each of those may still send today who ask for more than that."""
    with connection.cursor() as cursor:
        cursor.execute(_QUOTA, {"since": at - timedelta(days=1), "those": list(asked)})
        return {pk: left for pk, left in cursor.fetchall() if left < asked[pk]}


_QUOTA = """
select collector.id, collector.quota - (
    select count(*) from (
        select 1 from forms_submission
        where collector_id = collector.id and received_at > %(since)s limit collector.quota
    ) sent) - (
    select count(*) from (
        select 1 from forms_conflict
        where collector_id = collector.id and received_at > %(since)s limit collector.quota
    ) apart)
from forms_collector collector where collector.id = any(%(those)s)
"""


def _is_here(one: Brought, facts: Mapping[str, FormFact]) -> bool:
    """Whether the very same is here, or was and is erased."""
    fact = _fact_of(one, facts)
    if fact is None:
        return False
    rows = Submission.objects.filter(form_id=fact.id, instance=_instance_of(one))
    return rows.filter(Q(digest=_digest_of(one.xml)) | Q(state__in=GONE)).exists()


def _instance_of(one: Brought) -> str:
    """Its instanceID; empty where it has none."""
    return one.head.instance if one.head else ""


def _known_fact(one: Brought, facts: Mapping[str, FormFact]) -> FormFact:
    """The form of a submission that fits. Raises LookupError."""
    fact = _fact_of(one, facts)
    if fact is None:
        raise LookupError("no such form")
    return fact


def _digest_of(content: bytes) -> str:
    """A keyed digest: whoever has the database alone cannot try what somebody may have said."""
    path = Path(settings.VAR) / "keys" / "submissions.digest"
    key = key_file(path, lambda: os.urandom(32))
    return hmac.new(key, content, hashlib.sha256).hexdigest()
