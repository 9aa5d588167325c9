"""The places of the pack, for every test here that asks for them."""

from tests.grounds import kept
from tests.standard_grounds import PACK_AT, setup

from kachehri.domains.places.actions import load_tree
from kachehri.packs.pakistan.places import TREE


@kept
def kept_places():
    by = setup(PACK_AT)
    load_tree(tree=TREE, by=by, at=PACK_AT)
    return by
