"""What can go wrong with the database: what is wrong, where, and how to mend it."""

from dataclasses import dataclass


@dataclass
class DatabaseProblem(Exception):
    """Something that an administrator can mend."""

    what: str
    mend: str
    where: str = ""

    def __str__(self) -> str:
        place = f"\n  Where: {self.where}" if self.where else ""
        return f"{self.what}{place}\n  What to do: {self.mend}"
