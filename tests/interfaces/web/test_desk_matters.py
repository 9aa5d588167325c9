"""The officer's and the supervisor's desk: what is due, acting on it, and what must not leak."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import matters
from tests.engines.accounts.people import person, signed_in
from tests.interfaces.web.desk_site import DESK, DeskSite, read

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases

BESIDE = ("django_session", "accounts_account", "access_grant", "SAVEPOINT", "mfa_", "SET LOCAL")
"""Statements that every page makes: session, account, transaction."""
DONE = {"f-outcome": "mended", "f-because": "The pump was mended on Monday."}


@pytest.fixture
def site(kept_matters: matters.Matters, settings: Any, tmp_path: Any) -> DeskSite:
    settings.FILES_ROOT = tmp_path / "files"
    return DeskSite(kept_matters)


def act(site: DeskSite, name: str, move: str, **content: str) -> Any:
    """Send the form of a move as the officer."""
    sent = {"version": str(site.now(name).version), **content}
    return site.browser("officer").post(site.way(name, f"move/{move}/"), sent)


def test_the_list_is_the_office_s_own_and_sorted_by_clock(site: DeskSite) -> None:
    page = read(site.browser("officer"), DESK)
    assert "The hand pump is broken." in page
    assert "The tap gives no water." in page
    assert "The constable asked for money." not in page
    assert page.index("The hand pump is broken.") < page.index("Why this date?")


def test_tabs_and_search_narrow_the_list(site: DeskSite) -> None:
    officer = site.browser("officer")
    act(site, "complaint", "ask", **{"f-question": "Which street?"})
    assert "The hand pump is broken." in read(officer, DESK + "?tab=waiting")
    assert "waiting for the citizen" in read(officer, DESK)
    found = read(officer, DESK + "?q=tap")
    assert "The tap gives no water." in found
    assert "The hand pump is broken." not in found
    number = site.now("hidden").number
    assert officer.get(f"{DESK}?q={number}").headers["Location"].endswith(f"/{number}/")
    assert "No matter of your office" in read(officer, DESK + "?tab=contested")
    assert "No money this year" not in read(officer, DESK + "?tab=nonsense&after=%00&kind=x")


def test_a_move_asks_exactly_what_the_flow_asks_and_keeps_what_was_typed(site: DeskSite) -> None:
    wrong = act(site, "complaint", "refuse", **{"f-because": "No money this year."})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert 'href="#f-outcome-0"' in page
    assert "No money this year." in page
    assert site.now("complaint").state == "new"
    right = act(site, "complaint", "report-done", **DONE)
    assert right.status_code == 302
    assert site.now("complaint").state == "done"


def test_two_officers_at_once_see_both(site: DeskSite) -> None:
    before = site.now("complaint").version
    act(site, "complaint", "take-up")
    late = site.browser("officer").post(
        site.way("complaint", "move/report-done/"), {"version": str(before), **DONE}
    )
    page = late.content.decode()
    assert late.status_code == 409
    assert "Somebody acted meanwhile" in page
    assert "Take it in hand" in page
    assert DONE["f-because"] in page
    again = act(site, "complaint", "report-done", **DONE)
    assert again.status_code == 302


def test_a_move_that_is_gone_shows_what_happened_and_what_was_typed(site: DeskSite) -> None:
    before = site.now("complaint").version
    act(site, "complaint", "refuse", **{"f-outcome": "no-money", "f-because": "No money."})
    late = site.browser("officer").post(
        site.way("complaint", "move/report-done/"), {"version": str(before), **DONE}
    )
    page = late.content.decode()
    assert late.status_code == 409
    assert DONE["f-because"] in page
    assert "Turn it down" in page


def test_a_photo_proves_the_outcome(site: DeskSite) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    photo = SimpleUploadedFile("pump.txt", b"made up", "text/plain")
    sent = {"version": str(site.now("complaint").version), "f-outcome": "mended"}
    way = site.way("complaint", "move/report-done/")
    without = site.browser("officer").post(way, sent)
    assert without.status_code == 422
    assert site.browser("officer").post(way, {**sent, "f-proof": photo}).status_code == 302
    assert "pump.<wbr>txt" in read(site.browser("officer"), site.way("complaint"))


def test_a_private_note_stays_in_the_office(site: DeskSite) -> None:
    officer = site.browser("officer")
    officer.post(site.way("complaint", "note/"), {"words": "Ask the plumber again."})
    assert "Ask the plumber again." in read(officer, site.way("complaint"))
    told = cases.timeline(site.now("complaint"))
    assert all("plumber" not in one.words for one in told)
    empty = officer.post(site.way("complaint", "note/"), {"words": " "})
    assert empty.status_code == 422


@pytest.mark.parametrize("role", ["officer", "supervisor"])
def test_who_hides_from_the_authority_is_named_nowhere(site: DeskSite, role: str) -> None:
    """Neither name nor telephone number, on any page or paper that an office can open."""
    browser = site.browser(role)
    names = [one.key for one in cases.by_id(site.now("hidden").id).declared.letters]  # type: ignore[union-attr]
    ways = ["", "papers/", "letters/", "move/report-done/", "move/ask/"]
    ways += [f"letters/{key}/" for key in names]
    for way in ways:
        page = read(browser, site.way("hidden", way))
        assert "Made-up Woman" not in page, way
        assert "5550002" not in page, way
    assert "Made-up Woman" not in read(browser, DESK)
    for way in ["forwarding-note/", *(f"letters/{key}/file/" for key in names)]:
        assert "Made-up Woman" not in pdf_text(browser.get(site.way("hidden", way)).content), way
    assert "Made-up Man" in read(browser, site.way("complaint"))


def test_a_forwarding_note_printed_at_the_counter_hides_them_as_well(site: DeskSite) -> None:
    counter = site.browser("counter")
    assert "Made-up Woman" in read(counter, site.way("hidden"))
    said = pdf_text(counter.get(site.way("hidden", "forwarding-note/")).content)
    assert "Made-up Woman" not in said
    assert "not named to the office" in said
    assert "Diary number" in said
    letter = pdf_text(counter.get(site.way("hidden", "letters/request/file/")).content)
    assert "Made-up Woman" not in letter


def pdf_text(content: bytes) -> str:
    """The words of a PDF file."""
    import pypdfium2

    assert content.startswith(b"%PDF")
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("role", ["officer", "supervisor"])
def test_another_office_opens_nothing(site: DeskSite, role: str) -> None:
    browser = site.browser(role, "police")
    ways = [
        "", "move/report-done/", "papers/", "papers/new/receipt/", "forwarding-note/", "letters/",
        "letters/request/", "letters/request/file/", "join/", "assign/", "slip/", "call/",
        "remedies/", "moderate/",
    ]  # fmt: skip
    for way in ways:
        assert browser.get(site.way("complaint", way)).status_code in (403, 404), way
    before = site.now("complaint")
    for way in ["move/report-done/", "note/", "file/", "join/", "assign/", "moderate/", "call/"]:
        sent = {"version": str(before.version), "words": "x", **DONE}
        assert browser.post(site.way("complaint", way), sent).status_code in (403, 404), way
    assert site.now("complaint").version == before.version
    assert "The hand pump is broken." not in read(browser, DESK)


def test_texts_for_answers_are_kept_previewed_and_put_in(site: DeskSite) -> None:
    officer, office = site.browser("officer"), site.set.bodies["water"]
    text = {
        "body": str(office), "name-en": "Mended", "do": "look",
        "words-en": "Matter {number} at {office}: mended. {nonsense}",
    }  # fmt: skip
    looked = officer.post(DESK + "answers/new/", text).content.decode()
    assert "Matter 4821 at" in looked
    assert not cases.templates(office)
    assert officer.post(DESK + "answers/new/", {**text, "do": "keep"}).status_code == 302
    kept = cases.templates(office)[0]
    form = {"template": str(kept.id), "do": "text", "f-because": "Typed before.", "version": "1"}
    page = officer.post(site.way("complaint", "move/report-done/"), form).content.decode()
    number = site.now("complaint").number
    assert "Typed before." in page
    assert f"Matter {number} at Water Office Larkana: mended. {{nonsense}}" in page
    assert site.browser("officer", "police").get(f"{DESK}answers/{kept.id}/").status_code == 404
    officer.post(f"{DESK}answers/{kept.id}/", {**text, "do": "end"})
    assert not cases.templates(office)


def test_one_move_in_several_matters_reports_on_each(site: DeskSite) -> None:
    officer = site.browser("officer")
    numbers = [str(site.now(name).number) for name in ("complaint", "hidden", "private")]
    first = officer.post(DESK + "several/", {"number": numbers}).content.decode()
    assert "2 matters are chosen." in first
    sent = {"number": numbers, "move": "take-up", "do": "move"}
    report = officer.post(DESK + "several/", sent).content.decode()
    assert report.count("clock done") == 2
    assert site.now("complaint").state == site.now("hidden").state == "working"
    assert site.now("private").state == "new"


def test_a_supervisor_sees_load_rates_and_hands_over(site: DeskSite) -> None:
    boss = site.browser("supervisor")
    page = read(boss, DESK + "ladder/")
    assert "closed, says the office" in page
    assert "done, says the citizen" in page
    posts = bodies.positions([site.set.bodies["water"]], site.set.at.date())
    pair = {"from": str(posts[0].position_id), "to": str(posts[1].position_id)}
    held = [
        one for one in ("complaint", "hidden") if site.now(one).officer_id == posts[0].position_id
    ]
    assert held
    wrong = boss.post(DESK + "hand-over/", {**pair, "to": pair["from"]})
    assert wrong.status_code == 422
    assert boss.post(DESK + "hand-over/", pair).status_code == 302
    assert all(site.now(one).officer_id == posts[1].position_id for one in held)
    assert site.browser("officer").get(DESK + "hand-over/").status_code == 403


def test_a_role_everywhere_means_the_offices_of_the_home_place(site: DeskSite) -> None:
    """As the demonstration's accounts have it."""
    boss = signed_in(person("supervisor", email="everywhere@example.org"))
    page = read(boss, DESK + "ladder/")
    assert "Water Office Larkana" in page
    assert "Police Larkana" in read(boss, DESK + "hand-over/")
    officer = signed_in(person("officer", email="everybody@example.org"))
    assert "Write a text" in read(officer, DESK + "answers/")


def test_a_supervisor_gives_a_matter_to_an_officer(site: DeskSite) -> None:
    posts = bodies.positions([site.set.bodies["water"]], site.set.at.date())
    boss = site.browser("supervisor")
    boss.post(site.way("complaint", "assign/"), {"position": str(posts[1].position_id)})
    assert site.now("complaint").officer_id == posts[1].position_id
    assert boss.post(site.way("complaint", "assign/"), {"position": "999"}).status_code == 422


def test_a_contested_matter_climbs_to_the_supervisor(site: DeskSite) -> None:
    view = site.now("done")
    actions.move(
        case_id=view.id, version=view.version, move="contest", secret=view.secret,
        content={"still_wrong": "It still leaks."}, by=site.set.citizen, at=site.set.at,
    )  # fmt: skip
    page = read(site.browser("supervisor"), DESK + "ladder/")
    assert page.count("The pipe leaks at the school.") >= 2
    assert "contested by citizens" in page


def test_duplicates_are_joined(site: DeskSite) -> None:
    boss, older = site.browser("supervisor"), site.now("complaint")
    way = site.way("hidden", "join/")
    assert boss.post(way, {"original": "999999"}).status_code == 422
    assert boss.post(way, {"original": str(site.now("hidden").number)}).status_code == 422
    assert boss.post(way, {"original": str(older.number)}).status_code == 302
    assert site.now("hidden").duplicate_of_id == older.id


def test_pages_ask_the_database_little_however_long_the_list_is(site: DeskSite) -> None:
    for n in range(12):
        matters.complaint(site.set, f"Pump number {n} is dry.", sender=str(n))
    officer, boss = site.browser("officer"), site.browser("supervisor")
    for browser, way, most in (
        (officer, DESK, 7),
        (officer, site.way("complaint"), 11),
        (officer, site.way("complaint", "move/report-done/"), 7),
        (boss, DESK + "ladder/", 17),
    ):
        read(browser, way)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            read(browser, way)
        own = [q["sql"] for q in caught if not any(word in q["sql"] for word in BESIDE)]
        assert len(own) <= most, "\n".join(sql[:150] for sql in own)


def test_the_desk_home_has_tiles_by_role(site: DeskSite) -> None:
    assert "Matters of your office" in read(site.browser("officer"), "/en/desk/")
    assert "Counter" not in read(site.browser("officer"), "/en/desk/")
    assert "Whom to call" in read(site.browser("counter"), "/en/desk/")
    assert "Holding pen" in read(site.browser("moderator"), "/en/desk/")
    assert "Before the commission" in read(site.browser("commission", "commission"), "/en/desk/")
