"""Small parts with which the five Acts are written down."""

from kachehri.domains.cases.kinds import ChecklistItem, Ground
from kachehri.kernel.clocks import Citation, ClockRule, Extension, Limit, Unit
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

IN_WRITING = _("The officer says why in writing.")
READ_NOBODY = _("No second source was at hand.")


def working(amount: int) -> Limit:
    """So many working days."""
    return Limit(amount, "working-days")


def days(amount: int) -> Limit:
    """So many days of the calendar."""
    return Limit(amount, "days")


def cited(act: str, section: str, source: str, conflicts: str = "", url: str = "") -> Citation:
    """Where it stands; unverified, since no gazette was read."""
    return Citation(act, section, source, url, conflicts=conflicts or READ_NOBODY)


def longer(limit: Limit, condition: str, cite: Citation) -> Extension:
    """By how much the limit may be prolonged."""
    return Extension(limit, condition, cite)


def review_clock(code: str, amount: int, unit: Unit, cite: Citation) -> ClockRule:
    """The limit of the internal review."""
    return ClockRule(
        f"{code}/review", _("Answer to an internal review"), "statutory",
        Limit(amount, unit), cite, silence="fall-silent",
    )  # fmt: skip


def asked_again(code: str, cite: Citation) -> ClockRule:
    """No limit for the internal review is known: we ask after 15 working days."""
    return ClockRule(
        f"{code}/review", _("Answer to an internal review"), "courtesy", working(15), cite,
        silence="fall-silent",
    )  # fmt: skip


def commission_clock(
    code: str, limit: Limit, cite: Citation, extension: Extension | None = None
) -> ClockRule:
    """The limit of the commission's decision."""
    return ClockRule(
        f"{code}/commission", _("Decision of the information commission"), "statutory",
        limit, cite, extension=extension, silence="fall-silent",
    )  # fmt: skip


GROUNDS = {
    "security": _("Defence or security of the country"),
    "foreign": _("Relations with other countries"),
    "crime": _("Work of the police and courts"),
    "economy": _("Economy of the country"),
    "policy": _("A decision that is not made yet"),
    "privacy": _("Private life of a person"),
    "legal": _("What a lawyer was told in confidence"),
    "commercial": _("Business secrets"),
    "third-party": _("Somebody else gave it in confidence"),
    "safety": _("Life, health or safety of a person"),
}
"""Reasons for a refusal that the Acts share; which stands where, each Act says."""


def grounds(act: str, source: str, sections: dict[str, str], note: str = "") -> tuple[Ground, ...]:
    """The reasons of one Act: by section, the keys of what stands there."""
    return tuple(
        Ground(key, GROUNDS[key], cited(act, section, source, note))
        for section, keys in sections.items()
        for key in keys.split()
    )


PUBLISHED = {
    "duties": _("What the office does, and how it is organised"),
    "directory": _("Its officers, with pay and perks"),
    "rules": _("Its laws, rules and manuals"),
    "decisions": _("How it decides, and how the public can take part"),
    "facts": _("Facts behind its important decisions"),
    "budget": _("Its budget, and what was spent"),
    "benefits": _("Subsidies and benefits: how much, and for whom"),
    "permits": _("Licences and permits that it gave, and to whom"),
    "services": _("Its services, fees and limits"),
    "officer": _("Name and address of the information officer"),
    "report": _("A yearly report about requests for information"),
    "citizens-budget": _("A citizens’ budget in plain words"),
}
"""What offices should publish; which of it an Act names, each Act says."""


def disclosure(section: str, keys: str, beyond: str = "") -> tuple[ChecklistItem, ...]:
    """The items of one Act, and those that go beyond it (without a section)."""
    return tuple(
        ChecklistItem(key, PUBLISHED[key], section if key in keys.split() else "")
        for key in (*keys.split(), *beyond.split())
    )
