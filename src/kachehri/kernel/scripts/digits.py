"""Digits: 0-9, the Arabic ٠-٩ and the extended Arabic ۰-۹ that Urdu and Sindhi use."""

WESTERN = "0123456789"
ARABIC = "٠١٢٣٤٥٦٧٨٩"
EXTENDED = "۰۱۲۳۴۵۶۷۸۹"

_TO_WESTERN = str.maketrans(ARABIC + EXTENDED, WESTERN * 2)
_TO_EXTENDED = str.maketrans(WESTERN + ARABIC, EXTENDED * 2)
_TO_ARABIC = str.maketrans(WESTERN + EXTENDED, ARABIC * 2)


def western_digits(text: str) -> str:
    """The text with 0-9 for every Arabic digit; nothing else changes."""
    return text.translate(_TO_WESTERN)


def eastern_digits(text: str, language: str) -> str:
    """The text with the Eastern digits of a language; English has none and stays as it is.

    Urdu and Sindhi share U+06F0-06F9 (Unicode Standard, section 9.2); only their shapes differ,
    and the font knows that.
    """
    tables = {"ur": _TO_EXTENDED, "sd": _TO_EXTENDED, "ar": _TO_ARABIC}
    return text.translate(tables.get(language, {}))
