"""What the settings promise about passwords, cookies and sign-up."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth.hashers import get_hasher, make_password
from django.test import RequestFactory

from kachehri.engines.accounts.adapters import AccountAdapter
from kachehri.site import settings as product

COOKIES = """
import json
from kachehri.site import settings as s
print(json.dumps({n: getattr(s, n) for n in dir(s) if "_COOKIE_" in n}))
"""


def cookies(hosts: str, debug: str = "") -> dict[str, Any]:
    more = {"KACHEHRI_HOSTS": hosts, "KACHEHRI_DEBUG": debug}
    done = subprocess.run(
        [sys.executable, "-c", COOKIES], env=os.environ | more, capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_passwords_are_hashed_with_argon2(settings: Any) -> None:
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    assert make_password("made up for tests only").startswith("argon2$argon2id$")
    assert get_hasher().algorithm == "argon2"


@pytest.mark.parametrize("name", ["SESSION", "CSRF"])
def test_cookies_travel_over_https_only_except_on_this_machine(name: str) -> None:
    assert cookies("larkana.example")[f"{name}_COOKIE_SECURE"] is True
    assert cookies("127.0.0.1,larkana.example")[f"{name}_COOKIE_SECURE"] is True
    assert cookies("127.0.0.1,localhost")[f"{name}_COOKIE_SECURE"] is False


def test_cookies_are_out_of_reach_for_scripts_and_other_sites() -> None:
    for name in ("SESSION", "CSRF"):
        assert getattr(product, f"{name}_COOKIE_HTTPONLY") is True
        assert getattr(product, f"{name}_COOKIE_SAMESITE") == "Lax"
    assert product.SESSION_COOKIE_AGE <= 8 * 60 * 60


def test_nobody_signs_up() -> None:
    assert not AccountAdapter().is_open_for_signup(RequestFactory().get("/"))
