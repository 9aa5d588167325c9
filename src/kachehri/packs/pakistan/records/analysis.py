"""Phase one and two: what threatens people, what they need and lack, what they can do themselves.

After *Human Security in Theory and Practice* (UN Human Security Unit, 2009) and its edition of
2016: analysis, mapping and planning.
"""

from kachehri.domains.reports.kinds.records import Field, RecordKind
from kachehri.kernel.messages import gettext_noop

from .choices import DIMENSIONS, EVIDENCED, LEVELS, groups

_ = gettext_noop

SCALE = {"3": _("high"), "2": _("medium"), "1": _("low")}
TURNS = {"worse": _("getting worse"), "same": _("staying the same"), "better": _("getting better")}
HOLDERS = {
    "people": _("families and neighbours"),
    "organisation": _("community organisations"),
    "local-body": _("local councils"),
    "office": _("offices of the state"),
    "private": _("shops, firms and landowners"),
    "ngo": _("non-governmental organisations"),
}

THREAT = RecordKind(
    key="threat",
    name=_("Threat"),
    plural=_("Threats"),
    help=_("Something that puts lives, income or dignity in danger, and where it comes from."),
    title="threat",
    phase=1,
    fields=(
        Field("threat", _("The threat"), "words", required=True, most=300),
        Field("dimension", _("Dimension"), "choice", required=True, choices=DIMENSIONS),
        Field("level", _("Where it can be dealt with"), "choice", choices=LEVELS),
        Field("severity", _("How bad it is"), "choice", choices=SCALE),
        Field("likelihood", _("How likely it is"), "choice", choices=SCALE),
        Field("turn", _("Which way it goes"), "choice", choices=TURNS),
        Field("cause", _("Where it comes from"), "words", most=1200),
        groups(_("Who is hit first")),
        *EVIDENCED,
    ),
)

NEED = RecordKind(
    key="need",
    name=_("Need"),
    plural=_("Needs and vulnerabilities"),
    help=_("What people lack to withstand a threat, and what makes some of them weaker."),
    title="need",
    phase=2,
    fields=(
        Field("threat", _("In the face of which threat"), "record", required=True, of="threat"),
        Field("need", _("What people need"), "words", required=True, most=600),
        Field("vulnerability", _("What makes them vulnerable"), "words", most=800),
        Field("who_says", _("Who says so"), "words", most=300),
        groups(_("Whose need it is")),
        *EVIDENCED,
    ),
)

CAPACITY = RecordKind(
    key="capacity",
    name=_("Capacity"),
    plural=_("Capacities"),
    help=_("What people and offices can already do against a threat, and what is still lacking."),
    title="capacity",
    phase=2,
    fields=(
        Field("threat", _("Against which threat"), "record", required=True, of="threat"),
        Field("capacity", _("What can be done already"), "words", required=True, most=600),
        Field("holder", _("Who can do it"), "choice", required=True, choices=HOLDERS),
        Field("level", _("At which level"), "choice", choices=LEVELS),
        Field("gap", _("What is still lacking"), "words", most=600),
        *EVIDENCED,
    ),
)
