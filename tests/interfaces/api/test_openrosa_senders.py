"""Who may send to OpenRosa: by token, by Digest, by Basic over HTTPS; and a busy server."""

import base64
import hashlib
import re

import pytest
from django.test import Client
from tests.phones import JPEG, part, post, post_body, whole, words_of, xml

from kachehri.domains.forms import actions
from kachehri.domains.forms.queries.collectors import REALM
from kachehri.interfaces.api import openrosa, openrosa_auth
from kachehri.interfaces.api.limits import Buckets

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
PHOTO = "تصویر ۱.jpg"


def test_a_token_of_another_project_or_an_ended_one_opens_nothing(surveys, sent_out, base):
    other = actions.make_project(
        key="other", names={"en": "Other"}, place_id=surveys.larkana.id, by=surveys.setup,
        at=surveys.at,
    )  # fmt: skip
    assert (
        Client().get(f"/openrosa/key/{sent_out.token}/projects/{other}/formList").status_code == 403
    )
    assert Client().get(f"{base}/formList").status_code == 200
    actions.end_collector(collector_id=sent_out.id, by=surveys.manager, at=surveys.at)
    openrosa_auth.remembered.forget()
    answer = Client().get(f"{base}/formList")
    assert answer.status_code == 403
    assert "Ask whoever sent you out" in words_of(answer)


def digest(told, name, password, method, uri, nc="00000001"):
    """The answer to a challenge, computed from RFC 2617 alone."""
    fields = dict(re.findall(r'(\w+)="([^"]*)"', told))

    def md5(text):
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    ha1, ha2 = md5(f"{name}:{fields['realm']}:{password}"), md5(f"{method}:{uri}")
    response = md5(f"{ha1}:{fields['nonce']}:{nc}:0a4f113b:auth:{ha2}")
    return (
        f'Digest username="{name}", realm="{fields["realm"]}", nonce="{fields["nonce"]}", '
        f'uri="{uri}", response="{response}", qop=auth, nc={nc}, cnonce="0a4f113b", algorithm=MD5'
    )


def test_without_a_token_a_challenge_comes_first_and_digest_opens(surveys, sent_out):
    uri = f"/openrosa/projects/{surveys.project_id}/formList?deviceID=a%3Ab"
    first = Client().get(uri)
    assert first.status_code == 401
    assert first["X-OpenRosa-Version"] == "1.0"
    challenge = first["WWW-Authenticate"]
    assert challenge.startswith(f'Digest realm="{REALM}", qop="auth"')
    assert "Basic" not in challenge
    proof = digest(challenge, "made-up-ali", sent_out.password, "GET", uri)
    assert Client().get(uri, HTTP_AUTHORIZATION=proof).status_code == 200
    for wrong in (
        digest(challenge, "made-up-ali", "wrong", "GET", uri),
        digest(challenge, "nobody", sent_out.password, "GET", uri),
        digest(challenge, "made-up-ali", sent_out.password, "POST", uri),
        proof.replace("a%3Ab", "c"),
        re.sub('nonce="[^"]*"', 'nonce="bWFkZSB1cA=="', proof, count=1),
    ):
        assert Client().get(uri, HTTP_AUTHORIZATION=wrong).status_code == 401


def test_an_old_nonce_is_stale_and_the_client_is_told_to_take_a_new_one(surveys, sent_out):
    uri = f"/openrosa/projects/{surveys.project_id}/submission"
    old = f'Digest realm="{REALM}", nonce="{openrosa_auth.new_nonce(1_000_000)}"'
    proof = digest(old, "made-up-ali", sent_out.password, "HEAD", uri)
    answer = Client().head(uri, HTTP_AUTHORIZATION=proof)
    assert answer.status_code == 401
    assert "stale=true" in answer["WWW-Authenticate"]
    proof = digest(answer["WWW-Authenticate"], "made-up-ali", sent_out.password, "HEAD", uri)
    assert Client().head(uri, HTTP_AUTHORIZATION=proof).status_code == 204


def test_basic_opens_over_https_only(surveys, sent_out):
    uri = f"/openrosa/projects/{surveys.project_id}/formList"
    plain = base64.b64encode(f"made-up-ali:{sent_out.password}".encode()).decode()
    assert Client().get(uri, HTTP_AUTHORIZATION=f"Basic {plain}").status_code == 401
    assert Client().get(uri, HTTP_AUTHORIZATION=f"Basic {plain}", secure=True).status_code == 200
    wrong = base64.b64encode(b"made-up-ali:wrong").decode()
    assert Client().get(uri, HTTP_AUTHORIZATION=f"Basic {wrong}", secure=True).status_code == 401
    assert "Basic" in Client().get(uri, secure=True)["WWW-Authenticate"]


def test_whoever_guesses_tokens_is_stopped_after_a_while(surveys, base, monkeypatch):
    monkeypatch.setattr(openrosa, "wrong", Buckets(3, clock=lambda: 0.0))
    address = f"/openrosa/key/{'0' * 64}/projects/{surveys.project_id}/formList"
    assert [Client().get(address).status_code for _ in range(4)] == [403, 403, 403, 429]
    assert Client().get(f"{base}/formList").status_code == 200


def test_what_is_wrong_is_said_in_the_language_of_the_phone(base, surveys):
    answer = Client().generic("POST", f"{base}/submission", b"x", content_type="text/plain")
    assert answer.status_code == 400
    assert words_of(answer) == "The answers must come as multipart/form-data."


def test_while_the_database_is_away_nothing_is_lost_and_it_is_said(base, surveys, monkeypatch):
    def away(_brought):
        raise openrosa.Away("OperationalError")

    monkeypatch.setattr(openrosa, "together", away)
    answer, said = post(f"{base}/submission", xml(surveys))
    assert answer.status_code == 503
    assert "Nothing is lost" in said


def test_a_request_without_the_answers_is_told_which_part_is_missing(base):
    body = whole([part("photo.jpg", "photo.jpg", "image/jpeg", JPEG)])
    answer, said = post_body(f"{base}/submission", body)
    assert answer.status_code == 400
    assert "xml_submission_file" in said


def test_answers_in_a_plain_field_are_taken_too(base, surveys):
    told = b'Content-Disposition: form-data; name="xml_submission_file"\r\n\r\n' + xml(surveys)
    assert post_body(f"{base}/submission", whole([told]))[0].status_code == 201


@pytest.mark.parametrize(
    "way", ["forms/%00.xml", "forms/a%00b/manifest", "forms/household/media/%00", "forms/%FF.xml"]
)
def test_addresses_with_characters_that_are_none_are_not_there(base, way):
    assert Client().get(f"{base}/{way}").status_code == 404


def test_a_proof_with_letters_that_no_digest_has_is_a_wrong_one(surveys, sent_out):
    address = f"/openrosa/projects/{surveys.project_id}/formList"
    told = f'username="made-up-ali", realm="Kachehri", nonce="{openrosa_auth.new_nonce()}"'
    proof = f'Digest {told}, uri="{address}", response="ö"'
    assert Client().get(address, HTTP_AUTHORIZATION=proof).status_code == 401


def test_a_name_with_a_character_that_is_none_is_nobody(surveys, sent_out):
    address = f"/openrosa/projects/{surveys.project_id}/formList"
    proof = "Basic " + base64.b64encode(b"made\0up:word").decode()
    answer = Client().get(address, HTTP_AUTHORIZATION=proof, secure=True)
    assert answer.status_code == 401


def test_the_words_of_strangers_run_nothing_in_a_browser(base):
    answer = Client().get(f"{base}/forms/household.xml")
    assert "sandbox" in answer["Content-Security-Policy"]
