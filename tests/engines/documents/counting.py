"""Counts what a document holds, from its JSON, so that writers can be held against it."""

from collections.abc import Iterator

from kachehri.engines.documents.blocks import Json


def linked_numbers(data: Json) -> Iterator[str]:
    """Give the href of every figure that leads somewhere, also in the tables behind charts."""
    if isinstance(data, list):
        for part in data:
            yield from linked_numbers(part)
    elif isinstance(data, dict):
        is_number = data.get("is") == "Number"
        is_key = data.get("is") == "KeyNumber" and data.get("value")
        if (is_number or is_key) and data["href"]:
            yield str(data["href"])
        for part in data.values():
            yield from linked_numbers(part)
