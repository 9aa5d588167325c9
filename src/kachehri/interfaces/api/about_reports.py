"""Reports: the list of editions, with the addresses of their files."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, override
from ninja import Router

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import kinds, queries
from kachehri.domains.reports.queries import EditionView

from . import asking, shapes, showing
from .problems import refused
from .shapes import Code

router = Router(tags=["reports"])


@router.get("/editions", response=list[shapes.EditionOut])
def editions(
    request: HttpRequest, kind: Code | None = None, place: Code | None = None
) -> list[shapes.EditionOut]:
    """Every edition of every report by number, the newest launch first; drafts are called so."""
    if kind and kinds.find(kind) is None:
        raise refused("kind", f"There is no kind of report {kind!r}.")
    about = asking.place_in("place", place).id if place else None
    found = queries.listed(kind or "", about)
    known = places.by_ids({one.place_id for one in found})
    return [edition_out(request, one, known[one.place_id]) for one in found]


def edition_out(request: HttpRequest, view: EditionView, place: PlaceView) -> shapes.EditionOut:
    """An edition; its addresses are whole, since they lead from the API to the site."""
    kind = kinds.find(view.kind)
    title = gettext(kind.title) % {"place": place.name()} if kind else view.kind
    numbered = [view.kind, place.key, view.number]
    files = []
    for one in view.files:
        with override(one.language):
            href = reverse("edition-file", args=[*numbered, one.format])
        files.append(
            shapes.EditionFileOut(
                language=one.language,
                format=one.format,
                size=one.size,
                sha256=one.sha256,
                href=request.build_absolute_uri(href),
            )
        )
    return shapes.EditionOut(
        kind=view.kind,
        title=title,
        place=showing.place_ref(place),
        number=view.number,
        revision=view.revision,
        state="draft" if view.is_draft else "launched",
        day=view.day,
        launched_on=view.launched_on,
        review_on=view.review_on,
        fingerprint=view.data_digest,
        files=files,
        href=request.build_absolute_uri(reverse("edition", args=numbered)),
    )
