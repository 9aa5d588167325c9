"""Taking somebody's words out of the stored text of an edition."""

from typing import Any

from django.utils.translation import gettext, override

from kachehri.engines.documents.blocks import Text, to_json
from kachehri.kernel.dates import format_date


def notice(on: Any, language: str) -> str:
    """What stands in the place of the words."""
    with override(language):
        message = gettext(
            "Somebody's words stood here. They were taken out on %(date)s, because the person no "
            "longer agrees to be quoted."
        )
        return message % {"date": format_date(on, language)}


def without(stored: Any, key: str, instead: str) -> Any:
    """The stored text with the notice in place of each quote of a record; the rest as it was."""
    if isinstance(stored, list):
        return [without(one, key, instead) for one in stored]
    if not isinstance(stored, dict):
        return stored
    if stored.get("is") == "Quote" and stored.get("key") == key:
        return to_json(Text((instead,)))
    return {name: without(value, key, instead) for name, value in stored.items()}
