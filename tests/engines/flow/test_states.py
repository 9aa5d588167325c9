"""The states that packs declare are rows, and a state in which a matter is stays."""

import pytest

from kachehri.domains.cases.kinds import every
from kachehri.engines.access.actor import PUBLIC
from kachehri.engines.access.reading import Refused
from kachehri.engines.flow import actions, queries
from kachehri.kernel.flows import Flow, Move, State

from .conftest import AT

pytestmark = pytest.mark.django_db
END = frozenset({"end"})


def flow(*keys, tags=frozenset()):
    last = keys[-1]
    states = [State(key, key, tags=END if key == last else tags) for key in keys]
    return Flow(tuple(states), tuple(Move(f"to-{key}", key, (keys[0],), key) for key in keys[1:]))


def bring(by, **flows):
    return actions.synchronise(flows=flows, by=by, at=AT)


def test_states_are_brought_in_changed_and_dropped(clerk):
    assert bring(clerk, made=flow("new", "done")) == 2
    assert bring(clerk, made=flow("new", "done")) == 0
    assert bring(clerk, made=flow("new", "done", tags=frozenset({"open"}))) == 1
    assert bring(clerk, made=flow("new", "closed", tags=frozenset({"open"}))) == 2
    assert [one.key for one in queries.states("made")] == ["closed", "new"]


def test_kinds_that_are_not_named_are_left_alone(clerk):
    bring(clerk, made=flow("new", "done"), other=flow("new", "done"))
    assert bring(clerk, other=flow("new", "ended")) == 2
    assert [one.key for one in queries.states("made")] == ["done", "new"]


def test_a_state_in_which_a_matter_is_stays(kept_matters):
    built = kept_matters
    clerk = built.setup
    kind = next(one for one in every() if one.key == "complaint")
    before = {one.key for one in queries.states("complaint")}
    in_use = {view.state for view in built.cases.values() if view and view.kind == "complaint"}
    assert in_use
    actions.synchronise(flows={"complaint": flow("never", "over")}, by=clerk, at=AT)
    left = {one.key for one in queries.states("complaint")}
    assert left >= in_use | {"never", "over"}
    assert left < before | {"never", "over"} or before == in_use
    actions.synchronise(flows={"complaint": kind.flow}, by=clerk, at=AT)
    assert {one.key for one in queries.states("complaint")} == before


def test_only_the_program_brings_states_in():
    with pytest.raises(Refused):
        bring(PUBLIC, made=flow("new", "done"))
