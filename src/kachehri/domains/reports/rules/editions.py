"""The states of an edition, and the words that tell a draft from a launched one."""

from django.utils.translation import gettext

DRAFT = "draft"
LAUNCHED = "launched"


def draft_mark(number: int, revision: int) -> str:
    """What stands on every page and every sheet of a draft, in the language in force."""
    values = {"draft": revision, "edition": number}
    return gettext("Draft %(draft)s of edition %(edition)s: not validated") % values
