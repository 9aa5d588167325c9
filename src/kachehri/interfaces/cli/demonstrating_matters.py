"""The made-up matters of a pack, for `kachehri pack load --demo`: each goes a way of its own."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import cycle, islice
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions, queries
from kachehri.domains.cases.actions import hearing_queue, hearings
from kachehri.domains.cases.kinds import Filter
from kachehri.domains.cases.kinds.hearings import Heard, Taken
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.cases.queries.feeding import MADE_UP
from kachehri.domains.people import actions as people
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.queries import actor_for
from kachehri.engines.accounts import queries as accounts
from kachehri.engines.accounts.queries import system_actor

OFFICE = "deputy-commissioner-larkana"
A_DAY = timedelta(days=1)
FARTHEST = 200
"""Days before today on which the first matter came."""


def write_matters(told: Any, *, at: datetime) -> int:
    """Write the made-up matters about the home place; return how many, 0 where there are any."""
    place = places.by_key(settings.HOME_PLACE)
    if place is None or queries.public_list(Filter(), limit=1).rows:
        return 0
    writer = Writer(told, place, at)
    with transaction.atomic():
        writer.complaints()
        writer.requests()
        writer.hearing()
    return writer.count


class Writer:
    """Writes the matters one after the other, with the actors of the demonstration."""

    def __init__(self, told: Any, place: PlaceView, at: datetime) -> None:
        self.told, self.place, self.at = told, place, at
        self.citizen, self.setup = system_actor("citizen", at), system_actor("setup", at)
        self.officer, self.counter = person("officer", at), person("counter", at)
        self.moderator, self.supervisor = person("moderator", at), person("supervisor", at)
        self.talukas = places.children(place.id)
        self.count = 0

    def complaints(self) -> None:
        """Every text as often as the pack says, spread over talukas, days, ways and stories."""
        texts = [(one.category, *said) for one in self.told.TOLD for said in one.words]
        many = list(islice(cycle(texts), len(texts) * self.told.ROUNDS))
        for number, (category, language, words) in enumerate(many):
            came = self.at - A_DAY * (FARTHEST - FARTHEST * number // len(many) + 1)
            self.one(number, category, language, words, came)

    def one(self, number: int, category: str, language: str, words: str, came: datetime) -> None:
        """One complaint and what becomes of it."""
        sex = self.told.SEXES[number % len(self.told.SEXES)]
        applicant = people.register_person(
            sex=sex, language=language, disability=number % 17 == 0, by=self.setup, at=came
        )
        case = self.open(
            kind="complaint",
            place_id=self.talukas[number % len(self.talukas)].id,
            words=f"{words} {self.told.MADE_UP[language]}",
            category=category,
            applicant_id=applicant,
            channel=self.told.CHANNELS[number % len(self.told.CHANNELS)],
            language=language,
            sender=f"demonstration {number}",
            at=came,
        )
        if case is not None:
            self.go(case, self.told.STORIES[number % len(self.told.STORIES)], came, number)

    def go(self, case: CaseView, story: str, came: datetime, number: int) -> None:
        """Let a complaint go its way: `story` is one of the pack's."""
        seen, done = came + A_DAY * (1 + number % 3), came + A_DAY * (4 + number % 20)
        if story in ("new", "late"):
            return
        if story == "refused":
            self.move(case, "refuse", done, outcome="no-money", because="No money this year.")
            return
        taken = self.move(case, "take-up", seen)
        if story == "asked":
            self.move(taken, "ask", done, question="Which street is it?")
        if story in ("working", "asked"):
            return
        outcome = "partly" if story == "partly" else "mended"
        letter = f"made-up {number}"
        ended = self.move(taken, "report-done", done, outcome=outcome, dispatch=letter)
        if story == "contested":
            self.say(ended, "contest", done + A_DAY, still_wrong="It is as before.")
        elif story in ("confirmed", "partly"):
            self.say(ended, "confirm", done + A_DAY)

    def requests(self) -> None:
        """Requests for information to an office under the Act of the place."""
        asked = bodies.may_be_asked("rti-sindh-2016", self.place.id)
        for number, (kind, language, words, story) in enumerate(self.told.REQUESTS):
            if not asked:
                return
            came = self.at - A_DAY * (60 - 20 * number)
            case = self.open(
                kind=kind,
                place_id=self.place.id,
                words=f"{words} {self.told.MADE_UP[language]}",
                body_id=asked[number % len(asked)].id,
                applicant_id=people.register_person(by=self.setup, at=came),
                language=language,
                at=came,
            )
            if case is not None and story == "answered":
                self.move(
                    case,
                    "answer",
                    came + A_DAY * 9,
                    outcome="given",
                    dispatch="made-up 7",
                    answer="The bills are attached (made up).",
                )

    def hearing(self) -> None:
        """A hearing that was held with promises, and one that is to come."""
        body = bodies.by_key(OFFICE)
        if body is None:
            return
        held = ten_o_clock(self.at - A_DAY * 21)
        told, invited = self.told, self.invited(held, body.id)
        view = hearings.call_hearing(
            place_id=self.place.id, body_id=body.id, venue=told.VENUE, starts_at=held,
            notice=told.NOTICE, invited=invited, by=self.supervisor, at=held - A_DAY * 7,
        )  # fmt: skip
        hearings.open_hearing(number=view.number, by=self.counter, at=held)
        for number, body_id in enumerate(invited):
            hearings.attend(
                number=view.number, body_id=body_id, came=number != 1, who="", by=self.counter,
                at=held,
            )  # fmt: skip
        for number, (category, words, direction, days) in enumerate(told.HEARD):
            self.heard(view.number, number, (category, words, direction, days), held)
        hearings.close_hearing(
            number=view.number, minutes=told.MINUTES, by=self.counter, at=held + timedelta(hours=3)
        )
        hearings.call_hearing(
            place_id=self.place.id, body_id=body.id, venue=told.VENUE,
            starts_at=ten_o_clock(self.at + A_DAY * 7), notice=told.NOTICE, invited=invited,
            by=self.supervisor, at=self.at,
        )  # fmt: skip

    def invited(self, held: datetime, holder: int) -> list[int]:
        """The office that holds the hearing, and those whose matters are heard."""
        routes = (
            bodies.route(place_id=self.place.id, category=category, on=held.date())
            for category, *_said in self.told.HEARD
        )
        return list(dict.fromkeys([holder, *(one.body_id for one in routes if one)]))

    def heard(
        self, hearing: int, number: int, told: tuple[str, str, str, int], held: datetime
    ) -> None:
        """One applicant of the hearing."""
        category, words, direction, days = told
        client = uuid5(NAMESPACE_URL, f"kachehri demonstration {number}")
        office = bodies.route(place_id=self.place.id, category=category, on=held.date())
        body = bodies.body(office.body_id) if office else None
        hearing_queue.take_number(
            number=hearing, taken=Taken(client, held), by=self.counter, at=held
        )
        kept = hearing_queue.hear(
            number=hearing,
            heard=Heard(
                client,
                held,
                f"{words} (made up)",
                body.key if body else OFFICE,
                category,
                f"{direction} (made up)",
                (held + A_DAY * days).date(),
            ),
            by=self.counter,
            at=held,
        )
        for case_id in (kept.case_id, kept.promise_id):
            if case_id:
                self.pass_for_public(case_id, held)
                self.count += 1

    def open(self, *, at: datetime, **asked: Any) -> CaseView | None:
        """Open a matter as a citizen would, and pass it for the public."""
        case = actions.open_case(by=self.citizen, at=at, fields={MADE_UP: "yes"}, **asked)
        if case is not None:
            self.count += 1
            self.pass_for_public(case.id, at)
            return queries.by_id(case.id)
        return None

    def pass_for_public(self, case_id: int, at: datetime) -> None:
        """Say that a person has read it."""
        actions.moderate(case_id=case_id, verdict="passed", because="", by=self.moderator, at=at)

    def move(self, case: CaseView, name: str, at: datetime, **content: Any) -> CaseView:
        """A move by the officer; what lies in the future has not happened."""
        return self.moved(case, name, at, self.officer, content)

    def say(self, case: CaseView, name: str, at: datetime, **content: Any) -> CaseView:
        """A move by the citizen."""
        return self.moved(case, name, at, self.citizen, content, secret=case.secret)

    def moved(
        self,
        case: CaseView,
        name: str,
        at: datetime,
        by: Actor,
        content: Mapping[str, Any],
        **more: Any,
    ) -> CaseView:
        """Make a move unless its day is still to come."""
        if at > self.at:
            return case
        done = actions.move(
            case_id=case.id, version=case.version, move=name, content=content, by=by, at=at, **more
        )
        return done or case


def ten_o_clock(moment: datetime) -> datetime:
    """Ten in the morning of that day in Pakistan."""
    return timezone.localtime(moment).replace(hour=10, minute=0, second=0, microsecond=0)


def person(role: str, at: datetime) -> Actor:
    """The demonstration account of a role, which holds it everywhere."""
    found = accounts.account_by_email(f"{role}@kachehri.example")
    if found is None:
        raise LookupError(f"There is no demonstration account of the role {role!r}.")
    return actor_for(thing_id=found.thing_id, name=found.name, language="en", at=at)
