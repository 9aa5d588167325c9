"""The words of Pakistan's place names that tell nothing, or everything."""

from kachehri.kernel.likeness import Spelling

SPELLING = Spelling(
    fillers=frozenset(
        {
            "tehsil", "tahsil", "taluka", "taluqa", "sub", "division", "div", "divn", "district",
            "distt", "dist", "agency", "area", "town", "province", "fr", "frontier", "region",
            "de", "adj",
        }
    ),
    telling=frozenset(
        {
            "upper", "lower", "north", "south", "east", "west", "central", "city", "saddar",
            "rural", "urban", "new", "old", "tribal", "cholistan", "cantt",
        }
    ),
    same={
        "taluqa": "taluka",
        "cantonment": "cantt",
        "excluded": "tribal",
        "sadar": "saddar",
        "sadder": "saddar",
        "mohd": "muhammad",
        "md": "muhammad",
    },
)  # fmt: skip
"""Folded words. What they do: docs/algorithms/matching.md."""

PRINTED_SOURCE = "as printed in the tables of the Pakistan Bureau of Statistics"
PRINTED: dict[str, tuple[str, ...]] = {
    "PK1": ("Azad Jammu and Kashmir", "AJK", "Azad Jammu & Kashmir"),
    "PK103": ("Hattian Bala", "Hattian"),
    "PK3": ("Gilgit-Baltistan", "GB"),
    "PK4": ("Islamabad Capital Territory", "ICT", "Federal Capital", "Federal Capital Area"),
    "PK233": ("Surab", "Sikandarabad"),
    "PK309": ("Kharmaung",),
    "PK521": ("Malakand Protected Area",),
    "PK61204": ("18-Hazari",),
    "PK71108": ("Mirwah", "Thari Mirwah"),
    "PK719": ("Nawabshah",),
    "PK5": ("KPK", "KP", "NWFP", "Khyber Pakhtoonkhwa"),
}
"""Names by P-code that no likeness of letters would find."""
