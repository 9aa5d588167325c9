"""The ways in which a file can be read, by name: recipes of the packs and mappings of the desk."""

from django.utils.translation import gettext as _

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.rules import recipes


def recipe_label(code: str) -> str:
    """What a recipe is called. A code that nobody knows any more stays as it is."""
    known = recipes.known()
    return _(str(known[code].label)) if code in known else ways().get(code, code)


def ways() -> dict[str, str]:
    """Every way that there is: labels by code, the packs' first."""
    declared = {code: _(str(recipe.label)) for code, recipe in recipes.known().items()}
    return declared | {one.code: one.label for one in queries.saved_mappings()}
