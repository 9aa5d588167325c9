"""How census figures are broken down, beside sex and residence: the codes and their words.

Ages are written `0`, `5-16`, `60+` and need no words. A label of a published table becomes a code
by the tables in `census_labels`.
"""

from kachehri.domains.evidence.kinds import Dimension
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

AGE = Dimension("age", _("Age"), {}, "AGE", pattern=r"\d{1,3}(-\d{1,3}|\+)?")
MARITAL_STATUS = Dimension(
    "marital_status",
    _("Married or not"),
    {
        "never-married": _("never married"),
        "married": _("married"),
        "widowed": _("widowed"),
        "divorced": _("divorced"),
        "separated": _("separated"),
    },
    "CIVIL_STATUS",
)
RELATION = Dimension(
    "relation",
    _("Relation to the head of the household"),
    {
        "head": _("head of the household"),
        "spouse": _("husband or wife"),
        "child": _("son or daughter"),
        "child-in-law": _("son-in-law or daughter-in-law"),
        "grandchild": _("grandchild"),
        "parent": _("father or mother"),
        "grandparent": _("grandfather or grandmother"),
        "sibling": _("brother or sister"),
        "sibling-in-law": _("brother-in-law or sister-in-law"),
        "nephew-niece": _("nephew or niece"),
        "other-relative": _("another relative"),
        "not-related": _("not related"),
    },
)
RELIGION = Dimension(
    "religion",
    _("Religion"),
    {
        "muslim": _("Muslims"),
        "hindu": _("Hindus (Jati)"),
        "scheduled-caste": _("Scheduled castes"),
        "christian": _("Christians"),
        "ahmadi": _("Ahmadis"),
        "sikh": _("Sikhs"),
        "parsi": _("Parsis"),
        "other-religion": _("other religions"),
    },
)
NATIONALITY = Dimension(
    "nationality",
    _("Nationality"),
    {
        "pakistani": _("Pakistani"),
        "afghan": _("Afghan"),
        "bangladeshi": _("Bengali"),
        "chinese": _("Chinese"),
        "other-nationality": _("other nationalities"),
    },
)
LANGUAGE = Dimension(
    "language",
    _("Mother tongue"),
    {
        "urdu": _("Urdu"),
        "punjabi": _("Punjabi"),
        "sindhi": _("Sindhi"),
        "pashto": _("Pashto"),
        "balochi": _("Balochi"),
        "kashmiri": _("Kashmiri"),
        "saraiki": _("Saraiki"),
        "hindko": _("Hindko"),
        "brahui": _("Brahui"),
        "shina": _("Shina"),
        "balti": _("Balti"),
        "mewati": _("Mewati"),
        "kalasha": _("Kalasha"),
        "kohistani": _("Kohistani"),
        "other-language": _("other languages"),
    },
)
SCHOOL_LEVEL = Dimension(
    "school_level",
    _("Level of school"),
    {
        "primary": _("primary (classes 1 to 5)"),
        "middle": _("middle (classes 6 to 8)"),
        "matric": _("classes 9 and 10"),
        "intermediate": _("classes 11 and 12"),
        "degree": _("degree and above"),
    },
)
LIMITATION = Dimension(
    "limitation",
    _("Functional limitation"),
    {
        "seeing": _("seeing"),
        "hearing": _("hearing"),
        "walking": _("walking and climbing steps"),
        "communicating": _("understanding and being understood"),
        "remembering": _("remembering and concentrating"),
        "self-care": _("washing and dressing"),
    },
)
LIGHT = Dimension(
    "light",
    _("Light"),
    {
        "electricity": _("electricity"),
        "solar": _("solar panels"),
        "other-light": _("other light"),
    },
)
FUEL = Dimension(
    "fuel",
    _("Fuel for cooking"),
    {
        "gas": _("piped gas"),
        "lpg": _("gas in cylinders"),
        "wood": _("wood"),
        "other-fuel": _("other fuel"),
    },
)
KITCHEN = Dimension(
    "kitchen",
    _("Kitchen"),
    {"own-kitchen": _("a kitchen of their own"), "no-kitchen": _("no kitchen")},
)
WATER = Dimension(
    "water",
    _("Drinking water"),
    {
        "improved": _("any improved source"),
        "tap": _("tap"),
        "motor": _("hand pump or motor pump"),
        "well": _("well"),
        "filter": _("filter plant"),
        "bottle": _("bottled water"),
        "other-water": _("other water"),
    },
)
WATER_PLACE = Dimension(
    "water_place",
    _("Where the water is"),
    {"inside": _("in the house"), "outside": _("outside the house")},
)
TOILET = Dimension(
    "toilet",
    _("Toilet"),
    {
        "own-toilet": _("a toilet of their own"),
        "flush": _("flush toilet"),
        "non-flush": _("toilet without flush"),
        "no-toilet": _("no toilet"),
    },
)
WASHROOM = Dimension(
    "washroom",
    _("Washroom"),
    {"own-washroom": _("a washroom of their own"), "no-washroom": _("no washroom")},
)
TENURE = Dimension(
    "tenure",
    _("Owned or rented"),
    {
        "owned": _("owned"),
        "rented": _("rented"),
        "rent-free": _("without rent"),
        "government": _("house of the government"),
        "employer": _("house of an employer"),
        "other-tenure": _("otherwise"),
    },
)
OWNER_SEX = Dimension(
    "owner_sex",
    _("Who owns the home"),
    {"owner-male": _("a man"), "owner-female": _("a woman")},
)
ROOMS = Dimension(
    "rooms",
    _("Rooms"),
    {"1": _("one room"), "2": _("two rooms"), "3": _("three rooms"), "4+": _("four or more rooms")},
)
STRUCTURE = Dimension(
    "structure",
    _("Kind of building"),
    {
        "kacha": _("kacha (mud)"),
        "semi-pakka": _("semi-pakka (mixed)"),
        "pakka": _("pakka (brick or concrete)"),
        "high-home": _("high building: homes"),
        "high-work": _("high building: business"),
        "high-both": _("high building: homes and business"),
        "low-home": _("homes"),
        "low-work": _("business"),
        "low-both": _("homes and business"),
        "hut": _("huts (jhuggi)"),
        "being-built": _("being built"),
    },
)
HOUSING = Dimension(
    "housing",
    _("Where people live"),
    {
        "regular": _("in regular homes"),
        "institutional": _("in hostels, prisons and other institutions"),
        "homeless": _("homeless"),
    },
)
LOCALITY_SIZE = Dimension(
    "locality_size",
    _("Size of the village"),
    {
        "5000+": _("5,000 people and more"),
        "2000-4999": _("2,000 to 4,999 people"),
        "1000-1999": _("1,000 to 1,999 people"),
        "500-999": _("500 to 999 people"),
        "200-499": _("200 to 499 people"),
        "1-199": _("fewer than 200 people"),
        "0": _("nobody lives there"),
    },
)

CENSUS_DIMENSIONS = (
    AGE, MARITAL_STATUS, RELATION, RELIGION, NATIONALITY, LANGUAGE, SCHOOL_LEVEL, LIMITATION, LIGHT,
    FUEL, KITCHEN, WATER, WATER_PLACE, TOILET, WASHROOM, TENURE, OWNER_SEX, ROOMS, STRUCTURE,
    HOUSING, LOCALITY_SIZE,
)  # fmt: skip
