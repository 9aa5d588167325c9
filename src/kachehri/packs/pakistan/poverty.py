"""The national measures of multidimensional poverty, as declarations.

Dimensions, indicators and the line are those of Pakistan's report of 2016 (Planning Commission,
UNDP and OPHI); the weights are from memory and only their sums were checked. Nothing here was
compared with the published text: `verified` stays false until a person has done that. The measure
of 2019-20 has 14 indicators (health facilities were dropped, the quality of schooling was defined
anew): its figures are never compared with those of 2016.

A column holds 1 where a household goes without and 0 where it does not; *x* where the question does
not arise (no child of that age). How a survey's answers become these columns belongs to the survey.
"""

from kachehri.domains.evidence.kinds.poverty import PovertyMeasure
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.poverty import Cut, Deprivation, Dimension, Measure, part

_ = gettext_noop

_SOURCE = "Multidimensional Poverty in Pakistan, Planning Commission, UNDP and OPHI"
_NOBODY = frozenset({"x"})


def _flag(code: str, name: str, weight: str) -> Deprivation:
    """Goes without where its column, of the same name, says 1."""
    column = code.replace("-", "_")
    return Deprivation(code, name, part(weight), Cut(column, not_applicable=_NOBODY))


_SCHOOLING = (
    _flag("schooling", _("No man or no woman with five years of school"), "1/6"),
    _flag("attendance", _("A child of school age who is not in school"), "1/8"),
    _flag("school-quality", _("A child out of school for want of a good one"), "1/24"),
)
_BIRTHS = (
    _("A child under five without every vaccine"),
    _("A birth without care before it"),
    _("A birth without trained help"),
)
_LIVING = (
    _flag("water", _("No improved drinking water within half an hour"), "1/21"),
    _flag("sanitation", _("No adequate toilet of one's own"), "1/21"),
    Deprivation("crowding", _("Four persons or more to a room"), part("1/42"),
                Cut("persons_per_room", "at_least", 4)),
    _flag("electricity", _("No electricity"), "1/21"),
    _flag("cooking", _("Cooking with wood, dung or coal"), "1/21"),
    _flag("walls", _("Walls of mud, straw or wood"), "1/42"),
    _flag("assets", _("Hardly any belongings and no vehicle"), "1/21"),
    _flag("land", _("A farm family with hardly any land or animals"), "1/21"),
)  # fmt: skip


def _health(codes_and_weights: tuple[tuple[str, str], ...]) -> tuple[Deprivation, ...]:
    return tuple(
        _flag(code, name, weight)
        for (code, weight), name in zip(codes_and_weights, _BIRTHS, strict=True)
    )


MPI_2016 = Measure(
    code="pakistan-mpi-2016",
    name=_("National measure of 2016 (15 indicators)"),
    version=1,
    dimensions=(
        Dimension("education", _("Education"), _SCHOOLING),
        Dimension(
            "health",
            _("Health"),
            (
                _flag(
                    "health-access", _("Health centres are not used: too far, dear or bad"), "1/6"
                ),
                *_health((("vaccines", "1/18"), ("antenatal", "1/18"), ("delivery", "1/18"))),
            ),
        ),
        Dimension("living", _("Homes"), _LIVING),
    ),
    line=part("1/3"),
    source=_SOURCE,
    group="pakistan-mpi-2016",
)
MPI_2019 = Measure(
    code="pakistan-mpi-2019",
    name=_("National measure of 2019-20 (14 indicators)"),
    version=2,
    dimensions=(
        Dimension("education", _("Education"), _SCHOOLING),
        Dimension(
            "health",
            _("Health"),
            _health((("vaccines", "1/9"), ("antenatal", "1/9"), ("delivery", "1/9"))),
        ),
        Dimension("living", _("Homes"), _LIVING),
    ),
    line=part("1/3"),
    source=_SOURCE,
    group="pakistan-mpi-2019",
)
MEASURES = {
    MPI_2016.code: PovertyMeasure(MPI_2016, "mpi-poor", "mpi-depth", 2),
    MPI_2019.code: PovertyMeasure(MPI_2019, "mpi-poor", "mpi-depth", 1),
}
"""By code: `kachehri evidence poverty FILE --measure CODE`."""
