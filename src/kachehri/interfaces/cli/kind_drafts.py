"""The drafts that `kachehri kind new` writes. Each works as it is; then it is filled in."""

from string import Template

_MATTER = Template('''"""$Title: say here what it is, and on what its clock rests."""

from kachehri.domains.cases.kinds import CaseKind, Outcome, Remedy, Rung
from kachehri.domains.cases.kinds.who import ANSWERING
from kachehri.kernel.clocks import ClockRule, Limit
from kachehri.kernel.flows import Flow
from kachehri.kernel.messages import gettext_noop

from . import parts
from .letters import COMPLAINT_REMINDER, drafts
from .notices import COMMON_NOTICES
from .parts import move, state

_ = gettext_noop

CLOCK = ClockRule(
    "$key", _("Time for an answer"), "courtesy", Limit(15, "working-days"), parts.OWN_RULE
)
OUTCOMES = (
    Outcome("done", _("Done"), "full", needs_evidence=True),
    Outcome("not-ours", _("Not the duty of any office"), "none"),
)
FLOW = Flow(
    (
        state("new", _("New"), _("The office has it."), "open", "waiting-body"),
        parts.ASKED,
        state(
            "done", _("Done, says the office"), _("The office says that it is done. Is that true?"),
            "closed", "answered", "claimed",
        ),
        parts.CONFIRMED,
        parts.LAPSED,
        state(
            "contested", _("Contested"),
            _("You said that it is not done. A higher officer has it now."),
            "open", "contested", "waiting-body",
        ),
        state(
            "refused", _("Turned down"), _("The office said no. You can take it further."),
            "closed", "end", "refused",
        ),
        parts.FURTHER,
        parts.WITHDRAWN,
    ),
    (
        parts.forward("new contested"),
        *parts.asking("new contested", "new"),
        move("report-done", _("Report that it is done"), "new contested", "done",
             who=ANSWERING, asks="outcome", may="because proof dispatch", stops="*",
             starts="confirmation", notices="done", tags="answers"),
        move("refuse", _("Turn it down"), "new contested", "refused",
             who=ANSWERING, asks="outcome because", may="dispatch", stops="*",
             notices="refused", tags="answers refuses"),
        *parts.confirming("done", "contested"),
        parts.take_further("refused contested lapsed"),
        parts.withdraw("new asked done contested"),
    ),
)  # fmt: skip

$CONSTANT = CaseKind(
    key="$key",
    name=_("$Title"),
    plural=_("$Title"),
    help=_("Say in one sentence what it is for."),
    flow=FLOW,
    clocks=(CLOCK, parts.CONFIRMATION),
    opens_with=("$key",),
    fields=(
        parts.outcome_field(OUTCOMES), parts.BECAUSE, parts.PROOF, parts.DISPATCH, parts.TO_BODY,
        parts.QUESTION, parts.REPLY, parts.STILL_WRONG,
    ),
    outcomes=OUTCOMES,
    remedies=(
        Remedy(
            "complain", _("Complain about it"), "complaint", "focal-person", "",
            frozenset({"refused", "contested"}), parts.OWN_RULE,
        ),
    ),
    letters=drafts(request=COMPLAINT_REMINDER),
    notices=COMMON_NOTICES,
    ladder=(Rung(Limit(0, "days"), "head", "rung"),),
)  # fmt: skip
''')

_INFORMATION = Template('''"""$Title: say here which law it is, and since when."""

from kachehri.kernel.messages import gettext_noop

from . import law_parts as law
from .information import InformationLaw

_ = gettext_noop
ACT = _("$Title")
CODE = "$key"
TEXT = "where the text was read"

$CONSTANT = InformationLaw(
    key="$key",
    code=CODE,
    name=_("Request for information ($Title)"),
    act=ACT,
    help=_("Say in one sentence whom one asks for what."),
    cite=law.cited(ACT, "", TEXT),
    answer=law.working(15),
    urgent=law.working(2),
    review=law.asked_again(CODE, law.cited(ACT, "", "", _("No source at hand gives a limit."))),
    commission=law.commission_clock(CODE, law.days(45), law.cited(ACT, "", TEXT)),
    officer=_("public information officer"),
    fees=_("The request is free; copies may cost."),
    sections={},
    grounds=law.grounds(ACT, TEXT, {"": "security privacy"}),
    disclosure=law.disclosure("", "duties budget officer", "citizens-budget"),
    applies_to=(),
    calendar="pk",
)
''')

_TEST = Template('''"""$Title: what it promises."""

from kachehri.packs.$pack.cases.$module import $CONSTANT
$more

def test_it_begins_with_a_clock_and_every_refusal_has_a_way_on() -> None:
    kind = $made
    assert kind.codes(kind.opens_with, {})
    for one in kind.flow.states:
        if one.tags & {"refused", "silent", "contested"}:
            assert kind.offered(one.tags, {}), one.key
''')

_HINT = Template("""
Next:
  1. Fill the file in: texts, limits, where they stand. Nothing is verified until a person did it.
  2. Make it known in src/kachehri/packs/$pack/cases/$where
  3. `make messages`, and say the new texts in Urdu and Sindhi.
  4. `kachehri pack load` brings its states into the database; there is no page to write.
Read docs/guide/laws.md.""")


def declaration(like: str, name: str) -> str:
    """The module of the kind."""
    return (_INFORMATION if like == "information" else _MATTER).substitute(_names(name))


def test(like: str, name: str, pack: str) -> str:
    """The module of its test."""
    names = _names(name) | {"pack": pack}
    if like == "information":
        more = f"from kachehri.packs.{pack}.cases.information import information_request\n"
        made = f"information_request({names['CONSTANT']})"
    else:
        more, made = "", names["CONSTANT"]
    return _TEST.substitute(names, more=more, made=made)


def hint(like: str, name: str, pack: str) -> str:
    """What to do next, and where."""
    names = _names(name)
    where = {
        "information": f"laws.py: add {names['CONSTANT']} to LAWS.",
        "matter": f"__init__.py: add {names['CONSTANT']} to KINDS.",
    }[like]
    return _HINT.substitute(pack=pack, where=where)


def _names(name: str) -> dict[str, str]:
    words = name.replace("-", " ")
    return {
        "key": name,
        "module": name.replace("-", "_"),
        "CONSTANT": name.replace("-", "_").upper(),
        "Title": words[0].upper() + words[1:],
    }
