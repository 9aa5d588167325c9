"""What ODK Collect asks of a server, sentence by sentence, and what it must never be answered."""

import re

import pytest
from defusedxml import ElementTree
from django.test import Client
from tests import surveys as standard
from tests.phones import JPEG, md5_of, part, post, post_body, whole, words_of, xml

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.models import Conflict, Form, FormMedia, FormVersion, Submission

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
PHOTO = "تصویر ۱.jpg"


# 1. the list


def test_the_list_is_text_xml_with_the_openrosa_header_and_all_that_collect_must_find(
    base, surveys
):
    answer = Client().get(f"{base}/formList?deviceID=made-up")
    assert answer.status_code == 200
    assert "text/xml" in answer["Content-Type"]
    assert answer["X-OpenRosa-Version"] == "1.0"
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{LIST}xforms"
    assert len(root) == 2
    for one in root:
        told = {child.tag.removeprefix(LIST): child.text for child in one}
        assert {"formID", "name", "downloadUrl", "hash", "version"} <= told.keys()
        assert re.fullmatch("md5:[0-9a-f]{32}", told["hash"])
        assert told["downloadUrl"].startswith(f"http://testserver{base}/forms/")


def test_one_entry_that_cannot_be_told_of_never_breaks_the_list(base, surveys):
    FormVersion.objects.filter(pk=surveys.simple.published_id).update(md5="")
    answer = Client().get(f"{base}/formList")
    assert answer.status_code == 200
    names = [one.text for one in ElementTree.fromstring(answer.content).iter(f"{LIST}formID")]
    assert names == ["household"]


def test_a_title_with_markup_and_control_characters_is_still_xml(base, surveys):
    Form.objects.filter(pk=surveys.simple.id).update(titles={"en": "a < b & \x01 ]]> ‏ٹ"})
    root = ElementTree.fromstring(Client().get(f"{base}/formList").content)
    assert "a < b &  ]]> ٹ" in [one.text for one in root.iter(f"{LIST}name")]


def test_drafts_and_closed_forms_are_not_listed(base, surveys):
    actions.retire(form_id=surveys.simple.id, by=surveys.setup, at=surveys.at)
    standard.add(
        surveys.project_id, standard.SIMPLE.replace("| water |", "| other |"), by=surveys.setup,
        at=surveys.at, publish=False,
    )  # fmt: skip
    root = ElementTree.fromstring(Client().get(f"{base}/formList").content)
    assert [one.text for one in root.iter(f"{LIST}formID")] == ["household"]


# 2. the form


def test_the_hash_is_the_md5_of_exactly_the_bytes_that_are_fetched(base):
    root = ElementTree.fromstring(Client().get(f"{base}/formList").content)
    for one in root:
        address, told = (one.find(f"{LIST}{name}").text for name in ("downloadUrl", "hash"))
        got = Client().get(f"{address.removeprefix('http://testserver')}&deviceID=x")
        assert got.status_code == 200
        assert "text/xml" in got["Content-Type"]
        assert md5_of(got.content) == told.removeprefix("md5:")


def test_the_bytes_of_a_form_are_the_same_for_everybody_in_every_language(base, surveys):
    other = actions.send_out(
        project_id=surveys.project_id, name="Other", by=surveys.manager, at=surveys.at
    )
    addresses = (base, f"/openrosa/key/{other.token}/projects/{surveys.project_id}")
    found = {
        Client().get(f"{one}/forms/household.xml", HTTP_ACCEPT_LANGUAGE=language).content
        for one in addresses
        for language in ("ur", "sd", "en")
    }
    assert len(found) == 1


def test_an_older_version_can_still_be_fetched_and_a_draft_cannot(base, surveys):
    standard.add(
        surveys.project_id, standard.SIMPLE.replace("| 1 |", "| 2 |"), by=surveys.setup,
        at=surveys.at, publish=False,
    )  # fmt: skip
    assert Client().get(f"{base}/forms/water.xml?v=1").status_code == 200
    assert Client().get(f"{base}/forms/water.xml?v=2").status_code == 404


# 3. and 4. files of forms


def test_the_manifest_names_each_file_with_its_checksum_and_where_it_is(base, surveys):
    version = FormVersion.objects.get(pk=surveys.household.published_id)
    digest = md5_of(JPEG)
    FormMedia.objects.create(
        version=version, name="نقشہ & 1.jpg", content=JPEG, content_type="image/jpeg", md5=digest,
        size=len(JPEG),
    )  # fmt: skip
    FormMedia.objects.create(version=version, name="awaited.csv")
    root = ElementTree.fromstring(Client().get(f"{base}/formList").content)
    (address,) = [one.text for one in root.iter(f"{LIST}manifestUrl")]
    answer = Client().get(address.removeprefix("http://testserver"))
    assert "text/xml" in answer["Content-Type"]
    assert answer["X-OpenRosa-Version"] == "1.0"
    (one,) = ElementTree.fromstring(answer.content)
    told = {child.tag.removeprefix(MANIFEST): child.text for child in one}
    assert told["filename"] == "نقشہ & 1.jpg"
    got = Client().get(told["downloadUrl"].removeprefix("http://testserver"))
    assert got.content == JPEG
    assert told["hash"] == "md5:" + md5_of(got.content)


# 6. may I send here?


def test_head_is_answered_204_with_the_length_that_is_taken_and_never_200(base):
    answer = Client().head(f"{base}/submission?deviceID=x")
    assert answer.status_code == 204
    assert int(answer["X-OpenRosa-Accept-Content-Length"]) >= 1_000_000
    assert answer["X-OpenRosa-Version"] == "1.0"


def test_a_submission_cannot_be_got(base):
    answer = Client().get(f"{base}/submission")
    assert answer.status_code == 405
    assert answer["Allow"] == "HEAD, POST"


# 7. answers


def test_answers_are_taken_with_201_and_a_sentence_and_read_as_they_were_written(base, surveys):
    answer, said = post(f"{base}/submission?deviceID=made-up:1", xml(surveys))
    assert (answer.status_code, said) == (201, "We have the answers. Thank you.")
    assert "text/xml" in answer["Content-Type"]
    actions.read_submissions(by=surveys.setup, at=surveys.at)
    found = queries.answer(surveys.household.id, "uuid:made-up-1")
    assert found.values == standard.ANSWERS
    assert found.submission.device == "made-up:1"
    assert found.submission.is_complete


def test_the_same_twice_is_taken_once_and_told_so(base, surveys):
    for wanted in ("We have the answers. Thank you.", "We had these answers already."):
        answer, said = post(f"{base}/submission", xml(surveys))
        assert (answer.status_code, said) == (201, wanted)
    assert Submission.objects.count() == 1


def test_other_answers_under_the_same_number_are_kept_apart_and_not_dropped(base, surveys):
    post(f"{base}/submission", xml(surveys))
    for _again in range(2):
        answer, said = post(f"{base}/submission", xml(surveys, words="Something else"))
        assert answer.status_code == 409
        assert "Both are kept" in said
    (kept,) = queries.conflicts()
    assert kept.reason == "other-content"
    assert Conflict.objects.count() == 1


def test_an_urdu_file_name_and_a_file_in_a_second_part_come_through(base, surveys):
    content = xml(surveys, photo=PHOTO)
    answer, _ = post(f"{base}/submission", content, incomplete=True)
    assert answer.status_code == 201
    actions.read_submissions(by=surveys.setup, at=surveys.at)
    before = queries.answer(surveys.household.id, "uuid:made-up-1").submission
    assert not before.is_complete
    answer, _ = post(f"{base}/submission", content, [(PHOTO, "image/jpeg", JPEG)])
    assert answer.status_code == 201
    found = queries.answer(surveys.household.id, "uuid:made-up-1")
    assert found.submission.is_complete
    assert queries.attachment(found.submission.id, PHOTO) == JPEG
    assert found.values["/data/photo"] == PHOTO


def test_a_hundred_files_and_the_answers_fit_into_one_request(base, surveys):
    files = [(f"{number}.jpg", "image/jpeg", JPEG) for number in range(101)]
    answer, _ = post(f"{base}/submission", xml(surveys), files, incomplete=True)
    assert answer.status_code == 201
    assert len(queries.attachments(Submission.objects.get().pk)) == 101


def test_a_file_that_is_not_what_it_says_is_kept_apart_and_said(base, surveys):
    content = xml(surveys, photo="house.jpg")
    answer, said = post(
        f"{base}/submission", content, [("house.jpg", "image/jpeg", b"MZ\x90\0 a program")]
    )
    assert answer.status_code == 201
    assert "house.jpg" in said
    (kept,) = queries.attachments(Submission.objects.get().pk)
    assert kept.state == "refused"
    assert queries.attachment(kept.submission_id, kept.name) == b"MZ\x90\0 a program"


@pytest.mark.parametrize("cut", [10, 300, 900, -60, -18, -5])
def test_a_request_that_broke_off_anywhere_leaves_nothing_and_can_be_sent_again(base, surveys, cut):
    content = xml(surveys, photo=PHOTO)
    parts = [
        part("xml_submission_file", "sub.xml", "text/xml", content),
        part(PHOTO, PHOTO, "image/jpeg", JPEG),
    ]
    answer, said = post_body(f"{base}/submission", whole(parts)[:cut])
    assert answer.status_code == 400
    assert said == "The message broke off on its way. Send it again."
    assert not Submission.objects.exists()
    assert not Conflict.objects.exists()
    answer, _ = post_body(f"{base}/submission", whole(parts))
    assert answer.status_code == 201


def test_a_file_of_a_hundred_megabytes_is_refused_with_a_sentence(base, surveys, monkeypatch):
    monkeypatch.setenv("KACHEHRI_ANSWER_MB", "1")
    answer, said = post(
        f"{base}/submission", xml(surveys), [("film.mp4", "video/mp4", bytes(1_500_000))]
    )
    assert answer.status_code == 413
    assert "film.mp4" in said
    assert "1 MB" in said
    answer = Client().generic(
        "POST", f"{base}/submission", b"", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(100 << 20),
    )  # fmt: skip
    assert answer.status_code == 413
    assert "stay on the phone" in words_of(answer)
    assert not Submission.objects.exists()


def test_what_the_server_cut_because_of_its_size_is_told_the_same(base):
    assert Client().get(f"{base}/submission?too-large=1").status_code == 413


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(98, 106)
    )
    + b']><data id="household" version="1">&i;</data>'
)
FILE = (
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<data id="household" version="1"><words>&a;</words><meta><instanceID>uuid:x</instanceID>'
    b"</meta></data>"
)


@pytest.mark.parametrize(
    "bad",
    [
        BOMB,
        FILE,
        FILE.decode().encode("utf-16"),
        b"<data" + b" " * 10 + b"id=",
        b"",
        b"\xff\xfe\x00",
        b"<data id='household' version='1'>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</data>",
        b"<data id='household' version='1'><meta/></data>",
        b"PK\x03\x04",
    ],
    ids=["bomb", "file", "wide", "broken", "empty", "bytes", "deep", "no-number", "words"],
)
def test_what_is_no_submission_is_answered_clearly_and_a_copy_is_kept_sealed(base, surveys, bad):
    answer, said = post(f"{base}/submission", bad)
    assert answer.status_code == 400
    assert said == "These answers cannot be read as they are. A copy is kept."
    assert not Submission.objects.exists()
    assert Conflict.objects.get().reason == "not-a-submission"


def test_answers_of_an_old_version_are_taken_after_a_new_one_was_published(base, surveys):
    old = xml(surveys)
    standard.add(
        surveys.project_id, standard.HOUSEHOLD.replace("| 1 | English", "| 2 | English"),
        by=surveys.setup, at=surveys.at,
    )  # fmt: skip
    assert post(f"{base}/submission", old)[0].status_code == 201
    actions.read_submissions(by=surveys.setup, at=surveys.at)
    found = queries.answer(surveys.household.id, "uuid:made-up-1")
    assert found.submission.version_id == surveys.household.published_id
    assert found.values == standard.ANSWERS


def test_an_unknown_version_a_closed_form_and_an_unknown_form_are_kept_apart(base, surveys):
    content = xml(surveys)
    answer, _ = post(f"{base}/submission", content.replace(b'version="1"', b'version="99"'))
    assert answer.status_code == 202
    answer, _ = post(f"{base}/submission", content.replace(b'id="household"', b'id="nowhere"'))
    assert answer.status_code == 404
    actions.retire(form_id=surveys.household.id, by=surveys.setup, at=surveys.at)
    answer, _ = post(f"{base}/submission", content)
    assert answer.status_code == 202
    reasons = [one.reason for one in queries.conflicts()]
    assert reasons == ["retired", "unknown-form", "unknown-version"]
    assert not Submission.objects.exists()


@pytest.mark.parametrize("year", ["1970", "2099", "0001", "99999"])
def test_a_phone_whose_clock_is_wrong_by_years_changes_nothing_of_ours(base, surveys, year):
    content = xml(surveys, started=f"{year}-01-01T00:00:00.000+05:00")
    assert post(f"{base}/submission", content)[0].status_code == 201
    actions.read_submissions(by=surveys.setup, at=surveys.at)
    found = queries.answer(surveys.household.id, "uuid:made-up-1")
    assert found.submission.state == "read"
    assert found.submission.received_at.year >= 2026
    assert found.values["/data/started"].startswith(year)


def test_more_than_the_quota_of_a_day_is_told_to_come_tomorrow_but_what_is_here_is_not(surveys):
    few = actions.send_out(
        project_id=surveys.project_id, name="Few", quota=2, by=surveys.manager, at=surveys.at
    )
    base = f"/openrosa/key/{few.token}/projects/{surveys.project_id}"
    got = [post(f"{base}/submission", xml(surveys, f"uuid:{n}"))[0] for n in (1, 2, 3, 1)]
    assert [one.status_code for one in got] == [201, 201, 429, 201]
    assert got[2]["Retry-After"]
    assert Submission.objects.count() == 2
