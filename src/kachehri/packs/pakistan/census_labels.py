"""The labels of the published census tables, and the codes that they stand for."""

from collections.abc import Mapping


def ages(*labels: str) -> dict[str, str]:
    """Labels of ages and their codes.

    `BELOW 1` is 0, `UNDER 5` is 0-4, `75 & ABOVE` is 75+, `>18` is 19+ (the table of selected ages
    counts 18 for itself, and differs), `00 - 04` is 0-4; all ages are the total.
    """
    return {label: _age(label) for label in labels}


def _age(label: str) -> str:
    words = label.replace("&", "").replace("ABOVE", "+").replace(" ", "")
    if words in {"ALLAGES", "BELOW1", "UNDER1"}:
        return {"ALLAGES": ""}.get(words, "0")
    if words.startswith("UNDER"):
        return f"0-{int(words.removeprefix('UNDER')) - 1}"
    if words.startswith(">"):
        return f"{int(words[1:]) + 1}+"
    if words.endswith("+"):
        return f"{int(words[:-1])}+"
    return "-".join(str(int(part)) for part in words.split("-"))


YEARS = ages("ALL AGES", "BELOW 1", *(f"{age:02}" for age in range(1, 75)), "75 & ABOVE")
SELECTED_AGES = ages(
    "ALL AGES", "UNDER 1", "UNDER 5", "UNDER 10", "UNDER 15", "05 - 24", "15 - 49", "15 - 64",
    "18 - 60", "18 &  ABOVE", "60 &  ABOVE", "65 &  ABOVE",
)  # fmt: skip
_FROM_15 = tuple(f"{age} - {age + 4}" for age in range(15, 75, 5))
FIVE_YEARS = ages("ALL AGES", "00 - 04", "05 - 09", "10 - 14", *_FROM_15, "75 & ABOVE")
ADULT_AGES = ages("15 &  ABOVE", *_FROM_15, "75 & ABOVE")
_LATER = ("15 - 24", "15 - 49", "25 - 40", "41 - 60", "5 - 16", ">18", ">60")
SCHOOL_AGES_A = ages("5 - 9", "10 - 12", "13 - 14", *_LATER)
SCHOOL_AGES_B = ages("5", "6 - 10", "11 - 13", "14 - 15", *_LATER)
LIMITED_AGES = ages("0 - 4", "5 - 9", "10 - 12", "13 - 14", *_LATER)

MARITAL = {
    "NEVER MARRIED": "never-married", "MARRIED": "married", "WIDOWED": "widowed",
    "DIVORCED": "divorced", "SEPERATION": "separated", "SEPARATION": "separated",
}  # fmt: skip
RELATIONS = {
    "HEAD": "head", "SPOUSE": "spouse", "SON/DAUGHTER": "child", "BROTHER/SISTER": "sibling",
    "FATHER/MOTHER": "parent", "OTHER RELATIVE": "other-relative", "NON-RELATIVE": "not-related",
    "DAUGHTER IN-LAW/SON IN-LAW": "child-in-law", "SON/DAUGHTER IN LAW": "child-in-law",
    "GRAND SON/GRAND DAUGHTER": "grandchild", "GRANDSON/GRANDDAUGHTER": "grandchild",
    "GRAND FATHER/GRAND MOTHER": "grandparent", "GRANDFATHER/GRANDMOTHER": "grandparent",
    "SISTER IN-LAW/BROTHER IN-LAW": "sibling-in-law", "BROTHER/SISTER IN LAW": "sibling-in-law",
    "NEPHEW/NIECE": "nephew-niece", "NEPHEW/NEICE": "nephew-niece",
}  # fmt: skip
RELIGIONS = {
    "MUSLIM": "muslim", "HINDU JATI": "hindu", "SCHEDULED CASTE": "scheduled-caste",
    "CHRISTIAN": "christian", "QADIANI/AHMADI": "ahmadi", "SIKH": "sikh", "PARSI": "parsi",
    "OTHERS": "other-religion",
}  # fmt: skip
NATIONALITIES = {
    "PAKISTANI": "pakistani", "AFGHANI": "afghan", "BENGALI": "bangladeshi", "CHINESE": "chinese",
    "OTHERS": "other-nationality",
}  # fmt: skip
LANGUAGES = {
    "TOTAL": "", "URDU": "urdu", "PUNJABI": "punjabi", "SINDHI": "sindhi", "PUSHTO": "pashto",
    "BALOCHI": "balochi", "KASHMIRI": "kashmiri", "SARAIKI": "saraiki", "HINDKO": "hindko",
    "BRAHVI": "brahui", "SHINA": "shina", "BALTI": "balti", "MEWATI": "mewati",
    "KALASHA": "kalasha", "KOHIOSTANI": "kohistani", "OTHERS": "other-language",
}  # fmt: skip
LIMITATIONS = {
    "Seeing": "seeing", "Hearing": "hearing", "Walking/ Climbing": "walking",
    "Communication": "communicating", "Memorization/ Focus": "remembering",
    "Self care etc": "self-care",
}  # fmt: skip
LOCALITY_SIZES = {
    "OVERALL": "", "5,000 AND ABOVE": "5000+", "2,000 -- 4,999": "2000-4999",
    "1,000 -- 1,999": "1000-1999", "500 -- 999": "500-999", "200 -- 499": "200-499",
    "LESS THAN 200": "1-199", "UN-INHABITED": "0",
}  # fmt: skip
HOUSING_UNITS = {
    "TOTAL": "", "REGULAR": "regular", "INSTITUTIONAL": "institutional", "HOMELESS": "homeless",
}  # fmt: skip


def codes(labels: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of labels without the total, each once: the parts of the total."""
    return tuple(dict.fromkeys(code for code in labels.values() if code))
