"""Telephone numbers: whatever a person types, as one number (E.164), and how to print it.

    normal("0300 123 45 67")  ->  "+923001234567"
    normal("۰۳۰۰ ۱۲۳۴۵۶۷")    ->  "+923001234567"

Only the shape is looked at, so that numbers that are made up for trying things out pass, too.
"""

from .messages import InputProblem, Reason, gettext_noop
from .scripts import western_digits

LONGEST = 40
"""Characters of a number as it is typed; what is longer is none."""

NOT_A_NUMBER = gettext_noop("This is not a telephone number.")
SAY_IT_SO = gettext_noop("Write it as it is dialled, like 0300 1234567, or with +92 before it.")


def normal(text: str, region: str = "PK") -> str:
    """The number in the form +923001234567, read as it is dialled in a country.

    Digits of any script, blanks, hyphens and brackets may be typed. Raises InputProblem for what
    cannot be a number. What it returns is returned unchanged when it is read again.
    """
    import phonenumbers  # noqa: PLC0415  (slow to load)

    try:
        found = phonenumbers.parse(western_digits(text.strip())[: LONGEST + 1], region)
    except phonenumbers.NumberParseException as problem:
        raise _problem() from problem
    if len(text.strip()) > LONGEST or not phonenumbers.is_possible_number(found):
        raise _problem()
    found = phonenumbers.PhoneNumber(found.country_code, found.national_number)
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def is_number(text: str, region: str = "PK") -> bool:
    """Whether a text can be read as a telephone number."""
    try:
        normal(text, region)
    except InputProblem:
        return False
    return True


def shown(number: str, region: str = "PK") -> str:
    """A normal number as people of the country write it: 0300 1234567; others with their country.

    What is no number (a short code of a gateway) stays as it is.
    """
    import phonenumbers  # noqa: PLC0415  (slow to load)

    try:
        found = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return number
    forms = phonenumbers.PhoneNumberFormat
    is_ours = phonenumbers.country_code_for_region(region) == found.country_code
    if is_ours and not phonenumbers.is_valid_number(found):  # made up: no pattern is known
        return f"0{found.national_number}"
    return phonenumbers.format_number(found, forms.NATIONAL if is_ours else forms.INTERNATIONAL)


def _problem() -> InputProblem:
    return InputProblem(Reason(NOT_A_NUMBER), Reason(SAY_IT_SO))
