"""What would have to be published where nobody has published a figure of a subject."""

from django.utils.translation import gettext

from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

NEEDED = {
    "people": _("The tables of the census for each union council."),
    "education": _("The school census of the education department, school by school."),
    "health": _("The monthly returns of the health facilities."),
    "water": _("The results of water tests, by place and day."),
    "sanitation": _("A list of drains and toilets built, and whether they work."),
    "energy": _("The hours without power, feeder by feeder."),
    "housing": _("The survey of houses that the floods destroyed, and how many stand again."),
    "disability": _("The register of persons with a certificate, by kind and place."),
    "work": _("A labour force survey that is large enough for a district."),
    "infrastructure": _("The road and scheme lists of the works department, with their state."),
    "economy": _("Prices, wages and taxes of the district, year by year."),
    "food": _("A food security survey of the district, and the records of wheat issued."),
    "protection": _("How many households were paid by each programme, by union council."),
    "youth": _("Training places, and what became of those who were trained."),
    "law": _("Cases registered, sent to court and decided, by police station and kind."),
    "conflict": _("What elders and police know of feuds, and which were settled and how."),
    "disaster": _("Losses by village after each flood, and what relief arrived."),
    "civic": _("Who voted, who stood and who was elected, women and men apart."),
    "money": _("The budget of the district: estimate, release and what was really spent."),
}
OTHER = _("A table that an office publishes, with its year and its place.")


def needed(sector: str) -> str:
    """The sentence for a sector, translated."""
    return gettext(NEEDED.get(sector, OTHER))
