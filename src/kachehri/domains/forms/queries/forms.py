"""Projects, forms, their versions and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from kachehri.domains.forms.models import Form, FormMedia, FormVersion, Project
from kachehri.domains.forms.rules.allowed import MAY_SEE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import rows
from kachehri.engines.xforms.kinds import FormModel, FormProblem
from kachehri.engines.xforms.reading import from_json


def _named(names: Mapping[str, str], language: str, otherwise: str) -> str:
    return names.get(language) or names.get("en") or next(iter(names.values()), otherwise)


@dataclass(frozen=True)
class ProjectView:
    """A project, with the columns of the table by the same names."""

    id: int
    thing_id: int
    key: str
    names: Mapping[str, str]
    place_id: int
    place_thing_id: int
    is_archived: bool
    created_at: datetime

    def name(self, language: str) -> str:
        """Its name in a language, else in English, else in any."""
        return _named(self.names, language, self.key)


@dataclass(frozen=True)
class FormView:
    """A form, with the columns of the table by the same names; `place_*` are the project's."""

    id: int
    thing_id: int
    project_id: int
    place_id: int
    place_thing_id: int
    key: str
    titles: Mapping[str, str]
    state: str
    draft_id: int | None
    published_id: int | None
    is_public: bool
    is_sensitive: bool
    is_simple: bool
    keyword: str
    sampling: str
    keep_days: int | None
    consent: str
    place_question: str
    instrument: str
    version: int
    created_at: datetime
    changed_at: datetime

    def title(self, language: str) -> str:
        """Its title in a language, else in English, else in any."""
        return _named(self.titles, language, self.key)


@dataclass(frozen=True)
class MediaView:
    """A file of a version; `size` 0 and no `md5` while it is awaited."""

    name: str
    content_type: str
    md5: str
    size: int

    @property
    def is_awaited(self) -> bool:
        """Whether nobody brought it yet."""
        return not self.md5


@dataclass(frozen=True)
class VersionView:
    """A version of a form without its bytes. `warnings` is what the conversion said."""

    id: int
    form_id: int
    number: int
    label: str
    md5: str
    size: int
    source_name: str
    warnings: tuple[FormProblem, ...]
    made_at: datetime
    made_by_id: int
    published_at: datetime | None
    media: tuple[MediaView, ...] = ()


def project(wanted: int | str) -> ProjectView | None:
    """A project by number or key."""
    found = Project.objects.filter(**_by(wanted)).first()
    return _project(found) if found else None


def projects(actor: Actor) -> tuple[ProjectView, ...]:
    """Those in which somebody has work, in the order of their keys."""
    found = Project.objects.filter(rows(MAY_SEE, actor, place_thing_id="place_thing_id"))
    return tuple(_project(one) for one in found.order_by("key"))


def form(key: str) -> FormView | None:
    """A form by its key, the form_id of programs."""
    return _one(key=key)


def form_by_id(form_id: int) -> FormView | None:
    """A form by its number here."""
    return _one(pk=form_id)


def form_by_keyword(keyword: str) -> FormView | None:
    """The published form that a text message begins with this word."""
    return _one(keyword=keyword.strip().lower(), state="published") if keyword.strip() else None


def forms(
    actor: Actor, project_id: int | None = None, state: str | None = None
) -> tuple[FormView, ...]:
    """Those that somebody has work with, the newest change first."""
    allowed = rows(MAY_SEE, actor, place_thing_id="project__place_thing_id")
    found = Form.objects.filter(allowed).select_related("project")
    if project_id is not None:
        found = found.filter(project_id=project_id)
    if state is not None:
        found = found.filter(state=state)
    return tuple(form_view(one) for one in found.order_by("-changed_at", "-pk"))


def public_forms() -> tuple[FormView, ...]:
    """Published forms that everybody may fill, by key."""
    found = Form.objects.filter(state="published", is_public=True).select_related("project")
    return tuple(form_view(one) for one in found.order_by("key"))


def forms_by_ids(ids: list[int]) -> dict[int, FormView]:
    """Several forms at once."""
    found = Form.objects.filter(pk__in=ids).select_related("project")
    return {one.pk: form_view(one) for one in found}


def version(version_id: int) -> VersionView | None:
    """A version with its files."""
    found = _light().filter(pk=version_id).first()
    return _version(found, media(version_id)) if found else None


def version_of(form_id: int, number: int) -> VersionView | None:
    """A version of a form by its number."""
    found = _light().filter(form_id=form_id, number=number).first()
    return _version(found, media(found["id"])) if found else None


def version_by_label(form_id: int, label: str) -> VersionView | None:
    """The published version that its author called so, else the newest draft of that name."""
    found = _light().filter(form_id=form_id, label=label).order_by("published_at", "-number")
    first = found.first()
    return _version(first, media(first["id"])) if first else None


def versions(form_id: int) -> tuple[VersionView, ...]:
    """Every version of a form, the newest first, without their files."""
    found = _light().filter(form_id=form_id).order_by("-number")
    return tuple(_version(one) for one in found)


@lru_cache(maxsize=64)
def model(version_id: int) -> FormModel:
    """What a version asks. Raises FormVersion.DoesNotExist. A version never changes: kept."""
    return from_json(FormVersion.objects.values_list("model", flat=True).get(pk=version_id))


def xform(version_id: int) -> bytes:
    """The bytes that devices get."""
    return bytes(FormVersion.objects.values_list("xform", flat=True).get(pk=version_id))


def source(version_id: int) -> tuple[str, bytes] | None:
    """(file name, bytes) of the spreadsheet that a version came from."""
    name, content = FormVersion.objects.values_list("source_name", "source").get(pk=version_id)
    return (name, bytes(content)) if content is not None else None


def media(version_id: int) -> tuple[MediaView, ...]:
    """The files that a version needs, by name."""
    found = FormMedia.objects.filter(version_id=version_id).order_by("name")
    return tuple(
        MediaView(*one) for one in found.values_list("name", "content_type", "md5", "size")
    )


def media_file(version_id: int, name: str) -> bytes | None:
    """The bytes of a file; None for an unknown or awaited one."""
    found = FormMedia.objects.filter(version_id=version_id, name=name)
    content = found.values_list("content", flat=True).first()
    return bytes(content) if content is not None else None


def _by(wanted: int | str) -> dict[str, int | str]:
    return {"pk": wanted} if isinstance(wanted, int) else {"key": wanted}


def _one(**which: Any) -> FormView | None:
    found = Form.objects.filter(**which).select_related("project").first()
    return form_view(found) if found else None


def _project(row: Project) -> ProjectView:
    return ProjectView(**{name: getattr(row, name) for name in ProjectView.__dataclass_fields__})


def form_view(row: Form) -> FormView:
    """A row as others may know it; its project is at hand."""
    ours = {
        name: getattr(row, name)
        for name in FormView.__dataclass_fields__
        if name not in ("place_id", "place_thing_id")
    }
    about = row.project
    return FormView(**ours, place_id=about.place_id, place_thing_id=about.place_thing_id)


_LIGHT = (
    "id",
    "form_id",
    "number",
    "label",
    "md5",
    "size",
    "source_name",
    "warnings",
    "made_at",
    "made_by_id",
    "published_at",
)


def _light() -> Any:
    """Versions without their bytes."""
    from django.db.models.functions import Length  # noqa: PLC0415

    return FormVersion.objects.annotate(size=Length("xform")).values(*_LIGHT)


def _version(row: Mapping[str, Any], files: tuple[MediaView, ...] = ()) -> VersionView:
    warnings = tuple(FormProblem(**one) for one in row["warnings"])
    return VersionView(**{**row, "warnings": warnings}, media=files)
