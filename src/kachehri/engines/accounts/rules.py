"""Who may do what with accounts."""

from django.utils.translation import gettext_noop

from kachehri.engines.access.roles import ADMINISTER, AUDIT
from kachehri.kernel.rules import IsSystem, Own, Rule, SignedIn

MAY_MAKE_ACCOUNTS: Rule = ADMINISTER | IsSystem()
MAY_SEE_ACCOUNTS: Rule = ADMINISTER
MAY_SEE_LEDGER: Rule = AUDIT
MAY_CHANGE_OWN: Rule = (SignedIn() & Own("thing_id")).because(
    gettext_noop("Only the person whose account it is can do this.")
)
MAY_SET_PASSWORD: Rule = MAY_CHANGE_OWN | IsSystem()
MAY_RESET: Rule = (
    ADMINISTER
    & (~Own("thing_id")).because(gettext_noop("Another administrator has to do this for you."))
) | IsSystem()
MAY_END_ELEVATION: Rule = Own("thing_id") | ADMINISTER
