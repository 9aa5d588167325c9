"""What a rebuilder hands back, and how it says that it cannot."""

from dataclasses import dataclass, field


@dataclass
class Found:
    """The copy that was made (empty: none), its type and ending, and what was found on the way."""

    content: bytes = b""
    content_type: str = ""
    ending: str = ""
    flags: set[str] = field(default_factory=set)


class Unreadable(Exception):
    """No copy can be made; `flag` says why."""

    def __init__(self, flag: str, problem: str = "", also: frozenset[str] = frozenset()) -> None:
        super().__init__(problem or flag)
        self.flag = flag
        self.also = also
