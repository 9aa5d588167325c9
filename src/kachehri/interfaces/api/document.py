"""The OpenAPI document with what the library cannot know: problems, other forms, languages."""

from typing import Any

from .problems import CONTENT_TYPE
from .shapes import ProblemOut, WrongOut

PROBLEM = {
    "description": "A problem (RFC 9457).",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}},
}
LANGUAGE = {
    "name": "lang",
    "in": "query",
    "required": False,
    "description": "The language of names; without it, that of Accept-Language.",
    "schema": {"type": "string", "enum": ["en", "ur", "sd"]},
}
FILES = ("text/csv", "application/vnd.sdmx.data+csv")


def describe(made: dict[str, Any]) -> dict[str, Any]:
    """The document with what every address of the API answers besides 200."""
    document = dict(made)
    template = "#/components/schemas/{model}"
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas["WrongOut"] = WrongOut.model_json_schema(ref_template=template)
    problem = ProblemOut.model_json_schema(ref_template=template)
    problem.pop("$defs", None)
    schemas["ProblemOut"] = problem
    for address, methods in document["paths"].items():
        for operation in methods.values():
            _describe(operation, address)
    return document


def _describe(operation: dict[str, Any], address: str) -> None:
    operation.setdefault("parameters", []).append(LANGUAGE)
    answers = operation["responses"]
    answers["422"] = PROBLEM
    answers["429"] = PROBLEM
    if "{" in address:
        answers["404"] = PROBLEM
    if address.endswith("/observations"):
        good = next(answers[code] for code in answers if str(code) == "200")
        for kind in FILES:
            good["content"][kind] = {"schema": {"type": "string"}}
