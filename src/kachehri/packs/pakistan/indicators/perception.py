"""What people say of services, safety and trust, when they are asked at home."""

from kachehri.domains.evidence.kinds import Indicator
from kachehri.kernel.messages import gettext_noop

from .declaring import share

_ = gettext_noop

_ASKED = _("People aged 18 and older who answered")
_HAD = _("People who had a problem with a service in the last 12 months")
_TOLD = _("People who told an office of their problem")
_SATISFIED = _(
    "Share of people who are satisfied or very satisfied. It would come from a survey of "
    "perceptions."
)
_SAFE = _("Share of people who feel safe or very safe. It would come from a survey of perceptions.")
_TRUST = _(
    "Share of people who trust them a lot or somewhat. It would come from a survey of perceptions."
)


def _said(
    code: str, name: str, definition: str, sector: str, dimension: str, target: str = "16.6"
) -> Indicator:
    more = {"sector": sector, "dimension": dimension, "polarity": 1, "sdg_target": target}
    return share(code, name, definition, _ASKED, **more)


PERCEPTION = (
    _said("satisfied-school", _("Satisfied with the government school"), _SATISFIED,
          "education", "personal"),
    _said("satisfied-health", _("Satisfied with the government health centre"), _SATISFIED,
          "health", "health"),
    _said("satisfied-water", _("Satisfied with the drinking water"), _SATISFIED, "water",
          "health"),
    _said("satisfied-sewage", _("Satisfied with drains and sewage"), _SATISFIED, "sanitation",
          "environmental"),
    _said("satisfied-electricity", _("Satisfied with the electricity"), _SATISFIED, "energy",
          "environmental"),
    _said("satisfied-roads", _("Satisfied with roads and streets"), _SATISFIED, "infrastructure",
          "economic"),
    _said("satisfied-cash", _("Satisfied with cash support from the state"), _SATISFIED,
          "protection", "economic"),
    _said("safe-by-day", _("Feels safe walking by day"), _SAFE, "law", "personal", "16.1"),
    _said("safe-at-home", _("Feels safe at home at night"), _SAFE, "law", "personal", "16.1"),
    _said("safe-travelling", _("Feels safe on the road to the next town"), _SAFE, "law",
          "personal", "16.1"),
    _said("trust-neighbours", _("Trusts the neighbours"), _TRUST, "conflict", "community", "16.1"),
    _said("trust-communities", _("Trusts people of other communities"), _TRUST, "conflict",
          "community", "16.1"),
    _said("trust-newcomers", _("Trusts people who came from elsewhere"), _TRUST, "conflict",
          "community", "10.7"),
    _said("trust-police", _("Trusts the police"), _TRUST, "law", "personal"),
    _said("trust-courts", _("Trusts the courts"), _TRUST, "law", "political"),
    _said("trust-council", _("Trusts the union council"), _TRUST, "civic", "political"),
    _said("trust-district", _("Trusts the district administration"), _TRUST, "civic", "political"),
    share("service-problem", _("Had a problem with a public service"),
          _("Share of people who had one in the last 12 months. It would come from a survey of "
            "perceptions."),
          _ASKED, sector="civic", dimension="political", polarity=-1, sdg_target="16.6"),
    share("problem-told", _("Told an office of the problem"),
          _("Share of those who had a problem. It would come from a survey of perceptions."),
          _HAD, sector="civic", dimension="political", polarity=1, sdg_target="16.6"),
    share("problem-solved", _("The problem was solved"),
          _("Share of those who told an office whose problem was solved fully or partly. It would "
            "come from a survey of perceptions."),
          _TOLD, sector="civic", dimension="political", polarity=1, sdg_target="16.6"),
    share("asked-for-money", _("Was asked for money in an office"),
          _("Share of people who were asked for money or a gift that is no fee. It would come from "
            "a survey of perceptions."),
          _ASKED, sector="civic", dimension="political", polarity=-1, sdg_target="16.5"),
)  # fmt: skip
