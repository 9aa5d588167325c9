"""Breakdowns of public money, of posts and of seats; how budgets and annual plans are read.

Functions and heads are those of the chart of accounts of the New Accounting Model of the Controller
General of Accounts. The lists are from memory and were not compared with the published chart.
"""

from kachehri.domains.evidence.kinds import Dimension
from kachehri.domains.evidence.kinds.money import MoneyRecipe
from kachehri.domains.evidence.queries.money import money_reader
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

FUNCTIONS = {
    "01": _("General public service"),
    "03": _("Public order and safety"),
    "04": _("Economic affairs"),
    "05": _("Environment protection"),
    "06": _("Housing and community amenities"),
    "07": _("Health"),
    "08": _("Recreation, culture and religion"),
    "09": _("Education"),
    "10": _("Social protection"),
}
HEADS = {
    "A01": _("Employees"),
    "A02": _("Studies before a project"),
    "A03": _("Running costs"),
    "A04": _("Pensions"),
    "A05": _("Grants and subsidies"),
    "A06": _("Transfers"),
    "A07": _("Interest"),
    "A08": _("Loans given"),
    "A09": _("Things bought to last"),
    "A10": _("Loans paid back"),
    "A11": _("Investments"),
    "A12": _("Building works"),
    "A13": _("Repairs"),
}
STAGES = {
    "estimate": _("Estimated"),
    "release": _("Released"),
    "actual": _("Spent"),
}
FILLED = {
    "sanctioned": _("By law or sanction"),
    "filled": _("Filled"),
    "empty": _("Empty"),
}
DUE = {"due": _("Due"), "received": _("Received")}
DEPARTMENTS = {
    "education": _("School education and literacy"),
    "health": _("Health"),
    "water": _("Public health engineering"),
    "revenue": _("Revenue"),
    "police": _("Police"),
    "local-government": _("Local government"),
    "social-welfare": _("Social welfare"),
    "women": _("Women development"),
    "agriculture": _("Agriculture"),
    "irrigation": _("Irrigation"),
}
COUNCILS = {
    "district-council": _("District council"),
    "municipal": _("Municipal committees and corporations"),
    "town": _("Town committees"),
    "union-council": _("Union councils and committees"),
}
RESERVED = {
    "women": _("Women"),
    "minorities": _("Minorities"),
    "youth": _("Young people"),
    "labour": _("Workers and peasants"),
}
POWERS = {
    "primary-education": _("Primary schools"),
    "primary-health": _("Health centres"),
    "water-supply": _("Water supply and drains"),
    "roads": _("Local roads"),
    "social-protection": _("Social welfare"),
    "land-use": _("Use of land"),
    "property-tax": _("Property tax"),
    "civil-registration": _("Registering births and deaths"),
}

SCHEME_FACTS = {
    "approved_cost": _("Approved cost, in rupees"),
    "started": _("Begun"),
    "status": _("State"),
}

DIMENSIONS = (
    Dimension("stage", _("Estimated, released, spent"), STAGES),
    Dimension("function", _("What the money is for"), FUNCTIONS),
    Dimension("budget_head", _("Head of account"), HEADS),
    Dimension("cost_centre", _("Cost centre"), {}, pattern=r"[A-Z]{2}[0-9]{4}"),
    Dimension("scheme", _("Scheme of the annual plan"), {}, pattern=r"[A-Za-z0-9./-]{1,40}"),
    Dimension("post", _("Sanctioned and filled"), FILLED),
    Dimension("transfer", _("Due and received"), DUE),
    Dimension("department", _("Department"), DEPARTMENTS),
    Dimension("body", _("Council"), COUNCILS),
    Dimension("reserved_for", _("Kept for"), RESERVED),
    Dimension("power", _("Function"), POWERS),
)

PUBLIC_MONEY = money_reader(
    MoneyRecipe(
        "public-money",
        _("A budget: estimate, release, actual"),
        "public-spending",
        stages=tuple(STAGES),
        dims=("function", "budget_head", "cost_centre"),
    )
)
SCHEMES = money_reader(
    MoneyRecipe(
        "development-schemes",
        _("An annual plan: schemes and their money"),
        "public-spending",
        stages=tuple(STAGES),
        dims=("function",),
        names="scheme",
        facts=tuple(SCHEME_FACTS),
    )
)
