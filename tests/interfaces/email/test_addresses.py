"""Addresses of matters: nobody guesses one, nobody mistypes one, and they tell who was given it."""

from hypothesis import given
from hypothesis import strategies as st

from kachehri.interfaces.email import addresses
from kachehri.interfaces.email.addresses import address_of, found_in, given_to, numbers_in

NUMBERS = st.integers(min_value=1, max_value=10**12)
WHO = st.emails()


@given(NUMBERS, WHO)
def test_an_address_leads_back_to_its_matter_and_to_whom_it_was_given(number, who):
    (found,) = found_in([address_of(number, who)])
    assert found.number == number
    assert given_to(found, ["other@mail.example", who]).lower() == who.lower()
    assert given_to(found, ["other@mail.example"]) is None


@given(NUMBERS, WHO)
def test_capitals_another_prefix_and_another_domain_do_no_harm(number, who):
    written = address_of(number, who).upper().replace("MATTER", "OLD").replace("KACHEHRI", "NEW")
    assert found_in([written]) == found_in([address_of(number, who)])


@given(NUMBERS, NUMBERS, WHO)
def test_a_code_opens_one_matter_only(number, other, who):
    if number != other:
        assert addresses.code_of(number, who) != addresses.code_of(other, who)


def test_the_letters_cannot_be_mistaken():
    assert len(addresses.ALPHABET) == 32
    assert not set("l1o0") & set(addresses.ALPHABET)
    assert addresses.LENGTH >= 10


def test_another_key_makes_other_addresses(settings):
    before = address_of(4821, "a@mail.example")
    settings.SECRET_KEY = "another key"
    assert address_of(4821, "a@mail.example") != before


def test_numbers_in_subjects():
    assert numbers_in("Re: Matter 4821, and no 17") == (4821,)
    assert numbers_in("bill of 12/2026, 3.500 rupees") == ()
    assert numbers_in("#4821") == (4821,)


def test_our_own_message_ids_are_known():
    assert addresses.is_own(addresses.message_id("a"))
    assert addresses.message_id("a") == addresses.message_id("a") != addresses.message_id("b")
    assert not addresses.is_own("k.1234@elsewhere.example")
