"""The kinds of matters that the pack declares: whole, cited, in words, with a way on."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

from kachehri.domains.cases.kinds import CaseKind, Notice, Remedy
from kachehri.domains.evidence.kinds.indicators import SECTORS
from kachehri.kernel.clocks import BASES, ClockRule
from kachehri.kernel.scripts import fold
from kachehri.packs.pakistan import cases
from kachehri.packs.pakistan.cases import CHECKLISTS, KINDS
from kachehri.packs.pakistan.cases.categories import CATEGORIES
from kachehri.packs.pakistan.cases.information import InformationLaw
from kachehri.packs.pakistan.cases.laws import LAWS
from kachehri.packs.pakistan.cases.notices import COMMON_NOTICES

BY_KEY = {kind.key: kind for kind in KINDS}
RULES = {rule.code: rule for kind in KINDS for rule in kind.clocks}
FILLED = {
    "number": "1048576",
    "body": "Public Health Engineering",
    "due": "30 September 2026",
    "link": "https://larkana.example/en/mine/abcdefghij1234567890/",
}
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The letters of a plain text message (3GPP TS 23.038)."""


@pytest.fixture(params=KINDS, ids=lambda kind: kind.key)
def kind(request: pytest.FixtureRequest) -> CaseKind:
    """Each kind of matter."""
    found: CaseKind = request.param
    return found


def facts(kind: CaseKind) -> list[dict[str, str]]:
    """Every set of facts that picks another clock."""
    asked = {one.key: one for one in kind.fields}
    laws = tuple(asked["law"].choices) if "law" in asked else ("",)
    return [
        {"law": law, "category": one}
        for law, one in product(laws, [c.key for c in kind.categories] or [""])
    ]


def test_every_move_asks_for_fields_that_are_there(kind: CaseKind) -> None:
    known = {one.key for one in kind.fields}
    for move in kind.flow.moves:
        assert {*move.asks, *move.may} <= known, move.key


def test_every_move_sends_notices_that_are_there(kind: CaseKind) -> None:
    known = {one.key for one in kind.notices}
    for move in kind.flow.moves:
        assert set(move.notices) <= known, move.key


def test_every_clock_that_a_move_touches_is_declared_for_some_matter(kind: CaseKind) -> None:
    for move in kind.flow.moves:
        for code in (*move.starts, *move.stops, *move.pauses, *move.resumes, *move.extends):
            assert any(kind.codes((code,), one) for one in facts(kind)), (move.key, code)


def test_every_matter_begins_with_a_clock(kind: CaseKind) -> None:
    for one in facts(kind):
        assert kind.codes(kind.opens_with, one), one


def test_the_program_makes_the_moves_by_the_clock_and_people_all_others(kind: CaseKind) -> None:
    for move in kind.flow.moves:
        assert ("by-clock" in move.tags) == (move.who is None), move.key


def test_every_silence_is_a_move_of_the_program(kind: CaseKind) -> None:
    for rule in kind.clocks:
        if rule.silence:
            assert kind.flow.move_by_key[rule.silence].who is None, rule.code


def test_every_state_is_told_to_the_citizen_in_words(kind: CaseKind) -> None:
    for one in kind.flow.states:
        assert one.told.endswith((".", "?")), one.key
        assert one.label != one.told


@pytest.mark.parametrize("language", ["ur", "sd"])
def test_every_text_is_translated(kind: CaseKind, language: str) -> None:
    with override(language):
        for text in texts(kind):
            assert not re.search("[A-Za-z]", text) or gettext(text) != text, text


def texts(kind: CaseKind) -> set[str]:
    """Every text of a kind that people read."""
    found = {kind.name, kind.plural, kind.help, kind.fees, kind.officer, *kind.notes}
    found |= {text for one in kind.flow.states for text in (one.label, one.told)}
    found |= {move.label for move in kind.flow.moves}
    found |= {text for one in kind.fields for text in (one.label, one.help, *one.choices.values())}
    found |= {text for one in kind.categories for text in (one.label, one.officer, one.appeal_to)}
    found |= {one.label for one in kind.outcomes} | {one.label for one in kind.grounds}
    found |= {one.label for one in kind.remedies}
    found |= {text for one in kind.letters for text in (one.title, *one.paragraphs)}
    found |= {one.short for one in kind.notices}
    found |= {rule.name for rule in kind.clocks}
    for rule in kind.clocks:
        found |= {rule.cite.law, rule.cite.conflicts}
    return found - {"", "%(words)s"}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_statutory_clock_is_cited_and_nobody_claims_to_have_checked_it(
    rule: ClockRule,
) -> None:
    assert rule.basis in BASES
    assert rule.cite.law
    assert not rule.cite.is_verified
    if rule.basis == "statutory":
        assert rule.cite.section or rule.cite.conflicts
        assert rule.cite.source
        assert rule.cite.conflicts


def test_a_complaint_has_no_clock_of_a_law() -> None:
    assert {rule.basis for rule in BY_KEY["complaint"].clocks} == {"courtesy"}


def test_sindh_has_a_promise_and_no_act_on_services() -> None:
    found = [rule for rule in BY_KEY["service-charter"].clocks if rule.code != "confirmation"]
    assert {rule.basis for rule in found} == {"charter"}
    assert all("no Act" in rule.cite.law for rule in found)
    assert BY_KEY["service-charter"].law == ""


@pytest.mark.parametrize(
    ("code", "amount", "said"),
    [
        ("rti-federal-2017", 10, ""),
        ("rti-punjab-2013", 14, ""),
        ("rti-kp-2013", 10, ""),
        ("rti-sindh-2016", 15, "twenty-one"),
        ("rti-balochistan-2021", 15, "14 to 28 days"),
    ],
)
def test_limits_and_conflicts_of_the_five_acts(code: str, amount: int, said: str) -> None:
    rule = RULES[code]
    assert (rule.limit.amount, rule.limit.unit) == (amount, "working-days")
    assert said in rule.cite.conflicts


@pytest.mark.parametrize(
    ("service", "unit"),
    [
        ("fir", "at-once"),
        ("driving-licence", "same-day"),
        ("emergency", "minutes"),
        ("outpatient", "hours"),
        ("domicile", "days"),
    ],
)
def test_services_have_limits_of_every_unit(service: str, unit: str) -> None:
    assert RULES[f"rtps-kp-2014/{service}"].limit.unit == unit


def test_an_arms_licence_has_two_limits_one_after_the_other() -> None:
    rule = RULES["rtps-kp-2014/arms-licence"]
    assert rule.limit.amount == 7
    assert [stage.limit.amount for stage in rule.stages] == [15]


def test_every_refusal_and_every_silence_offers_a_remedy(kind: CaseKind) -> None:
    for one in kind.flow.states:
        if one.tags & {"refused", "silent", "contested"}:
            for known in facts(kind):
                assert kind.offered(one.tags, known), (one.key, known)


def test_every_remedy_leads_to_a_kind_with_a_clock_and_a_letter(kind: CaseKind) -> None:
    letters = {one.key for one in kind.letters}
    for remedy in kind.remedies:
        after = BY_KEY[remedy.kind]
        assert remedy.letter in letters or "request" in {one.key for one in after.letters}
        assert not remedy.letter or remedy.letter in letters
        if after.key != "complaint" and not after.categories:
            assert after.codes(after.opens_with, remedy.fields), remedy.key


def test_a_remedy_that_needs_another_first_names_one_that_is_there(kind: CaseKind) -> None:
    known = {one.key for one in kind.remedies}
    assert {one.first for one in kind.remedies} - {""} <= known


def commission_of(key: str) -> Remedy:
    return {one.key: one for one in BY_KEY[key].remedies}["commission"]


def test_only_sindh_wants_the_review_before_the_commission() -> None:
    first = {law.key for law in LAWS if commission_of(law.key).first}
    assert first == {"rti-sindh"}
    assert "internal-review" not in {one.key for one in BY_KEY["rti-kp"].remedies}


def test_the_review_of_each_law_leads_to_the_commission_of_that_law() -> None:
    review = BY_KEY["internal-review"]
    for law in LAWS:
        offered = review.offered({"silent"}, {"law": law.code})
        assert [one.fields["law"] for one in offered if one.fields] == [law.code]


def test_an_appeal_goes_on_to_the_commission_and_not_back_to_itself() -> None:
    appeal = BY_KEY["service-appeal"]
    offered = appeal.offered({"silent"}, {"law": "rtps-kp-2014"})
    assert offered[0].fields == {"law": "rtps-kp-2014-commission"}
    last = appeal.offered({"silent"}, {"law": "rtps-kp-2014-commission"})
    assert [one.key for one in last] == ["legal-help"]


@pytest.mark.parametrize("notice", COMMON_NOTICES, ids=lambda one: one.key)
def test_every_notice_fits_its_messages_and_says_nothing_private(notice: Notice) -> None:
    short = notice.short
    assert set(re.findall(r"%\((\w+)\)s", short)) <= set(FILLED)
    english = short % FILLED
    assert set(english) <= GSM
    assert len(english) <= 160
    for language in ("ur", "sd"):
        with override(language):
            said = gettext(short) % (FILLED | {"due": "30 ستمبر 2026"})
        assert len(said) <= 2 * 67, (language, len(said))


def test_categories_belong_to_sectors_and_are_spelled_in_both_scripts() -> None:
    for one in CATEGORIES:
        assert one.sector in SECTORS
        assert any(word.isascii() for word in one.spellings), one.key
        assert any(not word.isascii() for word in one.spellings), one.key
    for kind in KINDS:
        assert {one.sector for one in kind.categories} <= set(SECTORS), kind.key


def test_no_word_means_two_categories() -> None:
    seen: dict[str, str] = {}
    for one in CATEGORIES:
        for word in one.spellings:
            assert seen.setdefault(fold(word), one.key) == one.key, word


def test_matters_against_the_powerful_start_private() -> None:
    private = {one.key for one in CATEGORIES if one.private}
    assert {"police", "landlord", "employer", "bribe", "received"} <= private


def test_every_ground_and_every_item_of_a_check_list_says_where_it_stands() -> None:
    for law in LAWS:
        for one in law.grounds:
            assert one.cite.section or "not at hand" in one.cite.conflicts
    assert {one.law for one in CHECKLISTS} == {law.code for law in LAWS}
    assert all(any(item.section for item in one.items) for one in CHECKLISTS)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.key)
def test_an_act_fits_on_one_screen(law: InformationLaw) -> None:
    name = f"{law.code.removeprefix('rti-').replace('-', '_')}.py"
    lines = (Path(cases.__file__).parent / name).read_text().splitlines()
    assert len(lines) < 60


def test_a_letter_of_each_act_names_the_section_that_was_found() -> None:
    assert {one.key: one.section for one in BY_KEY["rti-sindh"].letters} == {
        "request": "10",
        "reminder": "10",
        "internal-review": "",
        "commission": "11",
    }
