"""Who may change the tree of places."""

from kachehri.kernel.rules import IsSystem

MAY_LOAD_TREE = IsSystem()
"""The tree comes with a pack and is reviewed there; nobody types it in."""
