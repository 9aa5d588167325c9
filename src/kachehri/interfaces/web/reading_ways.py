"""The ways in which a file can be read, by name."""

from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext as _


def recipe_label(code: str) -> str:
    """What a recipe is called. A code that no pack knows any more stays as it is."""
    return ways().get(code, code)


def ways() -> dict[str, str]:
    """Every way that there is: labels by code."""
    found: dict[str, str] = {}
    for pack in settings.PACKS:
        for code, recipe in import_module(f"{pack}.recipes").RECIPES.items():
            found[code] = _(str(recipe.label))
    return found
