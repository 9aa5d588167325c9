"""`$metadata` of a form's tables: EDMX 4.0, as spreadsheet programs read it."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from kachehri.domains.forms.rules.odata import FIRST, Entity, Folder, Leaf, Link, Shape

SYSTEM = (
    ("submissionDate", "Edm.DateTimeOffset"),
    ("updatedAt", "Edm.DateTimeOffset"),
    ("deletedAt", "Edm.DateTimeOffset"),
    ("submitterId", "Edm.String"),
    ("submitterName", "Edm.String"),
    ("attachmentsPresent", "Edm.Int64"),
    ("attachmentsExpected", "Edm.Int64"),
    ("status", "org.opendatakit.submission.Status"),
    ("reviewState", "org.opendatakit.submission.ReviewState"),
    ("deviceId", "Edm.String"),
    ("edits", "Edm.Int64"),
    ("formVersion", "Edm.String"),
)
STATUS = ("notDecrypted", "missingEncryptedFormData")
REVIEW = ("hasIssues", "edited", "rejected", "approved")
SPACE = "org.opendatakit.user"


def metadata_xml(tables: Sequence[Entity], key: str) -> str:
    """The whole document."""
    name = "".join(one if one.isalnum() else "_" for one in key)
    space = f"{SPACE}.{name}"
    kinds = "".join(part for one in tables for part in _kinds(one, space))
    sets = "".join(
        f"<EntitySet Name={quoteattr(one.name)} EntityType={quoteattr(f'{space}.{one.name}')}/>"
        for one in tables
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">'
        f"<edmx:DataServices>{_of_submissions()}"
        f'<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace={quoteattr(space)}>'
        f"{kinds}<EntityContainer Name={quoteattr(name)}>{sets}</EntityContainer>"
        "</Schema></edmx:DataServices></edmx:Edmx>"
    )


def _of_submissions() -> str:
    return (
        '<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" '
        'Namespace="org.opendatakit.submission"><ComplexType Name="metadata">'
        f"{''.join(_property(name, kind) for name, kind in SYSTEM)}</ComplexType>"
        f"{_choices('Status', STATUS)}{_choices('ReviewState', REVIEW)}</Schema>"
    )


def _choices(name: str, members: Sequence[str]) -> str:
    inner = "".join(f'<Member Name="{one}"/>' for one in members)
    return f'<EnumType Name="{name}">{inner}</EnumType>'


def _property(name: str, kind: str) -> str:
    return f"<Property Name={quoteattr(name)} Type={quoteattr(kind)}/>"


def _kinds(entity: Entity, space: str) -> Iterator[str]:
    """The type of a table, and the types of its groups."""
    system = ""
    if entity.name == FIRST:
        system = _property("__system", "org.opendatakit.submission.metadata")
    else:
        system = _property(entity.key_above, "Edm.String")
    inner = "".join(_part(one, f"{space}.{entity.name}", space) for one in entity.parts)
    yield (
        f"<EntityType Name={quoteattr(entity.name)}>"
        '<Key><PropertyRef Name="__id"/></Key>'
        f"{_property('__id', 'Edm.String')}{system}{inner}</EntityType>"
    )
    yield from _groups(entity.parts, entity.name, space)


def _groups(parts: Sequence[Shape], above: str, space: str) -> Iterator[str]:
    for one in parts:
        if isinstance(one, Folder):
            name = f"{above}.{one.name}"
            inner = "".join(_part(each, f"{space}.{name}", space) for each in one.parts)
            yield f"<ComplexType Name={quoteattr(name)}>{inner}</ComplexType>"
            yield from _groups(one.parts, name, space)


def _part(one: Shape, above: str, space: str) -> str:
    if isinstance(one, Leaf):
        return _property(one.name, one.kind)
    if isinstance(one, Link):
        kind = f"Collection({space}.{one.entity.name})"
        return f"<NavigationProperty Name={quoteattr(one.name)} Type={quoteattr(kind)}/>"
    return _property(one.name, f"{above}.{one.name}")
