"""Conversations by text message, from the request of the gateway to the answer in the outbox."""

import pytest

from kachehri.domains.cases import actions as cases
from kachehri.domains.cases import queries
from kachehri.domains.cases.models import Case, Entry
from kachehri.domains.places import queries as places
from kachehri.engines.post import actions as post
from kachehri.engines.post.models import Arrival, Message, Preference
from kachehri.engines.vault.models import Sealed

from .conftest import AT, PHONE, Phone, states

pytestmark = pytest.mark.django_db

COMPLAINTS = {
    "ur-Latn": "Dokri me hand pump 2 mahine se kharab hai",
    "ur": "ڈوکری میں ہینڈ پمپ خراب ہے",
    "sd": "ڏوڪري ۾ نلڪو خراب آهي",
    "sd-Latn": "Dokri me nalko kharab aahe",
    "en": "The hand pump in Dokri is broken",
}


def newest() -> queries.CaseView:
    case = queries.case(Case.objects.order_by("-id").values_list("number", flat=True)[0])
    assert case is not None
    return case


@pytest.mark.parametrize("spelling", sorted(COMPLAINTS))
def test_a_complaint_opens_a_case_where_it_says_and_about_what(phone, district, spelling):
    answer = phone.sends(COMPLAINTS[spelling])
    case = newest()
    assert (case.kind, case.category, case.channel) == ("complaint", "hand-pump", "sms")
    assert case.place_id in {one.id for one in places.children(district.larkana.id)}
    assert case.language == spelling[:2]
    assert str(case.number) in answer
    assert "pump" not in answer.lower()


def test_the_answer_is_in_the_sender_s_spelling(phone):
    assert phone.sends(COMPLAINTS["ur-Latn"]).startswith("Mil gaya. Aap ka number")
    assert phone.sends(COMPLAINTS["sd-Latn"]).startswith("Mili wayo. Tawhanjo number")
    assert phone.sends(COMPLAINTS["en"]).startswith("We have it. Your number is")


def test_one_message_goes_out_for_one_that_came(phone):
    phone.sends(COMPLAINTS["en"])
    sent = Message.objects.filter(is_incoming=False, address=PHONE).exclude(state="withheld")
    assert sent.count() == 1


def test_a_complaint_without_a_place_opens_at_the_district_and_asks_once(phone, district):
    asked = phone.sends("hamare gaon me pani nahi aa raha hai")
    case = newest()
    assert case.place_id == district.larkana.id
    assert "kahan" in asked
    assert str(case.number) in phone.sends("Dokri")
    assert Case.objects.count() == 1
    assert newest().place_id == places.finder().find("taluka", "Dokri").id
    phone.sends("Ratodero")
    assert Case.objects.count() == 2, "the question was answered: this is something new"


def test_a_second_person_at_a_shared_telephone_gets_a_case_of_their_own(phone):
    phone.sends("hamare gaon me pani nahi aa raha hai")
    phone.sends("bijli ka transformer jal gaya hai Dokri me")
    first, second = Case.objects.order_by("id")
    assert first.applicant_id != second.applicant_id
    assert first.words != second.words


def test_ten_of_the_same_are_one_with_one_answer_and_the_count_stays(phone):
    for _ in range(10):
        phone.sends(COMPLAINTS["ur-Latn"], read=False)
    phone.hears()
    assert Case.objects.count() == 1
    assert Message.objects.filter(is_incoming=False).exclude(state="withheld").count() == 1
    again = Arrival.objects.filter(state="dropped", problem__startswith="the same again")
    assert again.count() == 9


def test_status_is_told_by_number_in_every_script(phone):
    phone.sends(COMPLAINTS["ur-Latn"])
    number = newest().number
    eastern = str(number).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    for text in (f"STATUS {number}", f"{number}", f"haal {number}", f"حال {eastern}", eastern):
        assert str(number) in phone.sends(text), text
    assert Case.objects.count() == 1


def test_news_of_a_private_matter_goes_to_its_own_telephone_alone(phone):
    phone.sends("Dokri thana sho rishwat mangta hai")
    case = newest()
    assert case.is_private
    assert "office" in phone.sends(f"STATUS {case.number}")
    stranger = Phone("+923005550011")
    stranger.at = phone.at
    assert "no matter" in stranger.sends(f"STATUS {case.number}")


def test_a_number_that_nobody_has_is_said_so(phone):
    assert "99999999" in phone.sends("STATUS 99999999")


def done(case, district):
    made = cases.move(
        case_id=case.id,
        version=None,
        move="report-done",
        content={"outcome": "explained"},
        by=district.officer,
        at=AT,
    )
    assert made is not None
    Message.objects.filter(state="waiting").update(state="sent", sent_at=AT)


@pytest.mark.parametrize(
    ("text", "state"),
    [("YES {}", "confirmed"), ("haan {}", "confirmed"), ("نہیں {}", "contested"),
     ("ها {}", "confirmed"), ("NO {}", "contested")],
)  # fmt: skip
def test_yes_and_no_confirm_or_contest_what_the_office_says(phone, district, text, state):
    phone.sends(COMPLAINTS["en"])
    case = newest()
    done(case, district)
    assert str(case.number) in phone.sends(text.format(case.number))
    assert newest().state == state


def test_a_yes_without_a_number_is_for_the_one_question_that_waits(phone, district):
    phone.sends(COMPLAINTS["en"])
    done(newest(), district)
    phone.sends("ji haan")
    assert newest().state == "confirmed"


def test_a_stranger_confirms_nothing(phone, district):
    phone.sends(COMPLAINTS["en"])
    case = newest()
    done(case, district)
    stranger = Phone("+923005550012")
    stranger.at = phone.at
    assert "Only the person" in stranger.sends(f"YES {case.number}")
    assert newest().state == "done"


def test_stop_and_start_are_heeded_and_confirmed(phone):
    assert "START" in phone.sends("STOP")
    assert Preference.objects.get(address=PHONE).opted_out_at is not None
    phone.sends("START")
    assert Preference.objects.get(address=PHONE).opted_out_at is None


def test_help_and_an_empty_message(phone):
    assert "STATUS" in phone.sends("HELP")
    assert phone.sends("https://example.org/photo.jpg") == ""
    assert states()[-1] == "dropped"


def test_what_is_sensitive_goes_to_the_tray_and_nobody_answers(phone):
    assert phone.sends("mera shohar mujhe marta hai, Dokri") == ""
    assert Case.objects.count() == 0
    assert Sealed.objects.count() == 1
    row = Arrival.objects.get()
    assert (row.state, bytes(row.raw), row.headers) == ("purged", b"", {})
    assert Message.objects.count() == 0


def test_words_that_are_code_are_words(phone):
    phone.sends("<script>alert(1)</script> '); DROP TABLE cases_case; -- Dokri pani nahi")
    assert "DROP TABLE" in newest().words


def test_what_a_moderator_puts_to_a_matter_is_added_to_it(phone, district):
    phone.sends(COMPLAINTS["en"])
    case = newest()
    phone.sends("and it is dry since June", read=False)
    Arrival.objects.filter(state="new").update(state="held")
    held = Arrival.objects.get(state="held")
    post.place(arrival_id=held.pk, number=case.number, by=district.moderator, at=AT)
    held.refresh_from_db()
    assert held.state == "done"
    assert Entry.objects.filter(case_id=case.id, what="message").exists()
    assert Message.objects.get(pk=held.message_id).subject_id == case.thing_id
