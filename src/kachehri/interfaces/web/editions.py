"""How an edition of a report is called on the desk."""

from django.utils.translation import gettext

from kachehri.domains.reports import kinds
from kachehri.domains.reports.queries import EditionView
from kachehri.engines.pagekit.templatetags.pagekit import digits, full_date


def kind_name(key: str) -> str:
    """The name of a kind of reports, translated; its key where no pack declares it any more."""
    kind = kinds.find(key)
    return gettext(kind.name) if kind else key


def edition_title(edition: EditionView) -> str:
    """The kind and number of an edition: "District Human Security Report, edition 2"."""
    said = gettext("%(report)s, edition %(number)s")
    return str(digits(said % {"report": kind_name(edition.kind), "number": edition.number}))


def standing(edition: EditionView) -> str:
    """Launched on which day, or which draft it is."""
    if not edition.is_draft:
        return gettext("launched on %(date)s") % {"date": full_date(edition.day)}
    return str(digits(gettext("draft %(number)s") % {"number": edition.revision}))
