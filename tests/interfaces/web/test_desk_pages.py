"""Every page of the desk: three languages, few queries, one rule who may see it."""

from dataclasses import dataclass

import pytest
from django.urls import URLPattern, reverse
from django.utils.translation import override
from tests.engines.accounts.people import Person, person, signed_in
from tests.interfaces.web.conftest import Site
from tests.interfaces.web.test_pages import LANGUAGES, MOST_QUERIES, counted

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.actions import receive_upload
from kachehri.domains.places import actions as places
from kachehri.domains.places import queries
from kachehri.domains.places.kinds import SeenName
from kachehri.domains.reports.actions.records import write_record
from kachehri.engines.access.actions import grant
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.queries import actor_for
from kachehri.interfaces.web import desk_urls

SENT = {
    "desk-report-build", "desk-names-settle", "desk-name-settle", "desk-forget", "desk-import-read",
    "desk-import-load", "desk-import-drop", "desk-columns", "desk-library-file-away",
}  # fmt: skip
"""Addresses that only take what a form sends; each has a test of its own."""
ENTERED = {"desk-library-entry", "desk-library-file"}
"""Pages of one publication, looked at in test_library.py."""
ADMINISTERED = {"desk-grants", "desk-grants-ended", "desk-grant-new"}
"""Pages of administrators, looked at in test_desk_grants.py."""


@dataclass(frozen=True)
class Both:
    """Somebody who sees all work and may do all of the desk's."""

    who: Person
    account_actor: Actor


@pytest.fixture
def both(site: Site) -> Both:
    who = person("editor", email="both@example.org")
    grant(
        actor=who.account.thing_id,
        role="auditor",
        scope=None,
        purpose="a test",
        starts_at=site.world.at.replace(year=2020),
        ends_at=None,
        by=site.world.setup,
        at=site.world.at,
    )
    thing = who.account.thing_id
    actor = actor_for(thing_id=thing, name="", language="en", at=site.world.at)
    return Both(who, actor)


@pytest.fixture
def addresses(site: Site, both: Both) -> dict[str, list[object]]:
    """An example of each page of the desk that can be opened."""
    guess = (site.world.talukas["Dokri"].id, 0.9, "letters")
    seen = [SeenName(f"NAME {n}", "taluka", None, "many.csv", 1, (guess,)) for n in range(30)]
    places.note_unmatched(names=seen, by=site.world.setup, at=site.world.at)
    name, load = queries.unmatched(limit=1)[0].id, evidence.loads(limit=1)[0].id
    upload = receive_upload(
        file_name="made-up.csv",
        chunks=[b"where,share\nLarkana,51\n"],
        by=both.account_actor,
        at=site.world.at,
    )
    said = {"dimension": "health", "words": {"en": "Made up."}, "who": {"en": "A farmer"}}
    record = write_record(
        kind="quote",
        place_id=site.world.larkana.id,
        content={**said, "consent": "true"},
        by=both.account_actor,
        at=site.world.at,
    )
    report = ["larkana", "human-security"]
    return {
        "desk-programme": ["larkana"],
        "desk-records": ["larkana", "threat"],
        "desk-records-ended": ["larkana", "threat"],
        "desk-record-new": ["larkana", "dispute"],
        "desk-record": [record],
        "desk-record-write": [record],
        "desk-record-end": [record],
        "desk-record-withdraw": [record],
        "desk-reports": ["larkana"],
        "desk-report": report,
        "desk-report-launch": report,
        "desk-chapter": [*report, "health"],
        "desk": [],
        "jobs": [],
        "job": [site.job],
        "job-progress": [site.job],
        "desk-names": [],
        "desk-names-settled": [],
        "desk-name": [name],
        "desk-place-names": ["larkana"],
        "desk-catalogue": [],
        "desk-indicator": ["literacy-10"],
        "desk-library": [],
        "desk-library-new": [],
        "desk-loads": [],
        "desk-load": [load],
        "desk-withdraw": [load],
        "desk-imports": [],
        "desk-import-new": [],
        "desk-import": [upload],
        "desk-mapping": [upload],
        "desk-new-source": [upload],
        "desk-question": [upload, "place"],
    }


OF_MATTERS = ("desk-hall", "desk-hearing", "desk-file", "desk-tray", "desk-sealed")
"""Pages about matters have tests of their own (test_desk_matters.py and its neighbours)."""


def test_every_page_of_the_desk_is_looked_at(addresses: dict[str, list[object]]) -> None:
    named = [entry for entry in desk_urls.urlpatterns if isinstance(entry, URLPattern)]
    own = {str(one.name) for one in named if not str(one.name).startswith(OF_MATTERS)}
    assert own == set(addresses) | SENT | ADMINISTERED | ENTERED


def test_no_page_of_the_desk_asks_more_than_six_queries(
    both: Both, addresses: dict[str, list[object]]
) -> None:
    client = signed_in(both.who)
    wrong = {}
    for language in LANGUAGES:
        with override(language):
            for name, args in addresses.items():
                status, queries = counted(client, reverse(name, args=args))
                if status != 200 or queries > MOST_QUERIES:
                    wrong[language, name] = (status, queries)
    assert wrong == {}


def test_somebody_without_a_role_sees_no_figures_on_the_desk(site: Site) -> None:
    client = signed_in(person(email="nobody@example.org"))
    page = client.get("/en/desk/").content.decode()
    assert "Names to settle" not in page
    assert client.get("/en/desk/loads/").status_code == 403


def test_the_desk_says_how_many_names_wait(site: Site, addresses: dict[str, list[object]]) -> None:
    assert "30 names wait." in site.desk().get("/en/desk/").content.decode()
