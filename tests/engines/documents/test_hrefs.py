"""Links of a document lead to the site or to the open web, and nowhere else."""

import pytest

from kachehri.engines.documents.blocks import DocumentProblem
from kachehri.engines.documents.hrefs import absolute


def test_a_site_path_is_completed_with_address_and_language() -> None:
    found = absolute("observations/7/", base_url="https://k.example/", language="ur")
    assert found == "https://k.example/ur/observations/7/"


def test_without_a_base_a_site_path_is_a_path_on_the_site() -> None:
    assert absolute("observations/7/", base_url="", language="en") == "/en/observations/7/"


@pytest.mark.parametrize("href", ["https://a.example/x?y=1#z", "http://a.example", "#sources", ""])
def test_addresses_and_places_in_the_document_stay_as_they_are(href: str) -> None:
    assert absolute(href, base_url="https://k.example", language="en") == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
        "//evil.example/x",
        "/etc/passwd",
        "\\\\share\\x",
        "../admin/",
        "file:///etc/passwd",
        "http:",
    ],
)
def test_any_other_link_is_refused(href: str) -> None:
    with pytest.raises(DocumentProblem, match="may not link"):
        absolute(href, base_url="https://k.example", language="en")
