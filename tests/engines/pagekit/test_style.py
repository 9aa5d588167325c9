"""The style page shows what pages really use."""

import pytest
from django.template.loader import get_template
from django.test import Client
from django.utils.html import escape

from kachehri.engines.pagekit.style import EXAMPLES

pytestmark = pytest.mark.django_db
PATTERNS = {"list", "detail", "form", "step", "error", "empty", "progress"}


def test_every_pattern_of_the_design_is_shown() -> None:
    assert {example.key for example in EXAMPLES} >= PATTERNS


def test_the_code_beside_a_pattern_is_the_code_that_pages_include() -> None:
    page = Client().get("/en/style/").content.decode()
    for example in EXAMPLES:
        source = get_template(example.template).template.source
        assert escape(source) in page


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_the_style_page_stands_in_every_language(language: str) -> None:
    assert Client().get(f"/{language}/style/").status_code == 200


def test_the_short_address_leads_there() -> None:
    assert Client().get("/style/", follow=True).redirect_chain[-1][0] == "/en/style/"
