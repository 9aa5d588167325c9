"""Tables in the shape of Census 2023, Table 12, with made-up numbers."""

import csv
import io
from collections.abc import Mapping

HEADER = [
    "PROVINCE", "DIVISION", "DISTRICT", "TEHSIL", "ADMIN_UNIT", "VARS",
    *(f"{sex}_{area}" for area in ("OVERALL", "RURAL", "URBAN")
      for sex in ("ALL_SEXES", "MALE", "FEMALE", "TGEND")),
]  # fmt: skip
ITEMS = {
    "Population >=5": (120, 100), "Population >=10": (100, 80), "Literate >=10": (60, 20),
    "Ever Attended": (70, 30), "Primary Completed": (10, 5), "Enrolment Primary": (20, 10),
    "Enrolment Middle": (8, 4), "Enrolment Matric": (4, 1), "Enrolment Intermidiate": (2, 1),
    "Enrolment Graduation above": (1, 1), "Never to School (all)": (50, 70),
    "Drop Out (5 - 16)": (5, 6), "Never to School (5-16)": (20, 30),
    "Out of School Children (5-16)": (25, 36),
}  # fmt: skip
"""Made up: men and women in the countryside. Towns have half as many."""

LARKANA = ("BAKRANI", "DOKRI", "LARKANA", "RATODERO")


def cells(men: int, women: int) -> list[str]:
    """The twelve numbers of a row that adds up."""
    rural = [men + women, men, women, 0]
    urban = [number // 2 for number in (0, men, women, 0)]
    urban[0] = sum(urban)
    overall = [a + b for a, b in zip(rural, urban, strict=True)]
    return [str(number) if number else "" for number in (*overall, *rural, *urban)]


def rows(*talukas: str, district: str = "LARKANA", province: str = "SINDH") -> list[list[str]]:
    """Every row of some talukas, the second one ten times as large as the first, and so on."""
    made = []
    for size, taluka in enumerate(talukas, 1):
        head = [province, "LARKANA", district, taluka, "TALUKA"]
        numbers = {
            name: (men * size * 10, women * size * 10) for name, (men, women) in ITEMS.items()
        }
        made += [[*head, name, *cells(*pair)] for name, pair in numbers.items()]
        made.append([*head, "Literate %", *percents(numbers)])
    return made


def percents(numbers: Mapping[str, tuple[int, int]]) -> list[str]:
    """The percentages as the census prints them, to two decimals."""
    above, below = cells(*numbers["Literate >=10"]), cells(*numbers["Population >=10"])
    pairs = zip(above, below, strict=True)
    return [f"{100 * int(a) / int(b):.2f}" if b else "" for a, b in pairs]


def text(table: list[list[str]], header: list[str] = HEADER) -> str:
    """A CSV file of rows."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *table])
    return out.getvalue()
