"""What stands at the end of every paper but the big report: how it was made and how to check it."""

from kachehri.domains.reports.kinds import Words
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

CLOSING = (
    Words(
        _(
            "Made by Kachehri from published figures by fixed rules. Every number leads to its own "
            "page and its source. Where texts differ, the English one holds; the Urdu and Sindhi "
            "ones have not yet been reviewed by a native reader."
        )
    ),
)
"""The last words of a short paper."""
