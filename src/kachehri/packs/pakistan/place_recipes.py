"""The files of places that Kachehri reads, each by its declaration."""

from kachehri.domains.places.kinds import (
    BlockRecipe,
    BoundaryRecipe,
    DivisionRecipe,
    ListRecipe,
    PlaceRecipe,
    SchemeKind,
)

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

DIVISIONS_RECIPE = DivisionRecipe(
    code="divisions",
    label="Divisions, districts split since the census, and neighbours (a folder of three files)",
    source="AbuBakrCh/pakistan-map, districts of the census of 1 March 2023",
    licence="geometry from OpenStreetMap contributors, ODbL",
    vintage="2023-03-01",
    topology="geography.topojson.json",
    layer="divisions",
    layer_tier="division",
    layer_word="Division",
    below="districts",
    below_tier="district",
    top_tier="province",
    folds="post-census-district-folds.json",
    neighbours="adjacency.json",
)

UNION_COUNCILS_RECIPE = ListRecipe(
    code="union-councils",
    label="Union councils by tehsil, as they were before the local elections of 2015",
    scheme=SchemeKind(
        code="union-councils-old",
        kind="local-government",
        label="Union councils, list from before 2015",
        vintage="before 2015",
        source="QudsiaZainab/ndma_SITREP, list of union councils; no publisher is named there",
        licence="none stated",
    ),
    tier="union_council",
    above=(("PROVINCE", "province"), ("DISTRICT", "district"), ("TEHSIL", "taluka")),
    column="UC",
    blanks=("unknown",),
)

CENSUS_BLOCKS_RECIPE = BlockRecipe(
    code="census-blocks",
    label="Census 2017: blocks with their circles and villages (PakPop2017)",
    scheme=SchemeKind(
        code="census-2017",
        kind="census",
        label="Census 2017: circles and blocks",
        vintage="2017",
        source="Pakistan Bureau of Statistics, Census 2017, block-wise population",
        licence="figures of the Government of Pakistan; compilation PakPC2017, GPL-2",
    ),
    above=(("Province", "province"), ("District", "district"), ("Tehsil", "taluka")),
    circles=(
        ("QanungoHalqa", "qanungo_halqa", ()),
        ("PatwarCircle", "patwar_circle", (("CHARGE NO", "census_charge"),)),
        ("Village", "village", (("CIRCLE NO", "census_circle"),)),
    ),
    block_column="BlockCode",
    block_tier="census_block",
    counts=("Pop2017",),
)

PLACE_RECIPES: dict[str, PlaceRecipe] = {
    recipe.code: recipe
    for recipe in (COD_AB_RECIPE, DIVISIONS_RECIPE, UNION_COUNCILS_RECIPE, CENSUS_BLOCKS_RECIPE)
}
