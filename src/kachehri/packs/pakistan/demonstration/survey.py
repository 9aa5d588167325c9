"""A made-up survey of perceptions in Larkana, for the demonstration. Nobody was asked any of this.

The list of areas is made up too: no census counted them. `kachehri pack load --demo` draws a sample
from it, lets a program answer by the chances below, weighs the answers and publishes the figures.
Every page, file and source says that it is made up.
"""

from collections.abc import Iterator, Mapping

from kachehri.domains.forms.kinds.samples import AreaRow, DesignKind
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

PLACE = "PK713"
INSTRUMENT, FORM = "perception", "perception.example"
PROJECT = "survey-example"
PROJECT_NAMES = {
    "en": "Survey of Larkana (made up)",
    "ur": "لاڑکانہ کا سروے (فرضی)",
    "sd": "لاڙڪاڻي جو سروي (فرضي)",
}
OPEN_INSTRUMENT, OPEN_FORM, OPEN_WORD = "training-feedback", "training-feedback.example", "training"
OPEN_TITLES = {
    "en": "After a training (an example to try)",
    "ur": "تربیت کے بعد (آزمانے کے لیے ایک مثال)",
    "sd": "تربيت کان پوءِ (آزمائڻ لاءِ هڪ مثال)",
}
"""A form that everybody may fill: on the page of forms, and by text message with that word."""

FRAME = "larkana-areas-example"
FRAME_TITLE = "Areas of Larkana (made up)"
FRAME_SOURCE = "A list made up for the demonstration. No census counted these areas."
SEED = 20261101
DAYS_AGO = (55, 34)
"""Between which days before today people were asked."""

ENUMERATORS = ("Made-up enumerator 1", "Made-up enumerator 2", "Made-up enumerator 3",
               "Made-up enumerator 4")  # fmt: skip

_AREAS = {
    ("Larkana", "urban"): (270, 210),
    ("Larkana", "rural"): (180, 170),
    ("Ratodero", "urban"): (90, 190),
    ("Ratodero", "rural"): (210, 170),
    ("Dokri", "urban"): (42, 190),
    ("Dokri", "rural"): (198, 160),
    ("Bakrani", "urban"): (30, 170),
    ("Bakrani", "rural"): (180, 170),
}
"""How many areas each part has, and how many homes they have on the average."""


def areas() -> Iterator[AreaRow]:
    """The made-up list: sizes run from half to one and a half of the average."""
    number = 0
    for (part, residence), (count, middle) in _AREAS.items():
        for at in range(count):
            number += 1
            homes = middle // 2 + middle * (at * 37 % count) // count
            yield AreaRow(
                code=f"made-up-{number:04d}",
                households=homes,
                name=f"Made-up area {number}",
                part=part,
                residence=residence,
                people=homes * 6,
            )


DESIGN = DesignKind(
    key="larkana-perception-example",
    titles={
        "en": "What people in Larkana say of services, safety and trust",
        "ur": "لاڑکانہ کے لوگ خدمات، تحفظ اور اعتماد کے بارے میں کیا کہتے ہیں",
        "sd": "لاڙڪاڻي جا ماڻهو خدمتن، تحفظ ۽ ڀروسي بابت ڇا ٿا چون",
    },
    chosen="probability",
    frame=FRAME,
    asked_of={
        "en": "People aged 18 and older who live in a home of the district.",
        "ur": "ضلعے کے گھروں میں رہنے والے 18 سال اور اس سے زیادہ عمر کے لوگ۔",
        "sd": "ضلعي جي گهرن ۾ رهندڙ 18 سال ۽ ان کان وڏي عمر جا ماڻهو.",
    },
    areas=44,
    per_area=12,
    least=20,
    allocation="root",
    is_made_up=True,
)

LIKELY: Mapping[str, tuple[str, float]] = {
    "sat_school": ("satisfied", 0.46),
    "sat_health": ("satisfied", 0.37),
    "sat_water": ("satisfied", 0.41),
    "sat_sewage": ("satisfied", 0.22),
    "sat_electricity": ("satisfied", 0.31),
    "sat_roads": ("satisfied", 0.39),
    "sat_cash": ("satisfied", 0.56),
    "safe_day": ("safe", 0.83),
    "safe_night": ("safe", 0.47),
    "safe_home": ("safe", 0.74),
    "safe_travel": ("safe", 0.52),
    "trust_neighbours": ("some", 0.86),
    "trust_groups": ("some", 0.61),
    "trust_newcomers": ("some", 0.48),
    "trust_council": ("some", 0.44),
    "trust_district": ("some", 0.42),
    "trust_police": ("some", 0.33),
    "trust_courts": ("some", 0.45),
    "had_problem": ("yes", 0.58),
    "reported": ("yes", 0.34),
    "solved": ("partly", 0.38),
    "asked_money": ("yes", 0.21),
}
"""The answer that counts, and how likely the program gives it (on the average of all areas)."""

WOMEN_LESS: Mapping[str, float] = {"safe_night": 0.18, "safe_travel": 0.12, "reported": 0.10}
"""By how much less likely a woman gives it."""

TOWNS_MORE: Mapping[str, float] = {"sat_electricity": 0.12, "sat_health": 0.10, "sat_roads": 0.08}
"""By how much more likely somebody in a town gives it."""

OTHERWISE: Mapping[str, tuple[str, ...]] = {
    "satisfied": ("neutral", "dissatisfied", "very_dissatisfied", "dk"),
    "safe": ("unsafe", "very_unsafe"),
    "some": ("little", "none", "dk"),
    "yes": ("no",),
    "partly": ("waiting", "no"),
}
"""What the program says when it does not give the likely answer."""
