"""The forms of a project as devices are told of them: the published ones, light."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import F

from kachehri.domains.forms.models import Form, FormMedia, FormVersion


@dataclass(frozen=True)
class Listed:
    """A published form: its version's label, the MD5 of its very bytes, whether it has files."""

    form_id: int
    version_id: int
    number: int
    key: str
    titles: Mapping[str, str] = field(hash=False)
    label: str
    md5: str
    has_files: bool

    def title(self, language: str) -> str:
        """Its title in a language, else in English, else its key."""
        return self.titles.get(language) or self.titles.get("en") or self.key


def listed(project_id: int) -> tuple[Listed, ...]:
    """What may be filled in a project, by key (two queries)."""
    rows = list(
        FormVersion.objects.filter(
            form__project_id=project_id, form__state="published", form__published_id=F("pk")
        )
        .order_by("form__key")
        .values_list("form_id", "pk", "number", "form__key", "form__titles", "label", "md5")
    )
    having = FormMedia.objects.filter(
        version_id__in=[row[1] for row in rows], content__isnull=False
    )
    with_files = set(having.values_list("version_id", flat=True))
    return tuple(Listed(*row, has_files=row[1] in with_files) for row in rows)


def published_version(project_id: int, key: str, number: int | None = None) -> int | None:
    """A version that devices may fetch: the one of that number, else the one that is filled now.

    An older one stays to be had, for the phones that fill it still; a draft never is.
    """
    form = Form.objects.filter(project_id=project_id, key=key).first()
    if form is None or form.state == "draft":
        return None
    if number is None:
        return form.published_id
    rows = FormVersion.objects.filter(form=form, number=number, published_at__isnull=False)
    return rows.values_list("pk", flat=True).first()
