"""The permission matrix: every address of the site and what each kind of person gets there.

    python -m tests.architecture.permission_matrix            shows it
    python -m tests.architecture.permission_matrix --write    writes docs/permissions.md

It is computed from the rules that the pages carry (`engines/access/pages.py`). A change of a rule
shows as a change of docs/permissions.md, which is reviewed like any other.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import django
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from tests.architecture.sources import ROOT

from kachehri.engines.access.actor import PUBLIC, Actor, GrantFact
from kachehri.engines.access.pages import rule_of
from kachehri.engines.access.roles import ROLES
from kachehri.kernel.rules import Rule, decide, describe

FILE = ROOT / "docs" / "permissions.md"

ALLOWED, REFUSED, SIGN_IN = "yes", "no", "sign in"


@dataclass(frozen=True)
class Kind:
    """A kind of person, one column of the matrix."""

    title: str
    role: str | None = None
    signed_in: bool = True
    elevated: bool = False

    def actor(self) -> Actor:
        """Somebody of this kind."""
        if not self.signed_in:
            return PUBLIC
        grants = (GrantFact(self.role),) if self.role else ()
        return Actor(
            thing_id=1, name=self.title, signed_in=True, elevated=self.elevated, grants=grants
        )


KINDS = (
    Kind("visitor", signed_in=False),
    Kind("signed in"),
    Kind("editor", "editor"),
    Kind("auditor", "auditor"),
    Kind("officer", "officer"),
    Kind("supervisor", "supervisor"),
    Kind("counter", "counter"),
    Kind("moderator", "moderator"),
    Kind("commission", "commission"),
    Kind("survey manager", "survey-manager"),
    Kind("enumerator", "enumerator"),
    Kind("analyst", "analyst"),
    Kind("researcher", "researcher"),
    Kind("keeper, elevated", "keeper", elevated=True),
    Kind("administrator", "administrator"),
    Kind("administrator, elevated", "administrator", elevated=True),
)


@dataclass(frozen=True)
class Address:
    """One address: its route as a person writes it, its name for `reverse`, its view."""

    route: str
    name: str
    view: Any
    parameters: tuple[str, ...]

    @property
    def rule(self) -> Rule | None:
        """What the page declares."""
        return rule_of(self.view)


def addresses(resolver: URLResolver | None = None) -> list[Address]:
    """Every address of the site (or of one resolver), in order of route."""
    return sorted(_walk(resolver or get_resolver(), "/", ()), key=lambda one: (one.route, one.name))


def _walk(resolver: URLResolver, prefix: str, names: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + _route(entry)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route, (*names, entry.namespace) if entry.namespace else names)
        elif isinstance(entry, URLPattern):
            parameters = tuple(entry.pattern.regex.groupindex)
            name = ":".join((*names, entry.name)) if entry.name else ""
            yield Address(route, name, entry.callback, parameters)


def _route(entry: URLPattern | URLResolver) -> str:
    if isinstance(entry.pattern, LocalePrefixPattern):
        return "<language>/"
    return str(entry.pattern).lstrip("^").removesuffix("$")


def problems(found: list[Address]) -> list[str]:
    """Addresses that nobody said who may see, or that cannot be named."""
    unruled = [
        f"{one.route}: its view has no rule (`@page(rule=…)`)" for one in found if not one.rule
    ]
    unnamed = [f"{one.route}: it has no name" for one in found if not one.name]
    return unruled + unnamed


def expected(rule: Rule, kind: Kind) -> str:
    """What somebody of a kind gets at a page with this rule."""
    if decide(rule, kind.actor()).allowed:
        return ALLOWED
    return REFUSED if kind.signed_in else SIGN_IN


def written() -> str:
    """The whole page docs/permissions.md."""
    return "\n".join([*_introduction(), *_roles(), *_table(), *_rules(), ""])


def _introduction() -> list[str]:
    return [
        "# Who may see what",
        "",
        "Every address of the site and what each kind of person gets there: **yes** (the page),",
        "*no* (a page that says why), *sign in* (the way to sign in, and back). This page is",
        "computed from the rules in the program; a test compares it with what the site answers.",
        "To renew it: `.venv/bin/python -m tests.architecture.permission_matrix --write`.",
        "",
        "A page may still hide single records: that is decided by the rule of the record.",
        "",
    ]


def _roles() -> list[str]:
    lines = ["## Roles", ""]
    for role in ROLES.values():
        lines.append(f"**{role.label.capitalize()}** may {'; '.join(role.may)}.")
        if role.needs_elevation:
            lines[-1] += " The role counts only in an elevated session."
        lines.append("")
    return lines


def _table() -> list[str]:
    heads = ["page", "address", *(kind.title for kind in KINDS)]
    lines = ["## Pages", "", _row(heads), _row(["---"] * len(heads))]
    for one in addresses():
        answers = [expected(one.rule, kind) if one.rule else "?" for kind in KINDS]
        shown = [f"**{answer}**" if answer == ALLOWED else answer for answer in answers]
        lines.append(_row([one.name, f"`{one.route}`", *shown]))
    return [*lines, ""]


def _rules() -> list[str]:
    """Each rule once, with the pages that carry it."""
    carried: dict[str, list[str]] = {}
    for one in addresses():
        if one.rule:
            carried.setdefault(describe(one.rule), []).append(one.name)
    lines = ["## Rules in words", ""]
    for words in sorted(carried):
        lines += [f"- {words} Pages: {', '.join(sorted(set(carried[words])))}."]
    return lines


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main(arguments: list[str]) -> None:
    """Show or write the matrix."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kachehri.site.settings")
    django.setup()
    if arguments == ["--write"]:
        FILE.write_text(written())
        print(f"wrote {FILE.relative_to(ROOT)}")
    else:
        print(written())


if __name__ == "__main__":
    main(sys.argv[1:])
