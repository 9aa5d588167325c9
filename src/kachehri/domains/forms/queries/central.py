"""Projects, forms and what came in, as programs list them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from kachehri.domains.forms.models import (
    Attachment,
    Collector,
    Form,
    FormVersion,
    Project,
    Submission,
)
from kachehri.domains.forms.rules.allowed import MAY_READ_ANSWERS
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require, rows

SHOWN = Q(state="read", is_edited=False, is_test=False)
"""Answers that tables show: read, the newest version of each, none from trying a form out."""

LISTED = Q(is_edited=False, is_test=False, state__in=["raw", "read", "unreadable"])
"""Answers that lists name: also those that nobody could read yet."""


@dataclass(frozen=True)
class ProjectFacts:
    """A project. `last` is when the newest answer came in."""

    id: int
    key: str
    names: Mapping[str, str]
    place_thing_id: int
    is_archived: bool
    created_at: datetime
    forms: int = 0
    collectors: int = 0
    last: datetime | None = None

    def name(self, language: str) -> str:
        """The name in a language, else in any."""
        return self.names.get(language) or next(iter(self.names.values()), self.key)


@dataclass(frozen=True)
class FormFacts:
    """A form as programs see it: the version that counts, and where its roles are granted."""

    id: int
    thing_id: int
    key: str
    titles: Mapping[str, str]
    project_id: int
    place_thing_id: int
    state: str
    version_id: int
    label: str
    md5: str
    created_at: datetime
    changed_at: datetime
    published_at: datetime | None
    is_sensitive: bool = False
    place_question: str = ""

    def title(self, language: str) -> str:
        """The title in a language, else in any."""
        return self.titles.get(language) or next(iter(self.titles.values()), self.key)


@dataclass(frozen=True)
class VersionFacts:
    """One version that was published."""

    id: int
    number: int
    label: str
    md5: str
    made_at: datetime
    published_at: datetime | None


@dataclass(frozen=True)
class SubmissionFacts:
    """One submission without a word of it. `root` is the id that stays when it is edited."""

    id: int
    form_id: int
    instance: str
    root: str
    received_at: datetime
    changed_at: datetime | None
    collector_id: int | None
    collector: str
    device: str
    channel: str
    review: str
    state: str
    problem: str
    started_at: datetime | None
    ended_at: datetime | None
    files_present: int
    files_expected: int
    is_encrypted: bool
    is_edited: bool
    version_id: int | None
    label: str
    place_id: int | None


COLUMNS = (
    "id",
    "form_id",
    "instance",
    "root",
    "received_at",
    "changed_at",
    "collector_id",
    "collector__name",
    "device",
    "channel",
    "review",
    "state",
    "problem",
    "started_at",
    "ended_at",
    "files_present",
    "files_expected",
    "is_encrypted",
    "is_edited",
    "version_id",
    "version__label",
    "place_id",
)


@dataclass(frozen=True)
class FileFacts:
    """A file that an answer names, and whether it is here."""

    name: str
    is_here: bool
    content_type: str
    size: int


@dataclass(frozen=True)
class CollectorFacts:
    """Somebody who sends answers: Central's app user."""

    id: int
    project_id: int
    name: str
    created_at: datetime
    ended_at: datetime | None


def projects_for(actor: Actor) -> tuple[ProjectFacts, ...]:
    """The projects whose answers somebody may read, in the order of their making."""
    allowed = Project.objects.filter(rows(MAY_READ_ANSWERS, actor)).order_by("pk")
    return tuple(_projects(allowed))


def project_for(actor: Actor, project_id: int) -> ProjectFacts | None:
    """One project; None where there is none. Raises Refused."""
    found = next(iter(_projects(Project.objects.filter(pk=project_id))), None)
    if found is not None:
        require(MAY_READ_ANSWERS, actor, found)
    return found


def _projects(found: QuerySet[Project]) -> Iterable[ProjectFacts]:
    known = list(found)
    ids = [one.pk for one in known]
    forms = _by_project(Form.objects.filter(project__in=ids, published__isnull=False))
    people = _by_project(Collector.objects.filter(project__in=ids, ended_at__isnull=True))
    for one in known:
        yield ProjectFacts(
            id=one.pk,
            key=one.key,
            names=one.names,
            place_thing_id=one.place_thing_id,
            is_archived=one.is_archived,
            created_at=one.created_at,
            forms=forms.get(one.pk, 0),
            collectors=people.get(one.pk, 0),
        )


def _by_project(found: "QuerySet[Form] | QuerySet[Collector]") -> dict[int, int]:
    return dict(found.values_list("project").annotate(n=Count("pk")).order_by())


def last_of(project_id: int) -> datetime | None:
    """When the newest answer to any form of a project came in: a look at one row of each form."""
    newest = (
        Submission.objects.filter(form=form_id)
        .order_by("-pk")
        .values_list("received_at", flat=True)
        for form_id in Form.objects.filter(project=project_id).values_list("pk", flat=True)
    )
    return max((one for found in newest for one in found[:1]), default=None)


def forms_of(actor: Actor, project_id: int) -> tuple[FormFacts, ...]:
    """The forms of a project that were ever published. Raises Refused."""
    if project_for(actor, project_id) is None:
        return ()
    found = Form.objects.filter(project=project_id, published__isnull=False).order_by("pk")
    return tuple(_facts(found))


def form_of(actor: Actor, project_id: int, key: str) -> FormFacts | None:
    """One form by the id that its XForm has; None where there is none. Raises Refused."""
    return _one(actor, Form.objects.filter(project=project_id, key=key))


def form_for(actor: Actor, form_id: int) -> FormFacts | None:
    """One form by its number, also one that is only a draft; None where there is none."""
    return _one(actor, Form.objects.filter(pk=form_id))


def form_facts(key: str) -> FormFacts | None:
    """One form by the id that its XForm has, whoever asks: what it holds is asked with a rule."""
    return next(iter(_facts(Form.objects.filter(key=key))), None)


def form_facts_by_id(form_id: int) -> FormFacts | None:
    """The same by its number."""
    return next(iter(_facts(Form.objects.filter(pk=form_id))), None)


def _one(actor: Actor, found: QuerySet[Form]) -> FormFacts | None:
    facts = next(iter(_facts(found)), None)
    if facts is not None:
        require(MAY_READ_ANSWERS, actor, facts)
    return facts


def _facts(found: QuerySet[Form]) -> Iterable[FormFacts]:
    for one in found.select_related("project"):
        version_id = one.published_id or one.draft_id or 0
        version = FormVersion.objects.defer("xform", "source", "model", "warnings").filter(
            pk=version_id
        )
        for counts in version:
            yield FormFacts(
                id=one.pk,
                thing_id=one.thing_id,
                key=one.key,
                titles=one.titles,
                project_id=one.project_id,
                place_thing_id=one.project.place_thing_id,
                state=one.state,
                version_id=counts.pk,
                label=counts.label,
                md5=counts.md5,
                created_at=one.created_at,
                changed_at=one.changed_at,
                published_at=counts.published_at,
                is_sensitive=one.is_sensitive,
                place_question=one.place_question,
            )


def versions_of(form_id: int) -> tuple[VersionFacts, ...]:
    """The versions that were published, newest first."""
    found = FormVersion.objects.filter(form=form_id, published_at__isnull=False)
    wanted = ("id", "number", "label", "md5", "made_at", "published_at")
    return tuple(VersionFacts(*one) for one in found.order_by("-number").values_list(*wanted))


def submissions_of(form_id: int, *, before: int = 0, limit: int) -> tuple[SubmissionFacts, ...]:
    """What came in for a form, newest first, from below the number `before`."""
    found = Submission.objects.filter(LISTED, form=form_id)
    if before:
        found = found.filter(pk__lt=before)
    return facts_of(found.order_by("-pk")[:limit])


def submission_of(form_id: int, root: str) -> SubmissionFacts | None:
    """The newest version of an answer, by the id of any of its versions."""
    rows_ = Submission.objects.filter(form=form_id).exclude(state__in=["erased", "moved"])
    family = rows_.filter(instance=root).values_list("root", flat=True).first()
    found = facts_of(rows_.filter(root=family or root).order_by("is_edited", "-pk")[:1])
    return found[0] if found else None


def submission_by_id(form_id: int, number: int) -> SubmissionFacts | None:
    """A submission of a form by its number; None for one that is erased or moved."""
    rows_ = Submission.objects.filter(form=form_id, pk=number)
    found = facts_of(rows_.exclude(state__in=["erased", "moved"]))
    return found[0] if found else None


def versions_of_answer(form_id: int, root: str) -> tuple[SubmissionFacts, ...]:
    """An answer and what it replaced, newest first."""
    found = Submission.objects.filter(form=form_id, root=root)
    return facts_of(found.exclude(state__in=["erased", "moved"]).order_by("-pk"))


def facts_of(found: QuerySet[Submission]) -> tuple[SubmissionFacts, ...]:
    """Rows as facts."""
    return tuple(SubmissionFacts(*_without_nulls(row)) for row in found.values_list(*COLUMNS))


def _without_nulls(row: Sequence[Any]) -> list[Any]:
    return ["" if one is None and n in _TEXTS else one for n, one in enumerate(row)]


_TEXTS = frozenset({COLUMNS.index("collector__name"), COLUMNS.index("version__label")})


def edits_of(roots: Sequence[str], form_id: int) -> dict[str, int]:
    """How often answers were edited, by their root; those that never were are left out."""
    if not roots:
        return {}
    found = Submission.objects.filter(form=form_id, root__in=roots, is_edited=True)
    return dict(found.values_list("root").annotate(n=Count("pk")).order_by())


def files_of(submission_id: int) -> tuple[FileFacts, ...]:
    """The files that an answer names."""
    found = Attachment.objects.filter(submission=submission_id).order_by("name")
    wanted = found.values_list("name", "state", "content_type", "size")
    return tuple(FileFacts(name, state == "kept", kind, size) for name, state, kind, size in wanted)


def collectors_of(project_id: int) -> tuple[CollectorFacts, ...]:
    """Everybody who sends answers to a project."""
    wanted = ("id", "project_id", "name", "created_at", "ended_at")
    found = Collector.objects.filter(project=project_id).order_by("pk")
    return tuple(CollectorFacts(*one) for one in found.values_list(*wanted))
