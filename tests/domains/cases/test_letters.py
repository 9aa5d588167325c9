"""Letters of a matter: the section, the parties, and who is never named."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from kachehri.domains.cases.kinds import every, get
from kachehri.domains.cases.rules.letters import Parties, Party, letter, section_of
from kachehri.engines.documents.blocks import Document, to_json
from kachehri.engines.documents.writers import write

NAME = "Zarina Made-up"
PARTIES = Parties(
    sender=Party(NAME, ("House 12", "Dokri")),
    office=Party("District Health Office Larkana", ("Larkana",)),
    to=Party("The designated official"),
    spoken_for=Party("Village Organisation Made-up"),
    place="Dokri",
    address="https://larkana.example/en/matters/4821/",
    enclosures=("Copy of the identity card",),
)


@dataclass(frozen=True)
class Matter:
    """A matter as a letter sees it."""

    number: int = 4821
    title: str = "Budget of the hospital"
    words: str = "The budget of the hospital, 100% of it."
    category: str = "domicile"
    facts: dict[str, Any] = field(default_factory=lambda: {"law": "rti-sindh-2016"})
    opened_at: datetime = datetime(2026, 3, 18, 21, 40, tzinfo=UTC)
    due_at: datetime | None = datetime(2026, 4, 10, 18, 59, 59, tzinfo=UTC)
    hides_from_authority: bool = False
    is_spoken_for: bool = False


def said(document: Document) -> str:
    return str(to_json(document))


def test_a_request_cites_the_act_with_its_section_and_the_day_in_full() -> None:
    text = said(letter(get("rti-sindh"), "request", Matter(), PARTIES, "en"))
    assert "Sindh Transparency and Right to Information Act 2016, section 10" in text
    assert "10 April 2026" in text
    assert "100% of it" in text
    assert PARTIES.address in text


def test_the_day_of_a_letter_is_the_day_in_karachi() -> None:
    made = letter(get("rti-sindh"), "request", Matter(), PARTIES, "en")
    assert made.made_on == date(2026, 3, 19)


def test_a_review_has_no_section_where_none_was_found() -> None:
    text = said(letter(get("rti-sindh"), "internal-review", Matter(), PARTIES, "en"))
    assert ", section" not in text


def test_the_letter_of_a_complaint_to_the_commission_takes_the_section_of_its_law() -> None:
    kind = get("commission-complaint")
    draft = kind.letters[0]
    assert section_of(draft, Matter()) == "11"
    assert section_of(draft, Matter(facts={"law": "rti-federal-2017"})) == "17"
    assert section_of(draft, Matter(facts={"law": "rti-balochistan-2021"})) == ""


def test_a_complaint_says_that_no_law_sets_its_limit() -> None:
    text = said(letter(get("complaint"), "request", Matter(), PARTIES, "en"))
    assert "No law that we know sets a limit" in text


def test_a_promise_of_an_office_is_not_called_a_law() -> None:
    text = said(letter(get("service-charter"), "request", Matter(), PARTIES, "en"))
    assert "The promise is not a law" in text


@pytest.mark.parametrize("kind", every(), ids=lambda one: one.key)
@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_a_public_copy_of_no_letter_names_the_applicant(kind: Any, language: str) -> None:
    for draft in kind.letters:
        own = said(letter(kind, draft.key, Matter(), PARTIES, language))
        assert NAME in own
        copy = said(letter(kind, draft.key, Matter(), PARTIES, language, is_public=True))
        assert NAME not in copy
        assert "House 12" not in copy


def test_whoever_hides_from_the_office_is_not_named_to_it() -> None:
    hidden = Matter(hides_from_authority=True)
    text = said(letter(get("complaint"), "request", hidden, PARTIES, "en"))
    assert NAME not in text
    assert "Village Organisation Made-up" in text
    alone = Parties(sender=PARTIES.sender, office=PARTIES.office)
    text = said(letter(get("complaint"), "request", hidden, alone, "en"))
    assert NAME not in text
    assert "name not given" in text


def test_an_organisation_signs_for_whom_it_speaks() -> None:
    spoken = Matter(is_spoken_for=True)
    text = said(letter(get("complaint"), "request", spoken, PARTIES, "en"))
    assert "Village Organisation Made-up" in text
    assert NAME not in text


def test_a_clock_that_stands_still_leaves_room_for_the_day() -> None:
    text = said(letter(get("rti-sindh"), "request", Matter(due_at=None), PARTIES, "en"))
    assert "an answer by ____" in text


def test_no_placeholder_is_left() -> None:
    for kind in every():
        for draft in kind.letters:
            assert "%(" not in said(letter(kind, draft.key, Matter(), PARTIES, "en"))


def test_a_letter_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        letter(get("complaint"), "love-letter", Matter(), PARTIES, "en")


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_a_letter_prints_in_every_language(language: str) -> None:
    made = letter(get("rti-sindh"), "commission", Matter(), PARTIES, language)
    assert write(made, "pdf", base_url="https://larkana.example").startswith(b"%PDF")
    assert "<svg" in write(made, "html", base_url="https://larkana.example").decode()
    assert write(made, "docx", base_url="https://larkana.example")[:2] == b"PK"
