"""Who may do what with forms: stated here once. `place_thing_id` is the place of the project."""

from kachehri.kernel.rules import Holds, IsSystem, Rule

_MANAGER: Rule = Holds("survey-manager", scope="place_thing_id")
_ANALYST: Rule = Holds("analyst", scope="place_thing_id")
_RESEARCHER: Rule = Holds("researcher", scope="place_thing_id")

MAY_MANAGE: Rule = _MANAGER | IsSystem()
"""Make, publish and retire a form; send enumerators; judge what came in."""

MAY_MANAGE_ANYWHERE: Rule = Holds("survey-manager") | IsSystem()
"""The page; what it changes is asked with its place."""

MAY_READ_ANSWERS: Rule = _MANAGER | _ANALYST | IsSystem()
"""Read single answers, which are of people."""

MAY_READ_ANSWERS_ANYWHERE: Rule = Holds("survey-manager") | Holds("analyst") | IsSystem()

MAY_EXPORT: Rule = _ANALYST | IsSystem()
"""Take answers out as a file. Every export is an event."""

MAY_ANALYSE: Rule = _ANALYST | IsSystem()
"""Draw samples, weigh, estimate, and publish what may be published."""

MAY_ANALYSE_ANYWHERE: Rule = Holds("analyst") | IsSystem()

MAY_COLLECT: Rule = Holds("enumerator", scope="place_thing_id") | _MANAGER | IsSystem()
"""Fill a form that is not open to everybody, signed in at the site."""

MAY_CODE: Rule = _RESEARCHER | IsSystem()
"""Keep interviews and focus groups, write codebooks, code; propose words for publication."""

MAY_CODE_ANYWHERE: Rule = Holds("researcher") | IsSystem()

MAY_SEE: Rule = (
    _MANAGER | _ANALYST | _RESEARCHER | Holds("enumerator", scope="place_thing_id") | IsSystem()
)
"""See that a project and its forms are there, without a single answer."""
