"""Every taluka (in Karachi.

Sub-division) that Census 2023, Table 12 counts in each district of Sindh.

A total of a district is made only when all of them are in the file: the compiled Table 1, for one,
has lost the taluka Tando Muhammad Khan, and the sum of the other two would be wrong by 272,427
persons.
"""

TALUKAS_COUNTED: dict[str, tuple[str, ...]] = {
    "badin": (
        "BADIN",
        "GOLARCHI (S.F.RAHU)",
        "MATLI",
        "TALHAR",
        "TANDO BAGO",
    ),
    "dadu": (
        "DADU",
        "JOHI",
        "KHAIRPUR NATHAN SHAH",
        "MEHAR",
    ),
    "ghotki": (
        "DAHARKI",
        "GHOTKI",
        "KHANGARH",
        "MIRPUR MATHELO",
        "UBAURO",
    ),
    "hyderabad": (
        "HYDERABAD",
        "HYDERABAD CITY",
        "LATIFABAD",
        "QASIMABAD",
    ),
    "jacobabad": (
        "GARHI KHAIRO",
        "JACOBABAD",
        "THUL",
    ),
    "jamshoro": (
        "KOTRI",
        "MANJHAND",
        "SEHWAN",
        "THANO BULA KHAN",
    ),
    "kambar-shahdadkot": (
        "KAMBAR ALI KHAN",
        "MIRO KHAN",
        "NASIRABAD",
        "QUBO SAEED KHAN",
        "SHAHDAD KOT",
        "SUJAWAL JUNEJO",
        "WARAH",
    ),
    "karachi-central": (
        "GULBERG",
        "LIAQUATABAD",
        "NAZIMABAD",
        "NEW KARACHI",
        "NORTH NAZIMABAD",
    ),
    "karachi-east": (
        "FEROZABAD",
        "GULSHAN-E-IQBAL",
        "GULZAR-E-HIJRI",
        "JAMSHED QUARTERS",
    ),
    "karachi-south": (
        "ARAM BAGH",
        "CIVIL LINES",
        "GARDEN",
        "LYARI",
        "SADDAR",
    ),
    "karachi-west": (
        "MANGHOPIR",
        "MOMINABAD",
        "ORANGI",
    ),
    "kashmore": (
        "KANDHKOT",
        "KASHMORE",
        "TANGWANI",
    ),
    "keamari": (
        "BALDIA",
        "KEAMARI",
        "MAURIPUR",
        "SITE",
    ),
    "khairpur": (
        "FAIZ GANJ",
        "GAMBAT",
        "KHAIRPUR",
        "KINGRI",
        "KOT DIJI",
        "MIRWAH",
        "NARA",
        "SOBHO DERO",
    ),
    "korangi": (
        "KORANGI",
        "LANDHI",
        "MODEL COLONY",
        "SHAH FAISAL",
    ),
    "larkana": (
        "BAKRANI",
        "DOKRI",
        "LARKANA",
        "RATODERO",
    ),
    "malir": (
        "AIRPORT",
        "BIN QASIM",
        "GADAP",
        "IBRAHIM HYDRI",
        "MURAD MEMON",
        "SHAH MUREED",
    ),
    "matiari": (
        "HALA",
        "MATIARI",
        "SAEEDABAD",
    ),
    "mirpur-khas": (
        "DIGRI",
        "HUSSAIN BUX MARI",
        "JHUDO",
        "KOT GHULAM MUHAMMAD",
        "MIRPUR KHAS",
        "SHUJAABAD",
        "SINDHRI",
    ),
    "naushahro-feroze": (
        "BHIRIA",
        "KANDIARO",
        "MEHRABPUR",
        "MORO",
        "NAUSHAHRO FEROZE",
    ),
    "sanghar": (
        "JAM NAWAZ ALI",
        "KHIPRO",
        "SANGHAR",
        "SHAHDADPUR",
        "SINJHORO",
        "TANDO ADAM",
    ),
    "shaheed-benazirabad": (
        "DAUR",
        "KAZI AHMED",
        "NAWABSHAH",
        "SAKRAND",
    ),
    "shikarpur": (
        "GARHI YASIN",
        "KHANPUR",
        "LAKHI",
        "SHIKARPUR",
    ),
    "sujawal": (
        "JATI",
        "KHARO CHAN",
        "MIRPUR BATHORO",
        "SHAH BUNDER",
        "SUJAWAL",
    ),
    "sukkur": (
        "NEW SUKKUR",
        "PANO AQIL",
        "ROHRI",
        "SALEHPAT",
        "SUKKUR CITY",
    ),
    "tando-allahyar": (
        "CHAMBER",
        "JHANDO MARI",
        "TANDO ALLAHYAR",
    ),
    "tando-muhammad-khan": (
        "BULRI SHAH KARIM",
        "TANDO GHULAM HYDER",
        "TANDO MUHAMMAD KHAN",
    ),
    "tharparkar": (
        "CHACHRO",
        "DAHLI",
        "DIPLO",
        "ISLAMKOT",
        "KALOI",
        "MITHI",
        "NAGAR PARKAR",
    ),
    "thatta": (
        "GHORABARI",
        "KETI BUNDER",
        "MIRPUR SAKRO",
        "THATTA",
    ),
    "umerkot": (
        "KUNRI",
        "PITHORO",
        "SAMARO",
        "UMER KOT",
    ),
}

ELSEWHERE = frozenset(
    {
        "PUNJAB", "BALOCHISTAN", "KPK", "KHYBER PAKHTUNKHWA", "ISLAMABAD", "ICT",
        "ISLAMABAD CAPITAL TERRITORY", "FATA", "AZAD JAMMU AND KASHMIR", "GILGIT BALTISTAN",
        "AJK", "GILGIT-BALTISTAN",
    }
)  # fmt: skip
"""Provinces that national tables cover and this installation does not."""
