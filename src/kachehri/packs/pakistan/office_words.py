"""Words of the directory: sectors, subjects that a tier is responsible for, services at a point.

Also what people are asked to agree to.
"""

from collections.abc import Mapping

from kachehri.domains.people.kinds import Purpose
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

WORDS: Mapping[str, str] = {
    "agriculture": _("Farming"),
    "b-form": _("B-form for children"),
    "bills": _("Bills"),
    "birth-registration": _("Births and deaths"),
    "cash-support": _("Cash support"),
    "census": _("Census"),
    "cnic": _("Identity card"),
    "complaints": _("Complaints"),
    "disability": _("Persons with disabilities"),
    "disasters": _("Disasters"),
    "doctor": _("Doctor"),
    "domicile": _("Domicile certificate"),
    "drainage": _("Sewage and drains"),
    "education": _("Education"),
    "electricity": _("Electricity"),
    "emergency": _("Emergencies"),
    "energy": _("Electricity and gas"),
    "environment": _("Environment"),
    "family-certificate": _("Family certificate"),
    "gas": _("Gas"),
    "governance": _("Government"),
    "health": _("Health"),
    "higher-education-standards": _("Standards of universities"),
    "hiv-care": _("HIV care"),
    "hospital": _("Hospital"),
    "housing": _("Housing"),
    "identity": _("Identity papers"),
    "identity-cards": _("Identity cards"),
    "irrigation": _("Irrigation water"),
    "justice": _("Courts"),
    "labour": _("Work and wages"),
    "land": _("Land"),
    "land-records": _("Land records"),
    "legal-help": _("Legal help"),
    "local-government": _("Councils"),
    "maternity": _("Care for mothers"),
    "open-hearing": _("Open hearing"),
    "passports": _("Passports"),
    "police": _("Police"),
    "railways": _("Railways"),
    "registration": _("Registration"),
    "right-to-information": _("Right to information"),
    "rights": _("Rights"),
    "roads": _("Roads"),
    "rubbish": _("Rubbish"),
    "rural-water": _("Water in villages"),
    "sanitation": _("Sewage and rubbish"),
    "school-education": _("Schools"),
    "security": _("Safety"),
    "social-protection": _("Help for people in need"),
    "social-welfare": _("Social welfare"),
    "street-lights": _("Street lights"),
    "town-water": _("Water in towns"),
    "transport": _("Transport"),
    "vaccination": _("Vaccination"),
    "village-roads": _("Village roads"),
    "water": _("Water"),
    "women-development": _("Women’s development"),
    "women-help": _("Help for women"),
}

PURPOSES = (
    Purpose("pass-on-name", _("The office may know my name.")),
    Purpose("publish", _("My words may be published.")),
    Purpose("be-spoken-for", _("An organisation may speak for me.")),
    Purpose("be-asked", _("I may be asked afterwards how it went.")),
    Purpose("be-called", _("I may be called.")),
)

SOURCES = (
    _("Made up: put the real one in its place"),
    _("Name and duty as publicly known; not checked with the office"),
    _(
        "The office is real; the point on the map (centre of the town), hours, telephone and "
        "access are made up"
    ),
)
"""What the sheets of the pack say about where their rows come from."""
