"""The tree of places: Pakistan, Sindh, its divisions and districts, and Larkana's talukas.

P-codes are those of OCHA's COD-AB 2022; where it has none (divisions, and Keamari, which the census
counts and COD-AB does not know) there is none here. No source at hand gives Urdu or Sindhi names:
those below are our own transliterations, and are marked so until a person has checked them. Tiles
are (column, row) from the top left.
"""

from kachehri.domains.places.kinds import LineageKind, PlaceKind, Tree

COD_AB = "OCHA COD-AB Pakistan, valid on 9 September 2022"
CENSUS = "Pakistan Bureau of Statistics, Census 2023, Table 12"
BOTH = f"{COD_AB}; {CENSUS}"


def _district(
    pcode: str | None,
    division: str,
    tile: tuple[int, int],
    names: tuple[str, str, str],
    *aliases: str,
) -> PlaceKind:
    english, urdu, sindhi = names
    return PlaceKind(
        key=english.lower().replace(" ", "-"),
        tier="district",
        parent=f"{division}-division",
        pcode=pcode,
        names={"en": english, "ur": urdu, "sd": sindhi},
        sources={"en": BOTH if pcode else CENSUS},
        aliases=aliases,
        tile=tile,
        source=BOTH if pcode else CENSUS,
    )


def _division(key: str, english: str, urdu: str, sindhi: str) -> PlaceKind:
    return PlaceKind(
        key=f"{key}-division",
        tier="division",
        parent="sindh",
        names={"en": f"{english} Division", "ur": f"{urdu} ڈویژن", "sd": f"{sindhi} ڊويزن"},
        sources={"en": CENSUS},
        aliases=(english,),
        source=CENSUS,
    )


def _taluka(pcode: str, row: int, names: tuple[str, str, str], *aliases: str) -> PlaceKind:
    english, urdu, sindhi = names
    return PlaceKind(
        key=f"larkana-{english.lower()}",
        tier="taluka",
        parent="larkana",
        pcode=pcode,
        names={"en": english, "ur": urdu, "sd": sindhi},
        sources={"en": CENSUS},
        aliases=aliases,
        tile=(0, row),
        source=BOTH,
    )


DIVISIONS = (
    _division("hyderabad", "Hyderabad", "حیدرآباد", "حيدرآباد"),
    _division("karachi", "Karachi", "کراچی", "ڪراچي"),
    _division("larkana", "Larkana", "لاڑکانہ", "لاڙڪاڻو"),
    _division("mirpur-khas", "Mirpur Khas", "میرپور خاص", "ميرپور خاص"),
    _division("shaheed-benazirabad", "Shaheed Benazirabad", "شہید بینظیر آباد", "شهيد بينظيرآباد"),
    _division("sukkur", "Sukkur", "سکھر", "سکر"),
)

DISTRICTS = (
    _district("PK701", "hyderabad", (5, 7), ("Badin", "بدین", "بدين")),
    _district("PK703", "hyderabad", (3, 3), ("Dadu", "دادو", "دادو")),
    _district("PK706", "hyderabad", (4, 6), ("Hyderabad", "حیدرآباد", "حيدرآباد")),
    _district("PK708", "hyderabad", (3, 4), ("Jamshoro", "جامشورو", "ڄامشورو")),
    _district("PK715", "hyderabad", (4, 5), ("Matiari", "مٹیاری", "مٽياري")),
    _district("PK722", "hyderabad", (4, 7), ("Sujawal", "سجاول", "سجاول")),
    _district(
        "PK724", "hyderabad", (5, 5), ("Tando Allahyar", "ٹنڈو الہ یار", "ٽنڊو الهيار"),
        "Tando Allah Yar", "Tando Ahyar",
    ),  # the compiled Table 1 has lost the letters ALL: TANDO AHYAR
    _district(
        "PK725", "hyderabad", (5, 6),
        ("Tando Muhammad Khan", "ٹنڈو محمد خان", "ٽنڊو محمد خان"), "Tando Mohammad Khan",
    ),
    _district("PK727", "hyderabad", (3, 7), ("Thatta", "ٹھٹہ", "ٺٽو")),
    _district(
        "PK702", "karachi", (1, 5), ("Karachi Central", "کراچی وسطی", "ڪراچي سينٽرل"),
        "Central Karachi",
    ),
    _district(
        "PK704", "karachi", (1, 6), ("Karachi East", "کراچی شرقی", "ڪراچي اوڀر"), "East Karachi"
    ),
    _district(
        "PK721", "karachi", (1, 7), ("Karachi South", "کراچی جنوبی", "ڪراچي ڏکڻ"), "South Karachi"
    ),
    _district(
        "PK729", "karachi", (0, 5), ("Karachi West", "کراچی غربی", "ڪراچي اولهه"), "West Karachi"
    ),
    _district(None, "karachi", (0, 6), ("Keamari", "کیماڑی", "ڪياماڙي"), "Kemari"),
    _district("PK712", "karachi", (2, 6), ("Korangi", "کورنگی", "ڪورنگي"), "Korangi Karachi"),
    _district("PK714", "karachi", (2, 5), ("Malir", "ملیر", "ملير"), "Malir Karachi"),
    _district("PK707", "larkana", (4, 0), ("Jacobabad", "جیکب آباد", "جيڪب آباد")),
    _district(
        "PK709", "larkana", (3, 1),
        ("Kambar Shahdadkot", "قمبر شہدادکوٹ", "قمبر شهدادڪوٽ"),
        "Kambar Shahdad Kot", "Qambar Shahdadkot", "Qambar Shahdad Kot",
    ),
    _district("PK710", "larkana", (5, 0), ("Kashmore", "کشمور", "ڪشمور")),
    _district("PK713", "larkana", (3, 2), ("Larkana", "لاڑکانہ", "لاڙڪاڻو")),
    _district("PK720", "larkana", (4, 1), ("Shikarpur", "شکارپور", "شڪارپور")),
    _district("PK716", "mirpur-khas", (6, 5), ("Mirpur Khas", "میرپور خاص", "ميرپور خاص")),
    _district("PK726", "mirpur-khas", (7, 6), ("Tharparkar", "تھرپارکر", "ٿرپارڪر")),
    _district("PK728", "mirpur-khas", (7, 5), ("Umerkot", "عمرکوٹ", "عمرڪوٽ"), "Umer Kot"),
    _district(
        "PK717", "shaheed-benazirabad", (4, 3),
        ("Naushahro Feroze", "نوشہرو فیروز", "نوشهرو فيروز"),
    ),
    _district("PK718", "shaheed-benazirabad", (5, 4), ("Sanghar", "سانگھڑ", "سانگهڙ")),
    _district(
        "PK719", "shaheed-benazirabad", (4, 4),
        ("Shaheed Benazirabad", "شہید بینظیر آباد", "شهيد بينظيرآباد"), "Shaheed Benazir Abad",
    ),
    _district("PK705", "sukkur", (6, 1), ("Ghotki", "گھوٹکی", "گهوٽڪي")),
    _district("PK711", "sukkur", (4, 2), ("Khairpur", "خیرپور", "خيرپور")),
    _district("PK723", "sukkur", (5, 1), ("Sukkur", "سکھر", "سکر")),
)  # fmt: skip

TALUKAS = (
    _taluka("PK71304", 0, ("Ratodero", "رتوڈیرو", "رتوديرو"), "Rato Dero"),
    _taluka("PK71303", 1, ("Larkana", "لاڑکانہ", "لاڙڪاڻو")),
    _taluka("PK71301", 2, ("Bakrani", "باقرانی", "باقراڻي"), "Baqrani"),
    _taluka("PK71302", 3, ("Dokri", "ڈوکری", "ڏوڪري")),
)

COUNTRY = PlaceKind(
    key="pakistan",
    tier="country",
    parent=None,
    pcode="PK",
    names={"en": "Pakistan", "ur": "پاکستان", "sd": "پاڪستان"},
    sources={"en": COD_AB},
    source=COD_AB,
)
PROVINCE = PlaceKind(
    key="sindh",
    tier="province",
    parent="pakistan",
    pcode="PK7",
    names={"en": "Sindh", "ur": "سندھ", "sd": "سنڌ"},
    sources={"en": BOTH},
    source=BOTH,
)

_KEAMARI = (
    "COD-AB 2022 has no Keamari: it shows Baldia and Site as towns of West Karachi and Kemari as "
    "a town of South Karachi; Census 2023, Table 12 counts all three under Keamari. No source "
    "gives the day"
)
LINEAGE = (
    LineageKind("karachi-west", "keamari", "split", _KEAMARI, verified=True),
    LineageKind("karachi-south", "keamari", "split", _KEAMARI, verified=True),
    LineageKind(
        "larkana",
        "kambar-shahdadkot",
        "split",
        "Commonly reported (2004-05). Not in any source at hand; to be checked against the gazette",
    ),
)

TREE = Tree((COUNTRY, PROVINCE, *DIVISIONS, *DISTRICTS, *TALUKAS), LINEAGE)
