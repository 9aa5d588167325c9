"""The counter, calls, papers, moderation and the holding pen."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests import matters
from tests.interfaces.web.desk_site import DESK, DeskSite, read
from tests.interfaces.web.test_desk_matters import pdf_text

from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.queries import CaseView, Filter
from kachehri.domains.people import queries as people
from kachehri.engines.flow import queries as flow
from kachehri.engines.ledger import queries as ledger
from kachehri.engines.post import actions as post
from kachehri.engines.post import queries as held

NEW = DESK + "counter/new/complaint/"


@pytest.fixture
def site(kept_matters: matters.Matters, settings: Any, tmp_path: Any) -> DeskSite:
    settings.FILES_ROOT = tmp_path / "files"
    return DeskSite(kept_matters)


def entry(site: DeskSite, **changes: Any) -> dict[str, Any]:
    """What a counter types for a woman who comes."""
    return {
        "channel": "counter", "category": "hand-pump", "place": str(site.set.taluka.id),
        "title": "No water in our street", "words": "The pump behind the school is dry.",
        "name": "Made-up Zainab", "sex": "female", "language": "sd", "way": "voice",
        "phone": "0300 5550099", "safe_from": "10", "safe_until": "16:30", "speak_to": "her sister",
        "same_sex": "true", "is_shared": "true", "consents": ["be-asked"], "how": "thumbprint",
        "witness": "Made-up Clerk", **changes,
    }  # fmt: skip


def newest(site: DeskSite) -> CaseView:
    """The matter that was entered last, as the program knows it."""
    return cases.newest(Filter(text="dry"), limit=1)[0]


def test_the_person_stays_the_author_and_what_they_agree_to_is_kept(site: DeskSite) -> None:
    answer = site.browser("counter").post(NEW, entry(site))
    view = newest(site)
    assert answer.headers["Location"] == f"{DESK}{view.number}/slip/"
    person = people.person(view.applicant_id or 0)
    assert person is not None
    assert (person.name, person.sex) == ("Made-up Zainab", "female")
    typist = site.browser("counter").session["_auth_user_id"]
    assert typist
    assert view.entered_by_id not in (person.thing_id, None)
    assert view.hides_from_authority
    assert view.is_private
    said = {one.purpose: (one.given, one.how, one.witness) for one in people.consents(person.id)}
    assert said["be-asked"] == (True, "thumbprint", "Made-up Clerk")
    assert said["name-to-office"][0] is False
    way = people.contacts(person.id)[0]
    assert (way.channel, way.address, way.speak_to) == ("voice", "+923005550099", "her sister")
    assert (way.safe_from, way.same_sex, way.is_shared) == (way.safe_from, True, True)
    assert way.safe_until is not None
    assert way.safe_until.minute == 30


def test_what_was_typed_stays_when_something_is_missing(site: DeskSite) -> None:
    wrong = entry(site, phone="", how="", safe_from="late", place="")
    answer = site.browser("counter").post(NEW, wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("The pump behind the school is dry.", "Made-up Zainab", "her sister", "late"):
        assert words in page
    for name in ("phone", "how-0", "safe_from", "place"):
        assert f'href="#{name}"' in page
    bad = site.browser("counter").post(NEW, entry(site, phone="12"))
    assert bad.status_code == 422
    assert 'href="#phone"' in bad.content.decode()
    assert not cases.newest(Filter(text="dry"))


def test_the_same_form_twice_is_one_matter_and_one_person(site: DeskSite) -> None:
    counter = site.browser("counter")
    first = counter.post(NEW, entry(site)).headers["Location"]
    known = people.by_contact("voice", "03005550099")
    assert counter.post(NEW, entry(site)).headers["Location"] == first
    assert people.by_contact("voice", "03005550099") == known
    assert len(cases.newest(Filter(text="dry"))) == 1


def test_tags_and_quotes_are_words_like_others(site: DeskSite) -> None:
    evil = "<script>alert('x')</script> dry'; drop table cases_case; -- {number} %(x)s \u202e"
    counter = site.browser("counter")
    names = ("title", "words", "name", "spot", "post", "speak_to", "witness")
    typed = entry(site, consents=["name-to-office"], **dict.fromkeys(names, evil))
    assert counter.post(NEW, {**typed, "body": site.set.bodies["water"]}).status_code == 302
    view = newest(site)
    for browser in (counter, site.browser("officer")):
        for way in ("", "papers/", "letters/request/", "forwarding-note/"):
            page = browser.get(f"{DESK}{view.number}/{way}")
            assert page.status_code == 200, way
            assert b"<script>alert" not in page.content, way


def test_an_organisation_speaks_for_somebody(site: DeskSite) -> None:
    from kachehri.domains.bodies import actions as bodies
    from kachehri.domains.bodies.kinds import NewBody

    group = bodies.save_body(
        body=NewBody(
            key="lso-made-up", kind="organisation", tier="civil", place="larkana",
            names={"en": "LSO Made-up"}, source="made up for tests", calendar="pk-sindh",
        ),
        by=site.set.setup, at=site.set.at,
    )  # fmt: skip
    counter = site.browser("counter")
    assert "LSO Made-up" in read(counter, NEW)
    assert (
        counter.post(NEW, entry(site, group=str(group), body=site.set.bodies["water"])).status_code
        == 302
    )
    view = newest(site)
    assert view.spoken_for_by_id == group
    assert "LSO Made-up" in read(counter, DESK + "organisations/")
    page = read(site.browser("officer"), f"{DESK}{view.number}/")
    assert "spoken for by LSO Made-up" in page
    assert "Zainab" not in page


def test_a_disclosure_goes_to_the_locked_tray_and_says_moved_only(
    site: DeskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kachehri.domains.cases.actions import opening

    monkeypatch.setattr(opening, "_is_flagged", lambda *texts: True)
    monkeypatch.setattr(opening, "_seal_intake", lambda *args, **more: None)
    before = cases.newest(Filter())[0].number
    answer = site.browser("counter").post(NEW, entry(site), follow=True)
    assert "Moved." in answer.content.decode()
    assert cases.newest(Filter())[0].number == before


def test_the_slip_shows_the_private_picture_only_while_the_person_stands_there(
    site: DeskSite,
) -> None:
    counter = site.browser("counter")
    counter.post(NEW, entry(site))
    view = newest(site)
    way = f"{DESK}{view.number}/slip/"
    assert f"/mine/{view.secret}/" in read(counter, way)
    other = read(site.browser("counter", name="second"), way)
    assert view.secret not in other
    assert f"/matters/{view.number}/" in other


def test_who_comes_back_is_found_by_number_or_by_phone_with_a_reason(site: DeskSite) -> None:
    counter, number = site.browser("counter"), site.now("hidden").number
    way = DESK + "counter/find/"
    assert counter.get(f"{way}?number={number}").headers["Location"].endswith(f"/{number}/")
    assert counter.get(f"{way}?number=999999").status_code == 422
    phone = {"phone": matters.PHONES["woman"]}
    assert counter.post(way, phone).status_code == 422
    page = counter.post(way, {**phone, "because": "She lost the slip."}).content.decode()
    assert "The tap gives no water." in page
    assert "people.looked_up" in {one.verb for one in ledger.events()}


def test_a_refused_receipt_needs_a_witness_and_starts_the_clock_all_the_same(
    site: DeskSite,
) -> None:
    counter = site.browser("counter")
    counter.post(NEW, entry(site, awaits_receipt="true"))
    view = newest(site)
    assert not flow.clocks([view.thing_id])[view.thing_id]
    way = f"{DESK}{view.number}/papers/new/receipt-refused/"
    today = timezone.localdate()
    wrong = counter.post(way, {"on": today.isoformat(), "words": "The clerk shook his head."})
    assert wrong.status_code == 422
    assert "The clerk shook his head." in wrong.content.decode()
    later = {"on": (today + timedelta(days=1)).isoformat(), "witness": "Made-up Teacher"}
    assert counter.post(way, later).status_code == 422
    assert counter.post(way, {**later, "on": today.isoformat()}).status_code == 302
    assert flow.clocks([view.thing_id])[view.thing_id]
    assert "Made-up Teacher" in read(counter, f"{DESK}{view.number}/papers/")


def test_numbers_of_offices_posts_and_portals_are_keyed_in_with_scans(site: DeskSite) -> None:
    counter, today = site.browser("counter"), timezone.localdate().isoformat()
    for paper, more in (
        ("receipt", {"number": "D-17"}),
        ("letter", {"number": "RGL77"}),
        ("acknowledgement", {}),
        ("portal", {"number": "PU-9"}),
        ("forwarding", {"number": "DIS-4", "numbering": "dispatch"}),
        ("reply", {"words": "It will be mended.", "brought_by": "Made-up Peon"}),
    ):
        scan = SimpleUploadedFile("scan.txt", paper.encode(), "text/plain")
        sent = {"on": today, "scan": scan, **more}
        answer = counter.post(site.way("complaint", f"papers/new/{paper}/"), sent)
        assert answer.status_code == 302, (paper, answer.content.decode()[-3000:-1500])
    page = read(counter, site.way("complaint", "papers/"))
    for words in ("D-17", "RGL77", "PU-9", "DIS-4", "It will be mended.", "Made-up Peon"):
        assert words in page
    assert all(one.file for one in cases.papers(site.now("complaint").id))
    assert counter.get(site.way("complaint", "papers/new/nonsense/")).status_code == 404


def test_a_forwarding_note_is_printed_in_three_languages(site: DeskSite) -> None:
    counter = site.browser("counter")
    for language in ("en", "ur", "sd"):
        way = site.way("complaint", f"forwarding-note/?language={language}")
        assert str(site.now("complaint").number) in pdf_text(counter.get(way).content)


def test_only_a_caller_of_the_same_sex_sees_who_asks_for_one(site: DeskSite) -> None:
    counter = site.browser("counter")
    page = read(counter, DESK + "calls/")
    assert "Made-up Woman" not in page
    assert "caller of their own sex" in page
    assert "5550002" not in read(counter, site.way("done", "call/"))
    said = counter.post(DESK + "calls/caller/", {"sex": "male"}, follow=True).content.decode()
    assert "Made-up Woman" not in said
    counter.post(DESK + "calls/caller/", {"sex": "female"})
    assert "Made-up Woman" not in read(counter, DESK + "calls/"), "said once, it stays"
    woman = site.browser("counter", name="woman")
    assert "I am a woman" in read(woman, DESK + "calls/")
    woman.post(DESK + "calls/caller/", {"sex": "female"})
    assert "Made-up Woman" in read(woman, DESK + "calls/")


def test_a_call_confirms_and_says_how_they_were_received(site: DeskSite) -> None:
    view = matters.step(
        site.set, site.set.cases["complaint"], "report-done", outcome="mended", because="Mended."
    )
    counter = site.browser("counter")
    assert "Made-up Man" in read(counter, DESK + "calls/")
    way = f"{DESK}{view.number}/call/"
    assert counter.post(way, {"outcome": ""}).status_code == 422
    sent = {
        "version": str(view.version), "outcome": "reached", "answer": "confirm",
        "relief": "full", "received": ["mocked"], "words": "It runs again.",
    }  # fmt: skip
    assert counter.post(way, sent).status_code == 302
    now = site.now("complaint")
    assert now.confirmed is True
    told = cases.feedback(now.id)
    assert (told[0].relief, told[0].received) == ("full", ("mocked",))
    assert "call" in {one.what for one in cases.timeline(now, site.set.setup)}


def test_a_call_that_reached_nobody_changes_nothing_else(site: DeskSite) -> None:
    view = matters.step(
        site.set, site.set.cases["complaint"], "report-done", outcome="mended", because="Mended."
    )
    sent = {"version": str(view.version), "outcome": "nobody", "answer": "confirm"}
    site.browser("counter").post(f"{DESK}{view.number}/call/", sent)
    assert site.now("complaint").confirmed is None


def test_an_office_never_sees_the_call_list(site: DeskSite) -> None:
    for role in ("officer", "supervisor"):
        assert site.browser(role).get(DESK + "calls/").status_code == 403
        assert site.browser(role).get(site.way("done", "call/")).status_code == 403


def test_texts_are_passed_or_hidden_with_a_published_reason(site: DeskSite) -> None:
    moderator = site.browser("moderator")
    assert "The hand pump is broken." in read(moderator, DESK + "moderation/")
    way = site.way("complaint", "moderate/")
    assert moderator.post(way, {"do": "hide"}).status_code == 422
    assert moderator.post(way, {"do": "hide", "because": "personal"}).status_code == 302
    assert site.now("complaint").moderation == "hidden"
    assert "names a private person" in cases.moderation_log()[0].because
    assert moderator.post(site.way("done", "moderate/"), {"do": "pass"}).status_code == 302
    assert site.now("done").moderation == "passed"
    moderator.post(site.way("done", "moderate/"), {"do": "private", "because": "harm"})
    assert site.now("done").is_private
    assert site.browser("officer").get(DESK + "moderation/").status_code == 403


def keep_in_pen(site: DeskSite, external: str = "1") -> int:
    """Something that nobody could place."""
    number = post.keep(
        channel="letter", gateway="made-up", external=external, raw=b"The pump is dry since May",
        content_type="text/plain", headers={}, at=site.set.at,
    )  # fmt: skip
    assert number
    guess = {"case": site.now("complaint").number, "why": "words", "score": 0.62}
    post.hold(
        arrival_id=number, by=site.set.setup, at=site.set.at, problem="no number", guesses=[guess]
    )
    return number


def test_the_pen_shows_guesses_and_what_is_put_away_needs_a_reason(site: DeskSite) -> None:
    number, moderator = keep_in_pen(site), site.browser("moderator")
    assert "The pump is dry since May" in read(moderator, "/en/desk/pen/")
    page = read(moderator, f"/en/desk/pen/{number}/")
    assert str(site.now("complaint").number) in page
    assert "62 %" in page
    way = f"/en/desk/pen/{number}/settle/"
    assert moderator.post(way, {"number": "424242"}).status_code == 422
    assert moderator.post(way, {"do": "drop"}).status_code == 422
    assert moderator.post(way, {"do": "drop", "because": "An advertisement."}).status_code == 302
    assert held.one_held(number) is None
    assert moderator.post(way, {"do": "drop", "because": "Again."}).status_code == 302
    for role in ("officer", "counter"):
        assert site.browser(role).get("/en/desk/pen/").status_code == 403


def test_what_lay_in_the_pen_becomes_a_matter_of_its_own(
    site: DeskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed: list[int] = []
    monkeypatch.setattr(post, "place", lambda **given: placed.append(given["number"]))
    number, moderator = keep_in_pen(site), site.browser("moderator")
    form = read(moderator, f"{NEW}?held={number}&channel=sms&words=The+pump+is+dry")
    assert "By text message" in form
    assert "The pump is dry" in form
    typed = entry(site, held=str(number), channel="sms")
    assert "The pump behind the school" in read(moderator, made(moderator, typed))
    assert placed == [newest(site).number]
    assert newest(site).channel == "sms"


def made(browser: Any, typed: dict[str, Any]) -> str:
    """The address to which entering a matter leads."""
    return str(browser.post(NEW, typed).headers["Location"])


def test_a_letter_is_seen_and_printed_with_the_section_of_the_law(site: DeskSite) -> None:
    counter = site.browser("counter")
    page = read(counter, site.way("request", "letters/request/"))
    assert "Sindh Transparency and Right to Information Act 2016" in page
    said = pdf_text(counter.get(site.way("request", "letters/request/file/")).content)
    assert "Made-up Man" in said
    assert counter.get(site.way("request", "letters/nonsense/")).status_code == 404


def test_a_remedy_opens_the_next_matter(site: DeskSite) -> None:
    counter = site.browser("counter")
    page = read(counter, site.way("refused", "remedies/"))
    assert "Ask a higher officer" in page
    answer = counter.post(site.way("refused", "remedies/"), {"remedy": "higher-officer"})
    assert answer.status_code == 302
    after = cases.children(site.now("refused").id)
    assert len(after) == 1
    assert counter.post(site.way("refused", "remedies/"), {"remedy": "x"}).status_code == 422


def test_other_people_s_places_stay_closed(site: DeskSite) -> None:
    """A counter in another place opens nothing."""
    from kachehri.domains.places import queries as places

    sukkur = places.by_key("sukkur")
    assert sukkur is not None
    import dataclasses

    away = DeskSite(dataclasses.replace(site.set, larkana=sukkur))
    far = away.browser("counter", name="far")
    for way in ("", "papers/", "slip/", "call/", "letters/", "remedies/", "forwarding-note/"):
        assert far.get(site.way("complaint", way)).status_code in (403, 404), way
    found = far.get(f"{DESK}counter/find/?number={site.now('complaint').number}")
    assert found.status_code == 422
    assert far.get(DESK + "moderation/").status_code == 403
