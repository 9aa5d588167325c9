"""Keys point down, and nobody looks across them."""

from django.apps import apps

from .keys import floor_of, floors, keys_across, keys_point_down, no_look_up_crosses
from .sources import TREE


def test_every_table_has_a_floor() -> None:
    found = {floor_of(model) for model in apps.get_models()} - {""}
    assert found <= set(floors())
    assert {"engines.ledger", "domains.places", "domains.evidence"} <= found


def test_keys_point_down() -> None:
    assert "\n".join(keys_point_down(apps.get_models())) == ""


def test_no_look_up_crosses_a_key() -> None:
    names = {field.name for _, field, _ in keys_across(apps.get_models())}
    assert {"place", "thing"} <= names
    assert "\n".join(no_look_up_crosses(TREE, names)) == ""
