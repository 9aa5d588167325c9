"""Talks as a REFI-QDA project that other tools open: texts, codes, who coded what, profiles.

No name goes out: participants and coders are numbers. Erased words are not in it, nor their codes.
"""

from collections import defaultdict
from collections.abc import Mapping
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext

from kachehri.domains.forms.kinds import voices as kinds
from kachehri.engines.access.actor import Actor
from kachehri.engines.qda.kinds import (
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaProject,
    QdaSelection,
    QdaSource,
    QdaUser,
)

from . import voices
from .voices import ParticipantView, TalkView, TextView, TurnView
from .voices_codes import CodeView, CodingView, TaskView, codebook, codes, codings, seen_tasks

ORIGIN = "Kachehri"


def guid(what: str, number: int) -> UUID:
    """The GUID of something of this installation's forms: the same in every export."""
    return uuid5(NAMESPACE_URL, f"urn:kachehri:forms:{what}:{number}")


def tree(found: tuple[CodeView, ...], language: str = "en") -> tuple[QdaCode, ...]:
    """Codes as a tree, in the order of their paths."""
    below: dict[int | None, list[CodeView]] = defaultdict(list)
    for one in found:
        below[one.parent_id].append(one)

    def made(one: CodeView) -> QdaCode:
        return QdaCode(
            guid=one.guid,
            name=one.name(language),
            description=_description(one),
            colour=one.colour,
            is_codable=one.is_codable,
            codes=tuple(made(each) for each in below[one.id]),
        )

    return tuple(made(one) for one in below[None])


def _description(one: CodeView) -> str:
    said = [one.definition]
    if one.include:
        said.append(f"{gettext('Give it for:')} {one.include}")
    if one.exclude:
        said.append(f"{gettext('Do not give it for:')} {one.exclude}")
    return "\n".join(part for part in said if part)


def project(codebook_id: int, talk_ids: list[int], actor: Actor) -> QdaProject | None:
    """The talks that were coded with a codebook, as a project. Raises Refused for a closed one."""
    book = codebook(codebook_id, actor)
    if book is None:
        return None
    found = codes(codebook_id)
    users: dict[int, QdaUser] = {}
    sources: list[QdaSource] = []
    cases: list[QdaCase] = []
    made_up = False
    for talk_id in talk_ids:
        talk = voices.talk(talk_id, actor)
        if talk is None:
            continue
        made_up = made_up or talk.is_made_up
        people = {one.id: one for one in voices.participants(talk_id)}
        spoken: dict[int, list[UUID]] = defaultdict(list)
        own: list[UUID] = []
        for text in voices.texts(talk_id):
            source = _source(talk, text, found, users, spoken, actor)
            sources.append(source)
            own.append(source.guid)
        cases += [
            _case(talk, one, tuple(own), tuple(spoken[one.id]))
            for one in people.values()
            if one.withdrawn_at is None
        ]
    return QdaProject(
        name=book.name("en"),
        origin=ORIGIN,
        description=gettext("Made up for the demonstration: no such talk was held.")
        if made_up
        else "",
        users=tuple(users[number] for number in sorted(users)),
        codes=tree(found),
        sources=tuple(sources),
        cases=tuple(cases),
    )


def _case(
    talk: TalkView, one: ParticipantView, sources: tuple[UUID, ...], selections: tuple[UUID, ...]
) -> QdaCase:
    labels = {field.key: field for field in kinds.profile()}
    values = {
        gettext(labels[key].label): gettext(labels[key].choices[value])
        for key, value in one.profile.items()
        if key in labels and value in labels[key].choices
    }
    return QdaCase(
        guid=guid("participant", one.id),
        name=f"{talk.id}-{one.number}",
        values=values,
        sources=sources,
        selections=selections,
    )


def _source(
    talk: TalkView,
    text: TextView,
    book: tuple[CodeView, ...],
    users: dict[int, QdaUser],
    spoken: dict[int, list[UUID]],
    actor: Actor,
) -> QdaSource:
    """A text as one piece: each turn begins with who speaks, as it is typed at the desk.

    Of the codings those that the actor may see: coders work without knowing of each other.
    """
    pieces: list[str] = []
    begins: dict[int, tuple[int, TurnView]] = {}
    at = 0
    for turn in voices.turns(text.id, limit=10_000):
        if turn.words is None:
            continue
        head = "Q: " if turn.speaker is None else f"{turn.speaker}: "
        begins[turn.id] = (at + len(head), turn)
        pieces.append(head + turn.words)
        at += len(pieces[-1]) + 1
    guids = {one.id: one.guid for one in book}
    books = {one.codebook_id for one in book}
    coders = [one for one in seen_tasks(text.id, actor.thing_id) if one.codebook_id in books]
    for one in coders:
        users.setdefault(one.coder_id, _user(one, len(users) + 1))
    selections = _selections(coders, begins, users, guids)
    for selection, turn in selections:
        if turn.participant_id is not None:
            spoken[turn.participant_id].append(selection.guid)
    return QdaSource(
        guid=guid("text", text.id),
        name=f"{talk.id} {talk.held_on.isoformat()} {text.what} {text.language}",
        text="\n".join(pieces),
        selections=tuple(selection for selection, _turn in selections),
        values={"language": text.language, "date": talk.held_on.isoformat()},
        description=talk.topic("en")[0],
        at=text.made_at,
    )


def _user(one: TaskView, number: int) -> QdaUser:
    return QdaUser(guid("coder", one.coder_id), f"Coder {number}")


def _selections(
    coders: list[TaskView],
    begins: Mapping[int, tuple[int, TurnView]],
    users: Mapping[int, QdaUser],
    guids: Mapping[int, UUID],
) -> list[tuple[QdaSelection, TurnView]]:
    whose = {one.id: users[one.coder_id].guid for one in coders}
    found: list[tuple[QdaSelection, TurnView]] = []
    for one in codings([coder.id for coder in coders], memos=True):
        if one.turn_id in begins:
            at, turn = begins[one.turn_id]
            found.append((_selection(one, at, whose[one.task_id], guids[one.code_id]), turn))
    return found


def _selection(one: CodingView, at: int, user: UUID, code: UUID) -> QdaSelection:
    coding = QdaCoding(uuid5(one.guid, "coding"), code, user, one.made_at)
    return QdaSelection(
        guid=one.guid,
        start=at + one.start,
        end=at + one.end,
        codings=(coding,),
        memo=one.memo,
        user=user,
        at=one.made_at,
    )
