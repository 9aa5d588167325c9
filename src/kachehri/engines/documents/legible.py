"""A document without the characters that no file format can hold."""

import re

from kachehri.engines.documents.blocks import Document, Json, document_from_json, to_json

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def legible(document: Document) -> Document:
    """Return the document without control characters and halves of characters; nobody sees them."""
    return document_from_json(_without(to_json(document)))


def _without(data: Json) -> Json:
    if isinstance(data, str):
        return _UNSEEN.sub("", data)
    if isinstance(data, list):
        return [_without(part) for part in data]
    if isinstance(data, dict):
        return {key: _without(value) for key, value in data.items()}
    return data
