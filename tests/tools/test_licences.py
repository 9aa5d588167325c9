"""The GPL and the AGPL are seen, in whatever words; what leaves a choice is not refused."""

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
