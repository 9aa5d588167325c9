"""The files of places that Kachehri reads, each by its declaration."""

from kachehri.domains.places.kinds import BoundaryRecipe, PlaceRecipe

from .places import COD_AB
from .spelling import PRINTED, PRINTED_SOURCE

COD_AB_RECIPE = BoundaryRecipe(
    code="cod-ab",
    label="Administrative boundaries with P-codes (OCHA COD-AB): GeoJSON, names, points",
    source=COD_AB,
    licence="CC BY-IGO, as stated by the publisher",
    vintage="2022-09-09",
    tiers=("country", "province", "district", "taluka"),
    prefix="PK",
    aliases=PRINTED,
    alias_source=PRINTED_SOURCE,
)

PLACE_RECIPES: dict[str, PlaceRecipe] = {recipe.code: recipe for recipe in (COD_AB_RECIPE,)}
