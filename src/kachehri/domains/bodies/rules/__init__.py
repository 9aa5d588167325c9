"""Who may change the directory of bodies, and what counts in it."""

from .editing import MAY_DECIDE, MAY_EDIT, MAY_EDIT_ANYWHERE, MAY_MARK, MAY_PROPOSE, MAY_STAFF

__all__ = [
    "MAY_DECIDE",
    "MAY_EDIT",
    "MAY_EDIT_ANYWHERE",
    "MAY_MARK",
    "MAY_PROPOSE",
    "MAY_STAFF",
]
