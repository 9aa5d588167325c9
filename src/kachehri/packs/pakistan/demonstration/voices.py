"""Made-up talks with people of Larkana, for the demonstration. Nobody said any of this."""

from pathlib import Path

PLACE = "PK713"
TALKS = Path(__file__).parent / "voices.toml"
FIELDS = ("sex", "age", "work", "origin")
"""What the words of a person's line stand for, in this order."""
