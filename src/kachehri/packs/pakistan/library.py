"""Publications that the library begins with. None was compared with its print: each says so.

What is known of them here is no more than what stands below. About Larkana none is at hand; whoever
has one enters it at the desk.
"""

from kachehri.domains.evidence.kinds import DIMENSIONS, SourceKind
from kachehri.domains.evidence.kinds.library import Publication
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

UNSEEN = _("Title, publisher and year were noted at second hand. Nobody here had the print.")
NONE_STATED = "none stated"
SIDES = tuple(code for code in DIMENSIONS if code != "context")


def _report(code: str, publisher: str, title: str, year: int, address: str = "") -> SourceKind:
    return SourceKind(
        code=code,
        kind="report",
        publisher=publisher,
        title=title,
        year=year,
        licence=NONE_STATED,
        note=UNSEEN,
        address=address,
        rank=60,
    )


PUBLICATIONS = (
    Publication(
        source=_report(
            "un-human-security-2009",
            "United Nations, Human Security Unit",
            "Human Security in Theory and Practice",
            2009,
        ),
        authors="Human Security Unit",
        abstract=(
            "A handbook of the approach that the District Human Security Report follows: analysis, "
            "mapping and planning; implementation; assessment of the impact."
        ),
        dimensions=SIDES,
    ),
    Publication(
        source=_report(
            "undp-pakistan-nhdr-2017",
            "United Nations Development Programme Pakistan",
            "National Human Development Report 2017",
            2017,
            "https://nhdr.undp.org.pk",
        ),
        authors="United Nations Development Programme Pakistan",
        abstract=(
            "About the young people of Pakistan, with a survey of how they see their lives and "
            "consultations in which they spoke."
        ),
        sectors=("youth", "education", "work", "civic"),
        places=("PK",),
    ),
    Publication(
        source=_report(
            "aawaz-swabi-2015",
            "AAWAZ",
            "District Swabi Human Development Report",
            2015,
        ),
        authors="AAWAZ",
        abstract=(
            "A report on one district of another province, with two themes in depth: children out "
            "of school, and what families pay for health."
        ),
        sectors=("education", "health"),
        places=("PK",),
    ),
)
"""Each is entered once; what editors then correct stays as they left it."""
