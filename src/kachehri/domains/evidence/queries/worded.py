"""What a read-model of an indicator says in the reader's language. Texts are translated when read.

Each class asks for the fields that it names, and adds no field of its own.
"""

from django.utils.translation import gettext

from kachehri.domains.evidence.kinds import DIMENSIONS, FACETS, SECTORS, UNITS
from kachehri.domains.evidence.rules.comparing import COUNTED_UNITS


class Named:
    """The words for what is measured, its subject and its unit."""

    msgid: str
    sector: str
    unit: str
    polarity: int

    @property
    def name(self) -> str:
        """The name, translated."""
        return gettext(self.msgid)

    @property
    def sector_label(self) -> str:
        """The sector, translated."""
        return gettext(SECTORS.get(self.sector, self.sector))

    @property
    def can_be_ranked(self) -> bool:
        """Whether one place can be better than another: a count only says which one is larger."""
        return self.polarity != 0 and self.unit not in COUNTED_UNITS

    @property
    def unit_label(self) -> str:
        """The unit, translated."""
        return gettext(UNITS.get(self.unit, self.unit))


class Classified(Named):
    """The words for its part of human security and for what it looks at."""

    dimension: str
    facet: str

    @property
    def dimension_label(self) -> str:
        """The dimension of human security, translated."""
        return gettext(DIMENSIONS.get(self.dimension, self.dimension))

    @property
    def facet_label(self) -> str:
        """Whether it is about the state's promises, its work, or people's lives; translated."""
        return gettext(FACETS.get(self.facet, self.facet))


class Defined:
    """The words of one definition."""

    definition_msgid: str
    universe_msgid: str

    @property
    def definition(self) -> str:
        """The definition, translated."""
        return gettext(self.definition_msgid)

    @property
    def universe(self) -> str:
        """Who is counted, translated; empty if the definition says it."""
        return gettext(self.universe_msgid) if self.universe_msgid else ""
