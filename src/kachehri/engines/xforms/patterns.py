"""Patterns of forms, which strangers' answers are held against: those that take for ever are told.

Python holds everything else up while it looks for a pattern. So a pattern in which something that
may be read in several ways is repeated is not tried at all.
"""

import re

LONGEST_PATTERN = 500
MOST_STEPS = 10**8
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
_TIMES = re.compile(r"\{\d+\}")


def runs_away(pattern: str) -> bool:
    """Whether a group that repeats, leaves out or chooses something is itself repeated."""
    if len(pattern) > LONGEST_PATTERN:
        return True
    flat = _flat(pattern).replace("(?:", "(")
    inside = [False]
    for sign, after in zip(flat, f"{flat[1:]} ", strict=True):
        if sign == "(":
            inside.append(False)
        elif sign == ")" and len(inside) > 1:
            is_open = inside.pop()
            if is_open and after in "*+{#":
                return True
            inside[-1] = inside[-1] or is_open
        elif sign in "*+?{|":
            inside[-1] = True
    return False


def takes_too_long(pattern: str, length: int) -> bool:
    """Whether a text of so many letters may need more steps than we have."""
    loops = sum(sign in "*+{" for sign in _flat(pattern))
    return bool(length**loops > MOST_STEPS)


def _flat(pattern: str) -> str:
    """The pattern with one letter for each letter and class, and # for a number of times."""
    return _TIMES.sub("#", _CLASS.sub("a", _ESCAPED.sub("a", pattern)))
