"""The roles, and what each may do: stated here once.

A domain's `rules.py` builds on the rules at the foot of this page (`EDIT`, `ADMINISTER`, …) and
adds its own conditions to them. The `may` sentences appear on the account page and in
docs/permissions.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.rules import Anyone, Holds, IsSystem, Rule, SignedIn


@dataclass(frozen=True)
class Role:
    """A role, in English msgids. With `needs_elevation` it counts only in an elevated session."""

    name: str
    label: str
    may: tuple[str, ...]
    needs_elevation: bool = False
    grantable: bool = True


PUBLIC_ROLE = Role(
    name="public",
    label=gettext_noop("everyone"),
    may=(
        gettext_noop("read every published page, figure and report"),
        gettext_noop("take a copy of a report or a table"),
    ),
    grantable=False,
)
EDITOR_ROLE = Role(
    name="editor",
    label=gettext_noop("editor"),
    may=(
        gettext_noop("build a report, and launch an edition"),
        gettext_noop("write down what a team knows of the places where they hold the role"),
        gettext_noop("bring figures in from a file, and withdraw a load"),
        gettext_noop("say which places the names in files mean"),
        gettext_noop("watch the work that they asked for"),
    ),
)
ADMINISTRATOR_ROLE = Role(
    name="administrator",
    label=gettext_noop("administrator"),
    may=(
        gettext_noop("grant a role and end a grant"),
        gettext_noop("open and close an account"),
        gettext_noop("watch all work of the system"),
        gettext_noop("announce, move and cancel a free day"),
    ),
    needs_elevation=True,
)
AUDITOR_ROLE = Role(
    name="auditor",
    label=gettext_noop("auditor"),
    may=(
        gettext_noop("read the log of what was done, and who holds which role"),
        gettext_noop("check the seals of the log"),
        gettext_noop("read what was brought in and loaded, by whom, and what was wrong in it"),
    ),
)
OFFICER_ROLE = Role(
    name="officer",
    label=gettext_noop("officer"),
    may=(
        gettext_noop("read and answer the matters of the office where they hold the role"),
        gettext_noop("ask the citizen back, pass a matter on, and close it with an outcome"),
    ),
)
SUPERVISOR_ROLE = Role(
    name="supervisor",
    label=gettext_noop("supervisor"),
    may=(
        gettext_noop("see the clocks and the load of an office and of those below it"),
        gettext_noop("give a matter to another officer, and hand over a whole desk"),
    ),
)
COUNTER_ROLE = Role(
    name="counter",
    label=gettext_noop("counter staff"),
    may=(
        gettext_noop("enter a matter for somebody who comes to the counter, or who calls"),
        gettext_noop("key in letters, receipts and answers that came on paper"),
        gettext_noop("keep the queue of an open hearing"),
    ),
)
MODERATOR_ROLE = Role(
    name="moderator",
    label=gettext_noop("moderator"),
    may=(
        gettext_noop("pass texts and files for the public, or hide them with a reason"),
        gettext_noop("say where mail and messages belong that nobody could place"),
    ),
)
COMMISSION_ROLE = Role(
    name="commission",
    label=gettext_noop("commission"),
    may=(gettext_noop("see every matter that was brought before the commission, and decide it"),),
)
KEEPER_ROLE = Role(
    name="keeper",
    label=gettext_noop("keeper of the locked tray"),
    may=(gettext_noop("open what lies in the locked tray, each time for a stated reason"),),
    needs_elevation=True,
)

SURVEY_MANAGER_ROLE = Role(
    name="survey-manager",
    label=gettext_noop("survey manager"),
    may=(
        gettext_noop("make, publish and retire the forms of a project"),
        gettext_noop("send enumerators, see how far they are, and judge what they bring in"),
    ),
)
ENUMERATOR_ROLE = Role(
    name="enumerator",
    label=gettext_noop("enumerator"),
    may=(gettext_noop("fill in the forms of the place where they hold the role"),),
)
ANALYST_ROLE = Role(
    name="analyst",
    label=gettext_noop("analyst"),
    may=(
        gettext_noop("read single answers, and take them out as a file"),
        gettext_noop("draw samples, estimate, and publish what may be published"),
    ),
)
RESEARCHER_ROLE = Role(
    name="researcher",
    label=gettext_noop("researcher"),
    may=(
        gettext_noop("keep interviews and focus groups, and mark what they are about"),
        gettext_noop("propose words of people for publication, one by one"),
    ),
)

ROLES: Mapping[str, Role] = MappingProxyType(
    {
        role.name: role
        for role in (
            PUBLIC_ROLE,
            EDITOR_ROLE,
            ADMINISTRATOR_ROLE,
            AUDITOR_ROLE,
            OFFICER_ROLE,
            SUPERVISOR_ROLE,
            COUNTER_ROLE,
            MODERATOR_ROLE,
            COMMISSION_ROLE,
            KEEPER_ROLE,
            SURVEY_MANAGER_ROLE,
            ENUMERATOR_ROLE,
            ANALYST_ROLE,
            RESEARCHER_ROLE,
        )
    }
)

EVERYONE: Rule = Anyone()
PEOPLE: Rule = SignedIn()
EDIT: Rule = Holds("editor") | IsSystem()
ADMINISTER: Rule = Holds("administrator")
AUDIT: Rule = Holds("auditor") | Holds("administrator")
