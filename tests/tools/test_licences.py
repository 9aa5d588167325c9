"""The GPL and the AGPL are seen, in whatever words; what leaves a choice is not refused."""

from email.message import Message

import pytest

import licences


@pytest.mark.parametrize(
    "stated",
    [
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "GNU General Public License v3 (GPLv3)",
        "GNU Affero General Public License v3",
        "GPL-2.0 OR AGPL-3.0",
    ],
)
def test_a_licence_that_the_product_may_not_have_is_seen(stated: str) -> None:
    assert licences.is_forbidden(stated)


@pytest.mark.parametrize(
    "stated",
    [
        "LGPL-3.0-only",
        "GNU Lesser General Public License v3 (LGPLv3)",
        "GNU Library or Lesser General Public License (LGPL)",
        "MIT",
        "GPL-2.0 OR MIT",
    ],
)
def test_other_licences_are_let_through(stated: str) -> None:
    assert not licences.is_forbidden(stated)


def test_readline_inside_a_wheel_is_seen() -> None:
    assert licences.CARRIED.search("libreadline-69c5979f.so.7.0")
    assert not licences.CARRIED.search("libpq-1a9b8ca9.so.5.16")


class Silent:
    """A package that states no licence and carries the text of one."""

    def __init__(self, text: str) -> None:
        self.metadata = Message()
        self.metadata["License-File"] = "LICENSE"
        self.text = text

    def read_text(self, name: str) -> str | None:
        """The file of its licence."""
        return self.text if name == "licenses/LICENSE" else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Permission is hereby granted, free of\ncharge, to any person", "MIT"),
        ("GNU GENERAL PUBLIC LICENSE\nVersion 3", "GPL"),
        ("All rights are kept.", ""),
    ],
)
def test_a_licence_that_is_not_stated_is_known_by_its_text(text: str, name: str) -> None:
    assert licences.licence_of(Silent(text)) == name  # type: ignore[arg-type]
