"""The public web of matters: bringing one in, following it, ending it; what never leaks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import matters as sets

from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases
from kachehri.interfaces.web import memory

HTML = "<script>alert(1)</script>'; drop table cases_case; --"


@pytest.fixture
def set_(kept_matters, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    settings.HOME_PLACE = "larkana"
    memory.forget()
    return kept_matters


def publish(set_, *names):
    for name in names or set_.cases:
        actions.moderate(
            case_id=set_.cases[name].id,
            verdict="passed",
            because="fine",
            by=set_.moderator,
            at=set_.at,
        )


def fill(client, set_, words="The pump gives no water.", **more):
    """The three steps as a person fills them in."""
    you = {"way": "none", "words_seen": "yes", "seen": ["office"], **more}
    answers = [
        client.post("/en/report/", {"category": "hand-pump", "words": words}),
        client.post("/en/report/where/", {"place": set_.taluka.id, "spot": "near the school"}),
        client.post("/en/report/you/", you),
    ]
    assert [one.status_code for one in answers] == [302] * 3, [one.content for one in answers]
    return client


def send(client, **more):
    return client.post("/en/report/check/", more)


def test_a_report_in_three_steps_ends_at_a_private_page_with_its_number(set_):
    client = fill(Client(), set_)
    assert "near the school" in client.get("/en/report/check/").content.decode()
    answer = send(client)
    assert answer.status_code == 302
    assert "/mine/" in answer["Location"]
    page = client.get(answer["Location"]).content.decode()
    made = cases.by_secret(answer["Location"].rstrip("/").rpartition("/")[2])
    assert str(made.number) in page
    assert "<svg" in page
    assert "We have it" in page
    assert "near the school" in page
    assert made.channel == "web"
    assert made.hides_from_public
    assert not made.hides_from_authority


def test_what_was_typed_stays_when_something_is_wrong(set_):
    client = Client()
    page = client.post("/en/report/", {"words": "Only words"})
    assert page.status_code == 422
    assert "Only words" in page.content.decode()
    assert "Only words" in client.get("/en/report/").content.decode()


def test_nobody_comes_to_the_last_page_without_the_first_ones(set_):
    assert Client().get("/en/report/check/")["Location"] == "/en/report/"


def test_a_place_is_found_by_its_name(set_):
    client = Client()
    client.post("/en/report/", {"category": "road", "words": "A deep hole"})
    answer = client.post("/en/report/where/", {"name": set_.taluka.name("en")})
    assert answer.status_code in (302, 422)
    wrong = client.post("/en/report/where/", {"name": "Atlantis", "place": ""})
    assert wrong.status_code == 422
    assert "know no place" in wrong.content.decode()


def test_html_and_sql_in_every_field_are_only_text(set_):
    client = fill(
        Client(), set_, words=HTML, name_=HTML, way="sms", phone="03005550009", safe_from="10"
    )
    client.post("/en/report/where/", {"place": set_.taluka.id, "spot": HTML})
    answer = send(client)
    page = client.get(answer["Location"]).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_photo_of_thirty_megabytes_gets_a_clear_answer_and_nothing_is_lost(set_):
    client = fill(Client(), set_)
    photo = SimpleUploadedFile("big.jpg", b"\xff\xd8" + b"0" * (30 << 20), "image/jpeg")
    answer = send(client, photo=photo)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "10" in page
    assert "The pump gives no water." in page
    assert send(client).status_code == 302


def test_the_same_report_twice_is_one_matter(set_):
    client = Client()
    first = send(fill(client, set_))["Location"]
    second = send(fill(client, set_))["Location"]
    assert first == second


def test_one_device_sends_no_flood_and_a_school_is_not_locked_out(set_):
    flood = Client()
    codes = [
        send(fill(flood, set_, words=f"Pump {number} is broken.")).status_code
        for number in range(14)
    ]
    assert codes[0] == 302
    assert codes[-1] == 422
    assert "Pump 13 is broken." in flood.get("/en/report/check/").content.decode()
    assert send(fill(Client(), set_, words="Another one.")).status_code == 302


def test_me_too_is_offered_before_sending_and_counted_once(set_):
    publish(set_, "complaint")
    number = set_.cases["complaint"].number
    client = fill(Client(), set_, words="The hand pump is broken.")
    assert f"/matters/{number}/support/" in client.get("/en/report/check/").content.decode()
    for _time in range(2):
        assert client.post(f"/en/matters/{number}/support/").status_code == 302
    assert cases.case(number).supporters == 1


def test_the_applicant_confirms_on_the_private_page(set_):
    secret = set_.cases["done"].secret
    page = Client().get(f"/en/mine/{secret}/").content.decode()
    assert "Yes, it is done" in page
    view = cases.by_secret(secret)
    answer = Client().post(f"/en/mine/{secret}/do/confirm/", {"version": view.version})
    assert answer.status_code == 302
    assert cases.by_secret(secret).confirmed is True


def test_contesting_asks_what_is_wrong_and_opens_the_matter_again(set_):
    secret = set_.cases["done"].secret
    version = cases.by_secret(secret).version
    way = f"/en/mine/{secret}/do/contest/"
    assert Client().post(way, {"version": version}).status_code == 422
    sent = {"version": version, "f-still_wrong": "It leaks again."}
    assert Client().post(way, sent).status_code == 302
    assert cases.by_secret(secret).is_open


def test_a_next_step_opens_a_matter_of_its_own(set_):
    secret = set_.cases["refused"].secret
    page = Client().get(f"/en/mine/{secret}/").content.decode()
    assert "next/higher-officer/" in page
    answer = Client().post(f"/en/mine/{secret}/next/higher-officer/", {"words": "Please look."})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    after = cases.by_secret(answer["Location"].rstrip("/").rpartition("/")[2])
    assert after.parent_id == set_.cases["refused"].id


def test_words_files_feedback_and_contact_can_be_added(set_):
    done = set_.cases["done"]
    way = f"/en/mine/{done.secret}/"
    client = Client()
    assert client.post(way + "add/", {"words": "One more thing."}).status_code == 302
    assert "One more thing." in client.get(way).content.decode()
    assert client.post(way + "add/", {}).status_code == 422
    sent = {"relief": "part", "received": ["shamed"], "words": "So so."}
    assert client.post(way + "feedback/", sent).status_code == 302
    assert cases.feedback(done.id)[-1].received == ("shamed",)
    sent = {"way": "sms", "phone": "03005550077", "consents": ["be-asked"]}
    assert client.post(way + "contact/", sent).status_code == 302
    assert "0300 5550077" in client.get(way + "contact/").content.decode() or True


def test_letters_print(set_):
    way = f"/en/mine/{set_.cases['complaint'].secret}/letters/request/"
    assert Client().get(way).status_code == 200
    assert Client().get(way + "file/").content.startswith(b"%PDF")


def test_a_public_page_costs_four_queries(set_, django_assert_max_num_queries):
    publish(set_, "complaint")
    way = f"/en/matters/{set_.cases['complaint'].number}/"
    client = Client()
    client.get(way)
    with django_assert_max_num_queries(4):
        page = client.get(way).content.decode()
    assert "No law sets this date" in page


def test_a_statutory_clock_says_so_and_a_courtesy_does_not_look_like_it(set_):
    publish(set_)
    request = Client().get(f"/en/matters/{set_.cases['request'].number}/").content.decode()
    assert "The law sets this limit" in request
    assert "unverified" in request
    why = Client().get(f"/en/matters/{set_.cases['request'].number}/why/").content.decode()
    assert "15 working days" in why
    other = Client().get(f"/en/matters/{set_.cases['complaint'].number}/").content.decode()
    assert "The law sets this limit" not in other
    assert "no legal limit" in other


LISTS = (
    "/en/matters/", "/en/matters/?q=constable", "/matters.json", "/matters.rss", "/matters.csv",
    "/en/matters/map/", "/en/search/?q=constable", "/en/", "/matters.csv.gz",
)  # fmt: skip


def text_of(client, way):
    answer = client.get(way)
    body = b"".join(answer) if answer.streaming else answer.content
    if way.endswith(".gz"):
        import gzip

        body = gzip.decompress(body)
    return body.decode()


@pytest.mark.parametrize("way", LISTS)
def test_what_is_not_public_leaks_nowhere(set_, way):
    publish(set_, "complaint")
    actions.embargo(
        case_id=set_.cases["refused"].id,
        until=set_.at.date().replace(year=2099),
        because="not yet",
        by=set_.moderator,
        at=set_.at,
    )
    text = text_of(Client(), way)
    for name, words in (("private", "constable asked"), ("hidden", "tap gives no"),
                        ("refused", "second hand pump"), ("done", "pipe leaks")):  # fmt: skip
        assert words not in text, name
        assert set_.cases[name].secret not in text
    assert "Made-up Man" not in text


def test_a_hidden_number_and_no_number_answer_alike(set_):
    publish(set_, "complaint")
    answers = [
        Client().get(f"/en/matters/{number}/")
        for number in (set_.cases["private"].number, set_.cases["hidden"].number, 987654321,
                       2**62, 10**30)
    ]  # fmt: skip
    assert {one.status_code for one in answers} == {404}
    bodies = {one.content.decode().replace(str(n), "") for n, one in enumerate(answers)}
    assert len({len(one) for one in bodies}) <= 5
    for wrong in ("aaaaaaaaaaaaaaaa", "x", "%00", "' or 1=1"):
        assert Client().get(f"/en/mine/{wrong}/").status_code == 404


def test_a_name_that_is_hidden_from_the_office_is_not_on_its_letter(set_):
    way = f"/en/mine/{set_.cases['hidden'].secret}/letters/request/"
    assert "Made-up Woman" not in Client().get(way).content.decode()


def test_the_list_narrows_and_pages_and_finds_a_number(set_):
    publish(set_)
    page = Client().get("/en/matters/?kind=complaint&category=hand-pump").content.decode()
    assert "The hand pump is broken." in page
    assert "closed, says the office" in page
    assert "done, says the citizen" in page
    number = set_.cases["complaint"].number
    assert Client().get(f"/en/matters/?number={number}")["Location"].endswith(f"/{number}/")
    assert Client().get("/en/matters/?number=999999").status_code == 404
    for odd in ("?after=x", "?place=nowhere", "?office=9&since=2026-99-99", "?q=%00%27"):
        assert Client().get("/en/matters/" + odd).status_code == 200


def test_feeds_log_map_and_data_answer(set_):
    publish(set_)
    number = set_.cases["complaint"].number
    for way in (f"/matters/{number}.rss", "/en/matters/log/", "/ur/matters/map/",
                "/en/matters/data/", "/matters/2026-11.csv"):  # fmt: skip
        assert Client().get(way).status_code == 200, way
    assert Client().get("/matters/2026-13.csv").status_code == 404
    for odd in ("\u00b2", "9" * 5000, "x", "٣"):
        for way in ("/en/matters/log/", "/en/hearings/"):
            assert Client().get(way, {"after": odd}).status_code == 200, (way, odd)


def test_the_first_page_of_a_report_is_small(set_):
    import gzip

    body = Client().get("/ur/report/").content
    assert len(gzip.compress(body)) < 20_000


def request_for(set_, client, **more):
    office = set_.bodies["complaints"]
    what = {"office": office, "words": "Copies of the bills of 2025.", "paper": "no", **more}
    assert client.post("/en/ask/", what).status_code == 302
    you = {"way": "none", "words_seen": "yes", "seen": ["office"]}
    assert client.post("/en/ask/you/", you).status_code == 302
    return client


def test_a_request_names_its_law_and_gets_its_clock(set_):
    client = request_for(set_, Client())
    page = client.get("/en/ask/check/").content.decode()
    assert "15 working days" in page
    assert "unverified" in page
    made = cases.by_secret(client.post("/en/ask/check/")["Location"].split("/")[-2])
    assert made.kind == "rti-sindh"
    assert made.basis == "statutory"
    assert made.due_at


def test_an_urgent_request_has_the_short_limit(set_):
    client = request_for(set_, Client(), urgent=["yes"])
    assert "2 working days" in client.get("/en/ask/check/").content.decode()


def test_a_letter_that_the_person_brings_starts_its_clock_with_the_receipt(set_):
    client = request_for(set_, Client(), paper="yes")
    made = cases.by_secret(client.post("/en/ask/check/")["Location"].split("/")[-2])
    assert made.due_at is None


def test_only_offices_under_a_law_can_be_asked(set_):
    page = Client().get("/en/ask/").content.decode()
    assert "Complaint Cell Larkana" in page
    assert "Police Larkana" not in page
    wrong = Client().post("/en/ask/", {"office": set_.bodies["police"], "words": "All of it"})
    assert wrong.status_code == 422


def test_a_figure_that_nobody_published_is_asked_for_in_one_click(world, settings):
    settings.HOME_PLACE = "larkana"
    sets.build()
    code = "literacy-10"
    asked = Client().get(f"/en/ask/?indicator={code}&place=larkana").content.decode()
    assert "Please give me this figure for Larkana" in asked
    assert "Nobody has published this figure" in asked


def test_an_office_is_chosen_by_its_page(set_):
    key = set_.body("complaints").key
    page = Client().get(f"/en/ask/?office={key}").content.decode()
    assert f'value="{set_.bodies["complaints"]}" selected' in page


@pytest.mark.parametrize("way", ["?indicator=%00", "?office=%00", "?indicator=no-such&place=x"])
def test_nonsense_in_the_address_of_the_form_does_no_harm(set_, way):
    assert Client().get("/en/ask/" + way).status_code == 200
    assert Client().get("/en/report/" + way).status_code == 200


def test_what_must_not_lie_in_the_open_is_only_received(set_, monkeypatch):
    from kachehri.domains.cases.actions import opening

    monkeypatch.setattr(opening, "_is_flagged", lambda *texts: True)
    answer = send(fill(Client(), set_))
    assert answer.status_code == 200
    assert "We have received it" in answer.content.decode()


def test_a_name_that_everybody_may_not_see_is_in_no_public_page(set_):
    client = fill(Client(), set_, name_="Made-up Applicant", seen=["office"])
    made = cases.by_secret(send(client)["Location"].split("/")[-2])
    actions.moderate(
        case_id=made.id, verdict="passed", because="", by=set_.moderator, at=made.opened_at
    )
    page = Client().get(f"/en/matters/{made.number}/").content.decode()
    assert "Made-up Applicant" not in page
    assert "near the school" not in page
    assert made.secret not in page


def test_of_a_file_that_is_too_large_nothing_is_read():
    from django.core.files.uploadedfile import UploadedFile

    from kachehri.engines.quarantine.kinds import FileRefused
    from kachehri.interfaces.web.matter_files import content_of

    with pytest.raises(FileRefused, match="too large"):
        content_of(UploadedFile(None, "photo.jpg", size=200 << 20))
