"""Whether an expression can be read at all, and whether devices know its functions."""

import re

_FUNCTION = re.compile(r"(?<![\w.:-])([A-Za-z_][\w:.-]*)\s*\(")
_TEXT = re.compile(r"'[^']*'|\"[^\"]*\"")
_OPERATORS = frozenset({"and", "or", "div", "mod", "node", "text", "comment"})
FUNCTIONS = {
    "abs", "acos", "area", "asin", "atan", "atan2", "base64-decode", "boolean",
    "boolean-from-string", "ceiling", "checklist", "choice-name", "coalesce", "concat",
    "contains", "cos", "count", "count-non-empty", "count-selected", "current", "date",
    "date-time", "decimal-date-time", "decimal-time", "digest", "distance", "enclosed-area",
    "ends-with", "exp", "exp10", "extract-signed", "false", "floor", "format-date",
    "format-date-time", "geofence", "id", "if", "indexed-repeat", "instance", "int",
    "intersects", "is-null", "join", "jr:choice-name", "jr:itext", "lang", "last", "local-name",
    "log", "log10", "lower-case", "max", "min", "name", "namespace-uri", "normalize-space",
    "not", "now", "number", "once", "pi", "position", "pow", "property", "pulldata", "random",
    "randomize", "regex", "relevance-count", "round", "search", "selected", "selected-at",
    "sin", "sqrt", "starts-with", "string", "string-length", "substr", "substring",
    "substring-after", "substring-before", "substring-between", "sum", "tan", "thousandsep",
    "time", "today", "translate", "true", "upper-case", "uuid", "version", "weighted-checklist",
}  # fmt: skip


def fault(expression: str) -> str:
    """What is wrong with an expression; empty where nothing is."""
    from lxml import etree

    try:
        etree.XPath(expression)
    except etree.XPathSyntaxError:
        return f"“{expression.strip()}” cannot be read."
    unknown = _unknown(expression)
    return f"devices know no function “{unknown}()”." if unknown else ""


def _unknown(expression: str) -> str:
    written = _TEXT.sub("''", expression)
    names = (name for name in _FUNCTION.findall(written) if name.lower() not in _OPERATORS)
    return next((name for name in names if name not in FUNCTIONS and ":" not in name), "")
