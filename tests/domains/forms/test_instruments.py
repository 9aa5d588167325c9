"""A declared questionnaire becomes a form; its answers are scored as they are read."""

import pytest
from tests.surveys import Surveys

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.actions.instruments import NoInstrument
from kachehri.domains.forms.kinds import instruments as declared
from kachehri.domains.forms.queries import wealth
from kachehri.domains.forms.queries.answers import by_id
from kachehri.domains.forms.queries.instruments import points_loaded, poor_share, scores_of
from kachehri.domains.forms.rules.points import PointsRefused
from kachehri.domains.forms.rules.points import answers as answers_of
from kachehri.engines.access.reading import Refused
from kachehri.engines.xforms import answers
from kachehri.kernel.scoring_groups import TooFew

pytestmark = pytest.mark.django_db
SATISFIED = {f"/data/services/sat_{name}": "satisfied" for name in ("school", "health", "water",
    "electricity", "sewage", "waste", "roads", "transport")}  # fmt: skip


@pytest.fixture
def surveys(kept_surveys: Surveys) -> Surveys:
    return kept_surveys


def _send(surveys: Surveys, key: str, values: dict[str, object], number: int = 1) -> int:
    form = queries.form(key)
    assert form is not None
    assert form.published_id is not None
    xml = answers.to_xml(
        queries.model(form.published_id),
        values,
        instance=f"uuid:00000000-0000-4000-8000-0000000001{number:02d}",
    )
    receipt = actions.receive(xml=xml, by=surveys.enumerator, at=surveys.at)
    assert receipt.submission_id is not None, receipt
    actions.read_submissions(by=surveys.worker, at=surveys.at, most=100)
    return receipt.submission_id


def _use(surveys: Surveys, key: str, form_key: str = "") -> None:
    made = actions.load_instrument(
        key=key, project_id=surveys.project_id, form_key=form_key, by=surveys.manager, at=surveys.at
    )
    assert (made.instrument, made.title("ur") != "") == (key, True)
    actions.publish(form_id=made.id, by=surveys.manager, at=surveys.at)


def test_answers_are_scored_and_held_against_the_telephone(surveys: Surveys) -> None:
    _use(surveys, "perception")
    device = {"/data/score_satisfaction": 74}
    pk = _send(surveys, "perception", {"/data/consent": "yes", **SATISFIED, **device})
    view = by_id(pk)
    assert view is not None
    found = {one.key: one for one in scores_of([view.submission])[pk]}
    assert (found["satisfaction"].value, found["satisfaction"].band) == (75, "high")
    assert (found["satisfaction"].device, found["satisfaction"].agrees) == (74, False)
    assert (found["safety"].value, found["safety"].agrees) == (None, True)


def test_scores_are_written_over_when_answers_are_read_again(surveys: Surveys) -> None:
    _use(surveys, "perception", "perception.autumn")
    pk = _send(surveys, "perception.autumn", {"/data/consent": "yes", **SATISFIED})
    form = queries.form("perception.autumn")
    assert form is not None
    actions.read_again(form_id=form.id, by=surveys.manager, at=surveys.at)
    actions.read_submissions(by=surveys.worker, at=surveys.at, most=100)
    view = by_id(pk)
    assert view is not None
    assert scores_of([view.submission])[pk][0].value == 75


def test_who_may_not_manage_makes_no_form(surveys: Surveys) -> None:
    with pytest.raises(Refused):
        actions.load_instrument(
            key="perception", project_id=surveys.project_id, by=surveys.other, at=surveys.at
        )


def test_a_form_of_another_name_is_not_that_questionnaire(surveys: Surveys) -> None:
    for key, form_key in (("no-such", ""), ("perception", "something")):
        with pytest.raises(NoInstrument):
            actions.load_instrument(
                key=key, project_id=surveys.project_id, form_key=form_key, by=surveys.manager,
                at=surveys.at,
            )  # fmt: skip


def _points_file(points: int = 1) -> str:
    """Made-up points, the same for every answer."""
    structure = declared.find("poverty-13").score("poverty")  # type: ignore[union-attr]
    assert structure is not None
    rows = [
        f"{item.question},{answer},{points}"
        for item in structure.items
        for answer in answers_of(item)
    ]
    return "question,answer,points\n" + "\n".join(rows)


THIRTEEN = {
    "/data/where/village": "Made-up Village", "/data/where/household_no": 3,
    "/data/where/result": "done", "/data/consent": "yes", "/data/people/household_size": 8,
    "/data/people/dependants": 4, "/data/people/head_schooling": "never",
    "/data/people/children_school": "some", "/data/dwelling/rooms": 2,
    "/data/dwelling/toilet_13": "none", "/data/belongings/own_cold": "no",
    "/data/belongings/own_air": "no", "/data/belongings/own_stove": "no",
    "/data/belongings/vehicles": "none", "/data/belongings/own_tv": "yes",
    "/data/belongings/animals": "small", "/data/belongings/land": "none",
}  # fmt: skip


def _load(surveys: Surveys, content: str, version: str = "made-up") -> int:
    return actions.load_points(
        key="poverty-13", content=content, version=version, source="made up for tests",
        by=surveys.manager, at=surveys.at,
    )  # fmt: skip


def test_without_points_there_is_no_score_and_with_them_there_is(surveys: Surveys) -> None:
    _use(surveys, "poverty-13")
    pk = _send(surveys, "poverty-13", THIRTEEN)
    view = by_id(pk)
    assert view is not None
    assert scores_of([view.submission]) == {}
    assert _load(surveys, _points_file()) == 38
    form = queries.form("poverty-13")
    assert form is not None
    actions.read_again(form_id=form.id, by=surveys.manager, at=surveys.at)
    actions.read_submissions(by=surveys.worker, at=surveys.at, most=100)
    (found,) = scores_of([view.submission])[pk]
    assert (found.value, found.band, found.version) == (12, "chronic", "made-up")
    loaded = points_loaded("poverty-13")
    assert loaded is not None
    assert loaded[:2] == ("made-up", "made up for tests")


def test_points_are_refused_line_by_line_and_never_changed(surveys: Surveys) -> None:
    wrong = _points_file().replace("own_tv,yes,1", "own_tv,perhaps,1").replace("land,none,1", "")
    with pytest.raises(PointsRefused) as refused:
        _load(surveys, wrong)
    said = "\n".join(refused.value.reasons)
    assert "the form has no answer perhaps to own_tv" in said
    assert "No points for land, none." in said
    for content in ("", "question,points\n", _points_file(101)):
        with pytest.raises(PointsRefused):
            _load(surveys, content)
    _load(surveys, _points_file())
    with pytest.raises(PointsRefused, match="loaded already"):
        _load(surveys, _points_file(2))


def test_who_may_not_manage_loads_no_points(surveys: Surveys) -> None:
    with pytest.raises(Refused):
        actions.load_points(
            key="poverty-13", content=_points_file(), version="1", source="", by=surveys.other,
            at=surveys.at,
        )  # fmt: skip


TEN = {
    "/data/where/result": "done", "/data/consent": "yes", "/data/home/province": "sindh",
    "/data/home/children_13": 3, "/data/home/attending": "not_all", "/data/home/elementary": 2,
    "/data/home/woman_schooling": "none", "/data/home/water_main": "unimproved",
    "/data/home/toilet_kind": "none", "/data/home/has_cooler": "no", "/data/home/has_tv": "no",
    "/data/home/has_vehicle": "no",
}  # fmt: skip


def test_a_group_gets_a_share_and_a_few_homes_get_none(surveys: Surveys) -> None:
    _use(surveys, "poverty-groups")
    form = queries.form("poverty-groups")
    assert form is not None
    for number in range(29):
        _send(surveys, "poverty-groups", TEN, number)
    with pytest.raises(TooFew):
        poor_share(form.id, "poverty-groups", "national")
    _send(surveys, "poverty-groups", TEN, 29)
    rate = poor_share(form.id, "poverty-groups", "national")
    assert (rate.homes, rate.percent) == (30, pytest.approx(57.6))
    with pytest.raises(LookupError):
        poor_share(form.id, "perception", "national")


def test_a_villages_ranking_is_set_beside_a_scorecard(surveys: Surveys) -> None:
    _use(surveys, "wealth-ranking")
    _use(surveys, "poverty-13")
    _load(surveys, _points_file().replace("own_tv,yes,1", "own_tv,yes,50"))
    for number, tv in ((1, "no"), (2, "no"), (3, "yes")):
        home = {**THIRTEEN, "/data/where/household_no": number, "/data/belongings/own_tv": tv}
        _send(surveys, "poverty-13", home, number)
    ranked = [
        {"/data/ranked/home_no": number, "/data/ranked/class_men": men,
         "/data/ranked/class_women": women, "/data/ranked/class_agreed": agreed}
        for number, men, women, agreed in (
            (1, "1", "1", "1"), (2, "1", "2", "1"), (3, "4", "5", "5"),
        )
    ]  # fmt: skip
    values = {"/data/consent": "yes", "/data/meeting/village": "made-up  village",
              "/data/ranked": ranked}  # fmt: skip
    _send(surveys, "wealth-ranking", values, 4)
    first, second = queries.form("wealth-ranking"), queries.form("poverty-13")
    assert first is not None
    assert second is not None
    found = wealth.against_scorecard(first.id, second.id)
    assert (found.homes, found.same, found.kappa) == (3, 3, pytest.approx(1))
    (meeting,) = wealth.meetings(first.id)
    assert meeting.homes == 3
    assert meeting.alike is not None
    assert 0.8 < meeting.alike <= 1
