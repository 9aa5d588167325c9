"""The grounds that several folders stand on, see tests/grounds.py."""

from datetime import UTC, datetime

from kachehri.domains.bodies import actions as bodies
from kachehri.domains.bodies.queries.files import read_sheets
from kachehri.domains.cases import actions as cases
from kachehri.domains.evidence.actions import declare, load_pack
from kachehri.domains.places.actions import load_tree
from kachehri.domains.reports.actions import build_edition
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.packs.pakistan import contents
from tests import matters, surveys, world
from tests.grounds import kept

PACK_AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@kept
def kept_world() -> world.World:
    """The standard district with its figures."""
    return world.build()


@kept
def kept_report() -> world.World:
    """The standard district with an edition of its report, in every language."""
    made = world.build()
    build_edition(
        kind="human-security", place_id=made.larkana.id, by=made.reporter, at=made.at,
        languages=("en", "ur", "sd"), formats=("html",),
    )  # fmt: skip
    return made


@kept
def kept_offices() -> matters.Matters:
    """The standard offices, desks, accounts and people, without any matter."""
    return matters.ground()


@kept
def kept_matters() -> matters.Matters:
    """The standard offices with a matter of each kind."""
    return matters.build()


@kept
def kept_moderated() -> matters.Matters:
    """The standard matters, two of them shown to everybody."""
    made = matters.build()
    for name in ("complaint", "done"):
        case_id = made.cases[name].id
        cases.moderate(case_id=case_id, verdict="passed", because="", by=made.moderator, at=made.at)
    return made


@kept
def kept_directory() -> world.World:
    """The standard district with the offices of the pack."""
    made = world.build()
    sheets = read_sheets(contents.BODIES)
    outcome = bodies.import_bodies(sheets=sheets, by=made.setup, at=made.at, keep=True)
    assert not outcome.problems
    return made


@kept
def kept_pack() -> Actor:
    """All places of the pack, its indicators and sources, and no figure; who loaded them."""
    return pack()


@kept
def kept_figures() -> Actor:
    """The pack with every figure that it carries; who loaded it."""
    by = pack()
    load_pack(pack=contents.EVIDENCE, by=by, at=PACK_AT)
    return by


def pack() -> Actor:
    """Declare the pack on an empty database."""
    by = setup()
    load_tree(tree=contents.TREE, by=by, at=PACK_AT)
    evidence = contents.EVIDENCE
    declare(indicators=evidence.indicators, sources=evidence.sources, by=by, at=PACK_AT)
    return by


@kept
def kept_surveys() -> surveys.Surveys:
    """The standard project of surveys: two published forms, and who works with them."""
    return surveys.build()


@kept
def kept_tree() -> Actor:
    """The places of the standard district alone; who loaded them."""
    by = setup(world.AT)
    load_tree(tree=world.small_tree(), by=by, at=world.AT)
    return by


def setup(at: datetime = PACK_AT) -> Actor:
    ensure_system_actors(at)
    return system_actor("setup", at)
