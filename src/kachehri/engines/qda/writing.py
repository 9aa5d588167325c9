"""Writing REFI-QDA 1.0 as its schema asks: codebooks (QDC) and projects (QDPX).

Texts lie in the archive as UTF-8 with single line feeds and no byte order mark; positions count
code points. The same project gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from .kinds import (
    CODEBOOK,
    PROJECT,
    QdaCase,
    QdaCode,
    QdaProject,
    QdaSelection,
    QdaSource,
    QdaUser,
)

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SCHEMA = "http://schema.qdasoftware.org/versions"
_INSTANCE = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ALLOWED = {0x9, 0xA, 0xD}
Lines = Iterator[str]


def qdc(codes: Iterable[QdaCode], origin: str) -> bytes:
    """A codebook file. The schema asks for at least one code: none raises ValueError."""
    found = tuple(codes)
    if not found:
        raise ValueError("a codebook file has at least one code")
    lines = [
        f'<CodeBook xmlns="{CODEBOOK}" {_INSTANCE} xsi:schemaLocation="{CODEBOOK} '
        f'{_SCHEMA}/Codebook/v1.0/Codebook.xsd" origin={_attribute(origin)}>',
        *_codes(found),
        *_set(found, origin),
        "</CodeBook>",
    ]
    return (HEAD + "\n".join(lines) + "\n").encode()


def _set(codes: tuple[QdaCode, ...], name: str) -> Lines:
    """One set of all codes: the schema lets sets out, some tools do not open a file without."""
    yield f'<Sets><Set guid="{_name(uuid5(codes[0].guid, "set"))}" name={_attribute(name)}>'
    for one in codes:
        for each in one.walk():
            yield f'<MemberCode guid="{_name(each.guid)}"/>'
    yield "</Set></Sets>"


def qdpx(project: QdaProject) -> bytes:
    """A project file: `project.qde` and a text for each source, named by its GUID."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "project.qde", HEAD + "\n".join(_project(project)) + "\n")
        for source in project.sources:
            _add(archive, f"sources/{_name(source.guid)}.txt", clean(source.text))
    return target.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, text.encode())


def clean(text: str) -> str:
    """The text as XML may hold it, of the same length: what it may not is a replacement sign."""
    return "".join(one if _fits(ord(one)) else "�" for one in text)


def _fits(point: int) -> bool:
    if point < 0x20:
        return point in _ALLOWED
    return not (0xD800 <= point <= 0xDFFF or point in (0xFFFE, 0xFFFF))


def _project(project: QdaProject) -> Lines:
    when = f" creationDateTime={_attribute(_moment(project.at))}" if project.at else ""
    yield (
        f'<Project xmlns="{PROJECT}" {_INSTANCE} xsi:schemaLocation="{PROJECT} '
        f'{_SCHEMA}/Project/v1.0/Project.xsd" name={_attribute(project.name)} '
        f"origin={_attribute(project.origin)}{when}>"
    )
    yield from _users(project.users)
    if project.codes:
        yield "<CodeBook>"
        yield from _codes(project.codes)
        yield "</CodeBook>"
    variables = _variables(project)
    yield from _declared(variables)
    yield from _cases(project.cases, variables)
    yield from _sources(project.sources, variables)
    yield from _notes(project.sources)
    yield from _text("Description", project.description)
    yield "</Project>"


def _users(users: tuple[QdaUser, ...]) -> Lines:
    if not users:
        return
    yield "<Users>"
    for one in users:
        yield f'<User guid="{_name(one.guid)}" name={_attribute(one.name)}/>'
    yield "</Users>"


def _codes(codes: tuple[QdaCode, ...]) -> Lines:
    yield "<Codes>"
    for one in codes:
        yield from _code(one)
    yield "</Codes>"


def _code(code: QdaCode) -> Lines:
    colour = f' color="{code.colour}"' if code.colour else ""
    codable = "true" if code.is_codable else "false"
    yield (
        f'<Code guid="{_name(code.guid)}" name={_attribute(code.name)} '
        f'isCodable="{codable}"{colour}>'
    )
    yield from _text("Description", code.description)
    for one in code.codes:
        yield from _code(one)
    yield "</Code>"


def _variables(project: QdaProject) -> dict[str, UUID]:
    """Every variable by name, with a GUID that the same name always has."""
    held = [*(one.values for one in project.cases), *(one.values for one in project.sources)]
    names = sorted({name for values in held for name in values})
    return {name: uuid5(NAMESPACE_URL, f"urn:kachehri:variable:{name}") for name in names}


def _declared(variables: Mapping[str, UUID]) -> Lines:
    if not variables:
        return
    yield "<Variables>"
    for name, guid in variables.items():
        yield f'<Variable guid="{_name(guid)}" name={_attribute(name)} typeOfVariable="Text"/>'
    yield "</Variables>"


def _values(values: Mapping[str, str], variables: Mapping[str, UUID]) -> Lines:
    for name, value in sorted(values.items()):
        yield f'<VariableValue><VariableRef targetGUID="{_name(variables[name])}"/>'
        yield from _text("TextValue", value)
        yield "</VariableValue>"


def _cases(cases: tuple[QdaCase, ...], variables: Mapping[str, UUID]) -> Lines:
    if not cases:
        return
    yield "<Cases>"
    for one in cases:
        yield f'<Case guid="{_name(one.guid)}" name={_attribute(one.name)}>'
        yield from _values(one.values, variables)
        for guid in one.sources:
            yield f'<SourceRef targetGUID="{_name(guid)}"/>'
        for guid in one.selections:
            yield f'<SelectionRef targetGUID="{_name(guid)}"/>'
        yield "</Case>"
    yield "</Cases>"


def _sources(sources: tuple[QdaSource, ...], variables: Mapping[str, UUID]) -> Lines:
    if not sources:
        return
    yield "<Sources>"
    for one in sources:
        made = f" creationDateTime={_attribute(_moment(one.at))}" if one.at else ""
        yield (
            f'<TextSource guid="{_name(one.guid)}" name={_attribute(one.name)} '
            f'plainTextPath="internal://{_name(one.guid)}.txt"{made}>'
        )
        yield from _text("Description", one.description)
        for selection in one.selections:
            yield from _selection(selection)
        yield from _values(one.values, variables)
        yield "</TextSource>"
    yield "</Sources>"


def _selection(selection: QdaSelection) -> Lines:
    yield (
        f'<PlainTextSelection guid="{_name(selection.guid)}" startPosition="{selection.start}" '
        f'endPosition="{selection.end}"{_by(selection.user, selection.at)}>'
    )
    for one in selection.codings:
        yield (
            f'<Coding guid="{_name(one.guid)}"{_by(one.user, one.at)}>'
            f'<CodeRef targetGUID="{_name(one.code)}"/></Coding>'
        )
    if selection.memo:
        yield f'<NoteRef targetGUID="{_name(_note(selection))}"/>'
    yield "</PlainTextSelection>"


def _notes(sources: tuple[QdaSource, ...]) -> Lines:
    """The memos, which other tools show as notes."""
    found = [one for source in sources for one in source.selections if one.memo]
    if not found:
        return
    yield "<Notes>"
    for one in found:
        yield f'<Note guid="{_name(_note(one))}"{_by(one.user, one.at)}>'
        yield from _text("PlainTextContent", one.memo)
        yield "</Note>"
    yield "</Notes>"


def _note(selection: QdaSelection) -> UUID:
    return uuid5(selection.guid, "memo")


def _by(user: UUID | None, at: datetime | None) -> str:
    who = f' creatingUser="{_name(user)}"' if user else ""
    return who + (f' creationDateTime="{_moment(at)}"' if at else "")


def _text(tag: str, text: str) -> Lines:
    if text:
        yield f"<{tag}>{escape(clean(text))}</{tag}>"


def _attribute(text: str) -> str:
    return quoteattr(clean(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _name(guid: UUID) -> str:
    return str(guid).upper()
