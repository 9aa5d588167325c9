"""A standard set of offices, people and matters for every test, built by actions.

    matters = build()                 # on an empty database: the small tree, offices, people, cases
    matters.officer                   # an actor who holds the role at the water office
    matters.cases["complaint"]        # one case of each kind and state, by a short name

The places are real; offices, people, telephone numbers (03xx 5550…) and mailboxes are made up.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from kachehri.domains.bodies import actions as bodies
from kachehri.domains.bodies import queries as known_bodies
from kachehri.domains.bodies.kinds import NewAddress, NewBody, NewDesk, NewPosition
from kachehri.domains.cases import actions, kinds
from kachehri.domains.cases.kinds import Switches
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import actions as people
from kachehri.domains.people.kinds import NewContact
from kachehri.domains.places import queries as places
from kachehri.domains.places.actions import load_tree
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access import actions as access
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.queries import actor_for
from kachehri.engines.accounts.actions import create_account, ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.flow import actions as flow
from kachehri.packs.pakistan.calendars import CALENDARS, HOLIDAYS, WEEKENDS

from .world import small_tree

AT = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
"""A Monday, eleven in the morning in Larkana."""

SOURCE = "made up for tests"
OFFICES = {
    "water": ("larkana-water", "office", "Water Office Larkana", ("water-supply", "hand-pump"), ()),
    "police": ("larkana-police", "police", "Police Larkana", ("police",), ()),
    "complaints": (
        "larkana-complaints",
        "office",
        "Complaint Cell Larkana",
        (),
        ("rti-sindh-2016",),
    ),
    "commission": ("made-up-commission", "commission", "Commission", ("none",), ()),
}
PHONES = {"shared": "03005550001", "woman": "03005550002", "man": "03005550003"}


@dataclass(frozen=True)
class Matters:
    """What was built. Actors hold their roles at the water office and in Larkana."""

    at: datetime
    larkana: PlaceView
    taluka: PlaceView
    setup: Actor
    citizen: Actor
    clock: Actor
    officer: Actor
    supervisor: Actor
    other_officer: Actor
    commission: Actor
    counter: Actor
    moderator: Actor
    bodies: dict[str, int]
    people: dict[str, int]
    cases: dict[str, CaseView] = field(default_factory=dict)

    def body(self, name: str) -> known_bodies.BodyView:
        """The view of one of the offices."""
        found = known_bodies.body(self.bodies[name])
        assert found is not None
        return found


def build(at: datetime = AT, *, with_cases: bool = True) -> Matters:
    """Build the set in the database of the test."""
    matters = ground(at)
    if with_cases:
        matters.cases.update(cases(matters))
    return matters


def ground(at: datetime = AT) -> Matters:
    """Places, calendars, states, offices, desks, positions, accounts and people; no case."""
    ensure_system_actors(at)
    setup = system_actor("setup", at)
    if places.by_key("larkana") is None:
        load_tree(tree=small_tree(), by=setup, at=at)
    flow.load_calendars(weekends=WEEKENDS, holidays=HOLIDAYS, names=CALENDARS, by=setup, at=at)
    flow.synchronise(flows={one.key: one.flow for one in kinds.every()}, by=setup, at=at)
    larkana = places.by_key("larkana")
    assert larkana is not None
    made = {name: _office(*words, setup, at) for name, words in OFFICES.items()}
    things = {name: _thing(body_id) for name, body_id in made.items()}
    return Matters(
        at=at,
        larkana=larkana,
        taluka=places.children(larkana.id)[0],
        setup=setup,
        citizen=system_actor("citizen", at),
        clock=system_actor("clock", at),
        officer=_account("officer", things["water"], at),
        supervisor=_account("supervisor", things["water"], at),
        other_officer=_account("officer", things["police"], at, "other"),
        commission=_account("commission", things["commission"], at),
        counter=_account("counter", larkana.thing_id, at),
        moderator=_account("moderator", larkana.thing_id, at),
        bodies=made,
        people=_people(setup, at),
    )


def _office(
    key: str,
    kind: str,
    name: str,
    categories: tuple[str, ...],
    laws: tuple[str, ...],
    by: Actor,
    at: datetime,
) -> int:
    """An office with a desk, an officer, a head, an information officer and a mailbox."""
    body = NewBody(
        key=key, kind=kind, tier="district", place="larkana", names={"en": name}, source=SOURCE,
        laws=laws, calendar="pk-sindh",
    )  # fmt: skip
    made = bodies.save_body(body=body, by=by, at=at)
    desk = NewDesk(key, "desk", {"en": f"Desk of {name}"}, categories)
    bodies.save_desk(desk=desk, by=by, at=at)
    for rung, role in enumerate(("officer", "head")):
        post = NewPosition(key, role, role, {"en": f"{role} of {name}"}, "desk", rung)
        bodies.save_position(position=post, by=by, at=at)
    post = NewPosition(
        key, "information-officer", "information-officer", {"en": "Information officer"}
    )
    bodies.save_position(position=post, by=by, at=at)
    mailbox = NewAddress(key, "email", f"{key}@office.example")
    bodies.save_address(address=mailbox, by=by, at=at)
    return made


def _thing(body_id: int) -> int:
    found = known_bodies.body(body_id)
    assert found is not None
    return found.thing_id


def _account(role: str, scope: int, at: datetime, name: str = "") -> Actor:
    """An account that holds a role somewhere; the actor has the right at once."""
    by = system_actor("setup", at)
    label = f"{name}{role}"
    made = create_account(email=f"{label}@desk.example", name=f"Made-up {label}", by=by, at=at)
    thing_id = made if isinstance(made, int) else made.thing_id
    access.grant(
        actor=thing_id, role=role, scope=scope, purpose="tests", starts_at=at - timedelta(days=1),
        ends_at=None, by=by, at=at,
    )  # fmt: skip
    return actor_for(thing_id=thing_id, name=f"Made-up {label}", language="en", at=at)


def _people(by: Actor, at: datetime) -> dict[str, int]:
    """A woman whose phone others read, at safe hours; a man; somebody without any way."""

    def made(name: str, sex: str, *contacts: NewContact) -> int:
        return people.register_person(
            name=name, sex=sex, language="en", contacts=contacts, by=by, at=at
        )

    return {
        "woman": made(
            "Made-up Woman", "female",
            NewContact("sms", PHONES["woman"], preferred=True, safe_from=time(10),
                       safe_until=time(16), is_shared=True, same_sex=True),
        ),
        "man": made("Made-up Man", "male", NewContact("sms", PHONES["man"], preferred=True)),
        "silent": made("Made-up Person", "", NewContact("none")),
        "unreached": made("Made-up Neighbour", ""),
    }  # fmt: skip


def complaint(
    matters: Matters, words: str = "The hand pump is broken.", **more: object
) -> CaseView:
    """A complaint to the water office, by a visitor of the site."""
    given = {
        "kind": "complaint",
        "place_id": matters.taluka.id,
        "words": words,
        "category": "hand-pump",
        "by": matters.citizen,
        "at": matters.at,
        **more,
    }
    found = actions.open_case(**given)  # type: ignore[arg-type]
    assert found is not None
    return found


def cases(matters: Matters) -> dict[str, CaseView]:
    """One case of each kind that a visitor may open, and complaints in several states."""
    man, woman = matters.people["man"], matters.people["woman"]
    found = {
        "complaint": complaint(matters, applicant_id=man),
        "hidden": complaint(
            matters, "The tap gives no water.", applicant_id=woman,
            switches=Switches(hides_from_authority=True),
        ),
        "private": complaint(matters, "The constable asked for money.", category="police"),
        "done": complaint(matters, "The pipe leaks at the school.", applicant_id=woman),
        "refused": complaint(matters, "We want a second hand pump.", applicant_id=man),
    }  # fmt: skip
    found["done"] = step(matters, found["done"], "report-done", outcome="mended", because="Mended.")
    found["refused"] = step(
        matters, found["refused"], "refuse", outcome="no-money", because="No money this year."
    )
    if kinds.find("rti-sindh"):
        found["request"] = complaint(
            matters, "Copies of the bills of the water office for 2025.", kind="rti-sindh",
            category="", body_id=matters.bodies["complaints"], applicant_id=man,
        )  # fmt: skip
    return found


def step(matters: Matters, case: CaseView, move: str, **content: object) -> CaseView:
    """A move by the officer."""
    found = actions.move(
        case_id=case.id, version=case.version, move=move, content=content, by=matters.officer,
        at=matters.at + timedelta(minutes=5),
    )  # fmt: skip
    assert found is not None
    return found
