"""Messages of the kernel: English sentences that the layers above translate."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation (`makemessages` knows this name) and return it as it is."""
    return message


@dataclass(frozen=True)
class Reason:
    """A sentence with named placeholders, not yet translated: `key` is the English msgid."""

    key: str
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.key % self.params


class InputProblem(ValueError):
    """Something that a person typed cannot be understood: what is wrong, and how to mend it."""

    def __init__(self, reason: Reason, mend: Reason) -> None:
        super().__init__(f"{reason} {mend}")
        self.reason = reason
        self.mend = mend
