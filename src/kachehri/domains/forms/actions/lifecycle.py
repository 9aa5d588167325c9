"""The life of a form: made, tried as a draft, published, retired, opened again."""

import hashlib
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.kinds.forms import FormChanged, FormRefused
from kachehri.domains.forms.kinds.submissions import NewFile
from kachehri.domains.forms.models import Form, FormMedia, FormVersion, Project
from kachehri.domains.forms.queries.forms import FormView, form_view, model
from kachehri.domains.forms.rules import MAY_MANAGE, versions
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.xforms.converting import convert
from kachehri.engines.xforms.files import ITEMSETS
from kachehri.engines.xforms.kinds import FormModel, FormProblem
from kachehri.engines.xforms.reading import read, to_json
from kachehri.engines.xforms.simple import is_simple
from kachehri.engines.xforms.stamping import stamped

VERBS = {
    "forms.project_made": _("Began a project of surveys"),
    "forms.form_added": _("Added a form"),
    "forms.version_added": _("Added a version of a form"),
    "forms.file_added": _("Added a file of a form"),
    "forms.published": _("Published a form"),
    "forms.retired": _("Retired a form"),
    "forms.reopened": _("Opened a form again"),
    "forms.set": _("Changed the settings of a form"),
}
LARGEST_MEDIA = 50 * 1024**2


def make_project(
    *, key: str, names: Mapping[str, str], place_id: int, by: Actor, at: datetime
) -> int:
    """Begin a project at a place; return its number. One that is there already is returned."""
    place = places.by_ids([place_id])[place_id]
    require(MAY_MANAGE, by, {"place_thing_id": place.thing_id})
    with transaction.atomic():
        if known := Project.objects.filter(key=key).first():
            return known.pk
        thing = ledger.register(kind="forms.project", at=at)
        row = Project.objects.create(
            thing=thing,
            key=key,
            names={name: text.strip() for name, text in names.items() if text.strip()},
            place_id=place.id,
            place_thing_id=place.thing_id,
            created_at=at,
        )
        _note("forms.project_made", row.thing_id, by, at, project=row.pk)
        return row.pk


def add_form(
    *,
    project_id: int,
    content: bytes,
    name: str,
    by: Actor,
    at: datetime,
    media: Sequence[NewFile] = (),
    key: str = "",
) -> FormView:
    """Add a form as a draft, or a new draft of the form with this id. Raises FormRefused.

    `key` is the id that it gets here, where it shall not be the author's.
    """
    about = Project.objects.get(pk=project_id)
    require(MAY_MANAGE, by, about)
    found = convert(content, name)
    if not found.is_sound or found.xform is None:
        raise FormRefused(found.problems)
    xform = stamped(found.xform, form_id=key) if key else found.xform
    asked = read(xform)
    with transaction.atomic():
        form = _form(about, asked, by, at)
        made = _version(form, xform, asked, by, at)
        made.source = None if name.lower().endswith(".xml") else content
        made.source_name = name[:200]
        made.warnings = [asdict(one) for one in found.problems]
        made.save()
        brought = {one.name: one.content for one in media}
        if found.itemsets:
            brought.setdefault(ITEMSETS, found.itemsets)
        _files(form, made, asked, brought)
        _use_as_draft(form, made, asked, at)
        _note("forms.version_added", form.thing_id, by, at, version=made.pk)
        return form_view(form)


def add_media(*, version_id: int, name: str, content: bytes, by: Actor, at: datetime) -> None:
    """Bring a file that a version shows. Raises FormRefused for one that it does not."""
    version = FormVersion.objects.select_related("form__project").get(pk=version_id)
    require(MAY_MANAGE, by, version.form.project)
    with transaction.atomic():
        row = FormMedia.objects.select_for_update().filter(version=version, name=name).first()
        if row is None:
            raise FormRefused.because(
                f"The form shows no file called “{name}”.",
                "Write the name exactly as in the form.",
            )
        if version.published_at is not None and row.content is not None:
            raise FormRefused.because(
                "People fill this version already: its files stay as they are.",
                "Add a new version of the form, then its file.",
            )
        _put(row, content)
        row.save()
        _note("forms.file_added", version.form.thing_id, by, at, version=version_id, file=row.pk)


def publish(*, form_id: int, by: Actor, at: datetime) -> FormView:
    """Let people fill the draft. Raises FormRefused with what must be mended first."""
    with transaction.atomic():
        form = _locked(form_id, by)
        draft = form.draft
        if draft is None:
            raise FormRefused.because("There is no draft.", "Add a new version of the form.")
        awaited = FormMedia.objects.filter(version=draft, content=None)
        problems = versions.against_publishing(
            warnings=[FormProblem(**one) for one in draft.warnings],
            awaited=awaited.order_by("name").values_list("name", flat=True),
            model=model(draft.pk),
            is_sensitive=form.is_sensitive,
        )
        if problems:
            raise FormRefused(problems)
        draft.published_at = at
        draft.save(update_fields=["published_at"])
        form.published, form.draft, form.state = draft, None, "published"
        _save(form, at)
        _note("forms.published", form.thing_id, by, at, version=draft.pk)
        return form_view(form)


def retire(*, form_id: int, by: Actor, at: datetime) -> FormView:
    """Take no more answers. What came in stays."""
    with transaction.atomic():
        form = _locked(form_id, by)
        if _turned(form, "retired", at):
            _note("forms.retired", form.thing_id, by, at)
        return form_view(form)


def reopen(*, form_id: int, by: Actor, at: datetime) -> FormView:
    """Take answers again."""
    with transaction.atomic():
        form = _locked(form_id, by)
        if _turned(form, "published", at):
            _note("forms.reopened", form.thing_id, by, at)
        return form_view(form)


def set_form(*, form_id: int, version: int, by: Actor, at: datetime, **what: Any) -> FormView:
    """Change settings (`rules.versions.SETTINGS`). Raises FormChanged, FormRefused."""
    with transaction.atomic():
        form = _locked(form_id, by)
        if form.version != version:
            raise FormChanged
        if "keyword" in what:
            what["keyword"] = str(what["keyword"]).strip().lower()
        newest = form.draft_id or form.published_id
        if said := versions.against_settings(what, model(newest) if newest else None):
            raise FormRefused.because(said)
        for name, value in what.items():
            setattr(form, name, value)
        try:
            with transaction.atomic():
                _save(form, at)
        except IntegrityError as problem:
            raise FormRefused.because("Another form begins with this word already.") from problem
        _note("forms.set", form.thing_id, by, at, names=",".join(sorted(what)))
        return form_view(form)


def _locked(form_id: int, by: Actor) -> Form:
    form = Form.objects.select_for_update(of=("self",)).select_related("project").get(pk=form_id)
    require(MAY_MANAGE, by, form.project)
    return form


def _turned(form: Form, state: str, at: datetime) -> bool:
    """Set the state of a form that was published once; whether that changed anything."""
    if form.published_id is None:
        raise FormRefused.because("The form was never published.", "Publish its draft first.")
    if form.state == state:
        return False
    form.state = state
    _save(form, at)
    return True


def _save(form: Form, at: datetime) -> None:
    form.version += 1
    form.changed_at = max(at, form.changed_at)
    form.save()


def _form(about: Project, asked: FormModel, by: Actor, at: datetime) -> Form:
    """The form with this id, held until the transaction ends; made where there is none."""
    known = Form.objects.select_for_update(of=("self",)).select_related("project")
    if form := known.filter(key=asked.form_id).first():
        if form.project_id != about.pk:
            raise FormRefused.because(
                f"Another project has a form with the id “{asked.form_id}”.",
                "Write another form_id into the sheet settings.",
                sheet="settings",
                column="form_id",
            )
        return form
    if not 0 < len(asked.form_id) <= 120:
        raise FormRefused.because(
            "The id of the form has 1 to 120 letters.",
            "Write a shorter form_id into the sheet settings.",
            sheet="settings",
            column="form_id",
        )
    thing = ledger.register(kind="forms.form", at=at)
    form = Form.objects.create(
        thing=thing, project=about, key=asked.form_id, created_at=at, changed_at=at
    )
    _note("forms.form_added", form.thing_id, by, at, form=form.pk)
    return form


def _version(form: Form, xform: bytes, asked: FormModel, by: Actor, at: datetime) -> FormVersion:
    """A new version. Where its label was published before, it gets one of its own."""
    before = FormVersion.objects.filter(form=form)
    number = 1 + (before.order_by("-number").values_list("number", flat=True).first() or 0)
    label = asked.version
    if before.filter(label=label, published_at__isnull=False).exists():
        label = f"{label[:100]}.{number}" if label else str(number)
        xform = stamped(xform, version=label)
    kept = to_json(asked) | {"version": label}
    return FormVersion.objects.create(
        form=form,
        number=number,
        label=label[:120],
        xform=xform,
        md5=hashlib.md5(xform, usedforsecurity=False).hexdigest(),
        model=kept,
        made_at=at,
        made_by_id=acting(by),
    )


def _files(form: Form, made: FormVersion, asked: FormModel, brought: Mapping[str, bytes]) -> None:
    """A row for each file that the version shows: brought now, known from before, or awaited."""
    earlier = {one.name: bytes(one.content) for one in _kept(form)}
    own = (ITEMSETS,) if ITEMSETS in brought else ()
    for name in dict.fromkeys((*asked.media, *own)):
        row = FormMedia(version=made, name=name[:200])
        content = brought.get(name, earlier.get(name))
        if content is not None:
            _put(row, content)
        row.save()


def _kept(form: Form) -> Any:
    """The files of earlier versions, the newest last."""
    return FormMedia.objects.filter(version__form=form, content__isnull=False).order_by("pk")


def _put(row: FormMedia, content: bytes) -> None:
    if not content or len(content) > LARGEST_MEDIA:
        raise FormRefused.because(
            f"The file “{row.name}” is empty or larger than 50 MB.", "Send a smaller one."
        )
    row.content = content
    row.size = len(content)
    row.md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    row.content_type = mimetypes.guess_type(row.name)[0] or "application/octet-stream"


def _use_as_draft(form: Form, made: FormVersion, asked: FormModel, at: datetime) -> None:
    form.draft = made
    form.is_simple = not is_simple(asked)
    form.is_sensitive = form.is_sensitive or bool(asked.public_key)
    form.titles = form.titles or {_code(asked): asked.title or asked.form_id}
    _save(form, at)


def _code(asked: FormModel) -> str:
    return asked.default_language if asked.default_language in ("en", "ur", "sd") else "en"


def _note(verb: str, thing: int, by: Actor, at: datetime, **refs: int | str) -> None:
    ledger.record(verb=verb, by=acting(by), thing=thing, at=at, refs=refs)
