"""Made-up records of a team in Larkana, for the demonstration. Nobody said any of this.

Each file holds records in the order in which they are written. `kind` is the kind of record;
"@key" is the number of the record of that key, and "+30 days" a day counted from the loading.
`kachehri pack load --demo` adds to every record that it is made up.
"""

from pathlib import Path

PLACE = "PK713"

MADE_UP = {"en": "(made up)", "ur": "(فرضی)", "sd": "(فرضي)"}
"""What is added to a text of every record, by language."""

MARKED = {
    "office": ("duty",),
    "workshop": ("remarks",),
    "dispute": ("disputed", "changed"),
    "response": ("words",),
}
"""The texts that say it; of all other kinds it is the text that names the record."""

FOLDER = Path(__file__).parent

RECORDS = tuple(FOLDER / name for name in ("people.toml", "analysis.toml", "strategies.toml"))
"""What the team wrote down before there was an edition."""

ANSWERS = (FOLDER / "answers.toml",)
"""What was said of the draft of the first edition: the workshop, and what offices answered."""
