"""Who may see and change what is known of a person, and which way to reach them is safe."""

from .handling import MAY_CHANGE, MAY_ERASE, MAY_LOOK_UP, MAY_READ, MAY_REGISTER
from .reaching import Way, safest

__all__ = [
    "MAY_CHANGE",
    "MAY_ERASE",
    "MAY_LOOK_UP",
    "MAY_READ",
    "MAY_REGISTER",
    "Way",
    "safest",
]
