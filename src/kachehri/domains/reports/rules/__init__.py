"""Who may build a report, and how figures become its sentences, tables and charts.

`document.compose` is where to begin reading: it turns a kind and the figures into a document.
"""

from kachehri.engines.access.roles import EDITOR_ROLE, EVERYONE
from kachehri.kernel.rules import Holds, IsSystem

MAY_BUILD = Holds(EDITOR_ROLE.name, scope="place_thing_id") | IsSystem()
"""An edition is built by an editor whose grant covers its place, or by the program."""

MAY_LAUNCH = MAY_BUILD
"""Who builds for a place also launches: what is asked for is a workshop, or a stated reason."""

MAY_READ = EVERYONE
"""Every edition is public the moment it is built; what is not launched says so on every page."""

MAY_WRITE = MAY_BUILD
"""What a team knows is written down by an editor whose grant covers the place."""

MAY_READ_RECORDS = MAY_BUILD
"""Records are read where they are written; everybody else reads what a report prints of them."""
