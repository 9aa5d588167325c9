"""How places and figures are called on pages."""

import pytest
from django.utils.translation import override
from tests.world import World

from kachehri.domains.places import queries as places
from kachehri.interfaces.web.showing import part_label


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Larkana taluka"), ("ur", "تعلقہ لاڑکانہ"), ("sd", "تعلقو لاڙڪاڻو")],
)
def test_a_taluka_of_its_districts_name_is_called_as_in_the_report(
    world: World, language: str, said: str
) -> None:
    whole = world.larkana
    part = next(one for one in places.children(whole.id) if one.name() == whole.name())
    with override(language):
        assert part_label(part, whole) == said


def test_a_part_of_another_name_stands_alone(world: World) -> None:
    whole = world.larkana
    others = [one for one in places.children(whole.id) if one.name() != whole.name()]
    assert others
    assert [part_label(one, whole) for one in others] == [one.name() for one in others]
