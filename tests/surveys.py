# ruff: noqa: E501  (the tables of forms are wide)
"""A standard project of surveys for every test: forms and answers, built by actions.

    surveys = build()                     # on an empty database: places, people with roles, forms
    surveys.household                     # FormView: groups, a repeat, a cascade, a position, en/ur/sd
    surveys.simple                        # FormView: public, asked by SMS with the word "water"
    surveys.manager, .analyst, .enumerator, .researcher, .other      # actors; the last one has no role
    send(surveys, members=[…], age=40)    # a submission of the household form, received and read

All persons and answers are made up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.queries import FormView
from kachehri.domains.places import queries as places
from kachehri.domains.places.actions import load_tree
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access import actions as access
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.queries import actor_for
from kachehri.engines.accounts.actions import create_account, ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.xforms import answers

from .world import small_tree

AT = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
"""A Monday, eleven in the morning in Larkana."""

HOUSEHOLD = """
| survey |
|  | type | name | label::English (en) | label::Urdu (ur) | label::Sindhi (sd) | relevant | constraint | calculation | required | choice_filter | appearance |
|  | start | started |  |  |  |  |  |  |  |  |  |
|  | end | ended |  |  |  |  |  |  |  |  |  |
|  | deviceid | device |  |  |  |  |  |  |  |  |  |
|  | select_one yes_no | consent | May I ask you some questions? | کیا میں آپ سے کچھ سوال پوچھوں؟ | ڇا مان اوهان کان ڪجهه سوال پڇان؟ |  |  |  | yes |  |  |
|  | begin group | home | Your home | آپ کا گھر | اوهان جو گهر | ${consent} = 'yes' |  |  |  |  | field-list |
|  | select_one taluka | taluka | Which taluka? | کون سا تعلقہ؟ | ڪهڙو تعلقو؟ |  |  |  | yes |  |  |
|  | select_one council | council | Which union council? | کون سی یونین کونسل؟ | ڪهڙي يونين ڪائونسل؟ |  |  |  |  | taluka = ${taluka} |  |
|  | geopoint | spot | Where is it? | یہ کہاں ہے؟ | هي ڪٿي آهي؟ |  |  |  |  |  |  |
|  | select_multiple water | water | Where does your water come from? | آپ کا پانی کہاں سے آتا ہے؟ | اوهان جو پاڻي ڪٿان اچي ٿو؟ |  |  |  |  |  |  |
|  | integer | age | How old are you? | آپ کی عمر کیا ہے؟ | اوهان جي عمر ڪيتري آهي؟ |  | . >= 18 and . < 120 |  | yes |  |  |
|  | decimal | income | What does the household earn in a month? | گھر کی ماہانہ آمدنی کتنی ہے؟ | گهر جي مهيني جي آمدني ڪيتري آهي؟ |  | . >= 0 |  |  |  |  |
|  | end group |  |  |  |  |  |  |  |  |  |  |
|  | begin repeat | members | Members | افراد | ڀاتي | ${consent} = 'yes' |  |  |  |  |  |
|  | text | name | Name | نام | نالو |  |  |  |  |  |  |
|  | integer | years | Years | سال | سال |  |  |  |  |  |  |
|  | select_one sex | sex | Sex | جنس | جنس |  |  |  |  |  |  |
|  | end repeat |  |  |  |  |  |  |  |  |  |  |
|  | calculate | size |  |  |  |  |  | count(${members}) |  |  |  |
|  | image | photo | A picture of the house | گھر کی تصویر | گهر جي تصوير |  |  |  |  |  |  |
|  | text | words | What else should we know? | اور کیا معلوم ہونا چاہیے؟ | ٻيو ڇا ڄاڻڻ گهرجي؟ |  |  |  |  |  |  |
| choices |
|  | list_name | name | label::English (en) | label::Urdu (ur) | label::Sindhi (sd) | taluka |
|  | yes_no | yes | Yes | ہاں | ها |  |
|  | yes_no | no | No | نہیں | نه |  |
|  | taluka | PK71301 | Bakrani | بکرانی | باڪراڻي |  |
|  | taluka | PK71302 | Dokri | ڈوکری | ڏوڪري |  |
|  | council | uc1 | Made-up Council One | کونسل ایک | ڪائونسل هڪ | PK71301 |
|  | council | uc2 | Made-up Council Two | کونسل دو | ڪائونسل ٻه | PK71302 |
|  | water | pump | Hand pump | ہینڈ پمپ | هٿ نلڪو |  |
|  | water | tap | Tap | نل | نل |  |
|  | water | canal | Canal | نہر | واهه |  |
|  | sex | female | Female | عورت | عورت |  |
|  | sex | male | Male | مرد | مرد |  |
| settings |
|  | form_title | form_id | version | default_language | instance_name |
|  | Made-up household survey | household | 1 | English (en) | concat(${taluka}, ' ', ${age}) |
"""

SIMPLE = """
| survey |
|  | type | name | label::English (en) | label::Urdu (ur) | label::Sindhi (sd) | constraint | constraint_message::English (en) | constraint_message::Urdu (ur) | constraint_message::Sindhi (sd) | relevant | required |
|  | select_one source | source | Where does your water come from? | آپ کا پانی کہاں سے آتا ہے؟ | اوهان جو پاڻي ڪٿان اچي ٿو؟ |  |  |  |  |  | yes |
|  | integer | hours | How many hours a day? | دن میں کتنے گھنٹے؟ | ڏينهن ۾ ڪيترا ڪلاڪ؟ | . >= 0 and . <= 24 | From 0 to 24. | صفر سے ۲۴ تک۔ | صفر کان ۲۴ تائين. | ${source} = 'tap' | yes |
|  | text | words | What is wrong? | کیا خرابی ہے؟ | ڇا خرابي آهي؟ |  |  |  |  |  |  |
| choices |
|  | list_name | name | label::English (en) | label::Urdu (ur) | label::Sindhi (sd) |
|  | source | tap | Tap | نل | نل |
|  | source | pump | Hand pump | ہینڈ پمپ | هٿ نلڪو |
| settings |
|  | form_title | form_id | version | default_language |
|  | Made-up water questions | water | 1 | English (en) |
"""
ANSWERS: dict[str, Any] = {
    "/data/started": "2026-11-02T10:00:00.000+05:00",
    "/data/ended": "2026-11-02T10:21:00.000+05:00",
    "/data/device": "made-up:device",
    "/data/consent": "yes",
    "/data/home/taluka": "PK71302",
    "/data/home/council": "uc2",
    "/data/home/spot": (27.43, 68.09, 48.0, 5.0),
    "/data/home/water": ["pump", "canal"],
    "/data/home/age": 41,
    "/data/home/income": 23500.0,
    "/data/members": [
        {
            "/data/members/name": "Made-up Woman",
            "/data/members/years": 39,
            "/data/members/sex": "female",
        },
        {
            "/data/members/name": "Made-up Child",
            "/data/members/years": 9,
            "/data/members/sex": "male",
        },
    ],
    "/data/size": "2",
    "/data/words": "The pump is far away.",
}


@dataclass(frozen=True)
class Surveys:
    """What was built. Actors hold their roles in Larkana, which is the project's place."""

    at: datetime
    larkana: PlaceView
    setup: Actor
    worker: Actor
    manager: Actor
    analyst: Actor
    enumerator: Actor
    researcher: Actor
    other: Actor
    project_id: int
    household: FormView
    simple: FormView


def build(at: datetime = AT) -> Surveys:
    """Build the set in the database of the test: both forms published, no answers."""
    ensure_system_actors(at)
    setup = system_actor("setup", at)
    if places.by_key("larkana") is None:
        load_tree(tree=small_tree(), by=setup, at=at)
    larkana = places.by_key("larkana")
    assert larkana is not None
    who = {
        name: account(name, role, larkana.thing_id, at)
        for name, role in {
            "manager": "survey-manager",
            "analyst": "analyst",
            "enumerator": "enumerator",
            "researcher": "researcher",
            "other": "",
        }.items()
    }
    names = {"en": "Made-up survey of Larkana", "ur": "فرضی جائزہ", "sd": "فرضي جائزو"}
    project_id = actions.make_project(
        key="made-up", names=names, place_id=larkana.id, by=setup, at=at
    )
    surveys = Surveys(
        at=at,
        larkana=larkana,
        setup=setup,
        worker=system_actor("worker", at),
        project_id=project_id,
        household=add(project_id, HOUSEHOLD, by=setup, at=at),
        simple=add(project_id, SIMPLE, by=setup, at=at),
        **who,
    )
    return _opened(surveys)


def _opened(surveys: Surveys) -> Surveys:
    """The simple form is everybody's; the household form knows who agreed and where it was."""
    by, at = surveys.setup, surveys.at
    simple = actions.set_form(
        form_id=surveys.simple.id, version=surveys.simple.version, is_public=True, keyword="water",
        by=by, at=at,
    )  # fmt: skip
    household = actions.set_form(
        form_id=surveys.household.id, version=surveys.household.version, consent="/data/consent",
        place_question="/data/home/taluka", by=by, at=at,
    )  # fmt: skip
    return replace(surveys, simple=simple, household=household)


def account(name: str, role: str, scope: int, at: datetime) -> Actor:
    """An account; with a role, the actor has it at once."""
    by = system_actor("setup", at)
    made = create_account(email=f"{name}@surveys.example", name=f"Made-up {name}", by=by, at=at)
    thing_id = made if isinstance(made, int) else made.thing_id
    if role:
        access.grant(
            actor=thing_id, role=role, scope=scope, purpose="tests", starts_at=at - timedelta(days=1),
            ends_at=None, by=by, at=at,
        )  # fmt: skip
    return actor_for(thing_id=thing_id, name=f"Made-up {name}", language="en", at=at)


def add(project_id: int, form: str, *, by: Actor, at: datetime, publish: bool = True) -> FormView:
    """Add a form written as Markdown."""
    found = actions.add_form(
        project_id=project_id, content=form.encode(), name="made-up.md", by=by, at=at
    )
    return actions.publish(form_id=found.id, by=by, at=at) if publish else found


def xml_of(
    surveys: Surveys,
    instance: str,
    form: FormView | None = None,
    values: Mapping[str, Any] | None = None,
    **more: Any,
) -> bytes:
    """An answered household form; `more` replaces answers by the last name of their path."""
    form = form or surveys.household
    assert form.published_id is not None
    given = dict(ANSWERS if values is None else values)
    for name, value in more.items():
        path = next((one for one in given if one.rpartition("/")[2] == name), f"/data/{name}")
        given[path] = value
    return answers.to_xml(queries.model(form.published_id), given, instance=instance)


def send(
    surveys: Surveys,
    instance: str = "uuid:00000000-0000-4000-8000-000000000001",
    *,
    at: datetime | None = None,
    read: bool = True,
    collector_id: int | None = None,
    **more: Any,
) -> int:
    """Answers of the household form, received and read; return the submission's id."""
    at = at or surveys.at
    receipt = actions.receive(
        xml=xml_of(surveys, instance, **more), by=surveys.enumerator, at=at,
        collector_id=collector_id,
    )  # fmt: skip
    assert receipt.outcome == "accepted", receipt
    if read:
        actions.read_submissions(by=surveys.worker, at=at, most=100)
    assert receipt.submission_id is not None
    return receipt.submission_id
