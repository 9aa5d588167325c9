"""The formulas of an XForm, worked out by lxml's XPath: what a telephone would come to.

Only what formulas of scores need: ODK's own functions beside those of XPath 1.0, references by
path, formulas that use the results of formulas. Nothing here is asked by the program itself.
"""

import copy
import math
import re
from typing import Any

from lxml import etree

XF = "{http://www.w3.org/2002/xforms}"
OURS = "urn:odk"


def _text(value: Any) -> str:
    if isinstance(value, list):
        return str(value[0].text or "") if value else ""
    return str(value)


def _number(value: Any) -> float:
    try:
        return float(_text(value)) if not isinstance(value, float | int) else float(value)
    except ValueError:
        return math.nan


def _if(_: Any, test: Any, yes: Any, no: Any) -> Any:
    return yes if (bool(test) if isinstance(test, bool | float) else bool(_text(test))) else no


def _selected(_: Any, field: Any, answer: Any) -> bool:
    return _text(answer) in _text(field).split()


def _max(_: Any, *values: Any) -> float:
    return max(_number(one) for one in values)


def _int(_: Any, value: Any) -> float:
    number = _number(value)
    return number if math.isnan(number) else float(math.trunc(number))


FUNCTIONS = {
    (OURS, "if"): _if,
    (OURS, "selected"): _selected,
    (OURS, "max"): _max,
    (OURS, "int"): _int,
}
_WORDS = re.compile(r"\b(if|selected|max|int)\(")


class Formulas:
    """The formulas of one form in their order."""

    def __init__(self, xform: bytes) -> None:
        tree = etree.fromstring(xform, etree.XMLParser(resolve_entities=False, no_network=True))
        self.instance = copy.deepcopy(next(iter(tree.find(f".//{XF}instance"))))
        for element in self.instance.iter():
            element.tag = etree.QName(element).localname
        self.formulas = [
            (bind.get("nodeset"), _WORDS.sub(r"o:\1(", bind.get("calculate")))
            for bind in tree.iter(f"{XF}bind")
            if bind.get("calculate") and "/score_" in bind.get("nodeset")
        ]
        self.xpaths = [
            (path, etree.XPath(text, namespaces={"o": OURS}, extensions=FUNCTIONS))
            for path, text in self.formulas
        ]

    def work_out(self, answers: dict[str, Any]) -> dict[str, str]:
        """The results by name, for answers by name."""
        root = self.instance
        document = etree.ElementTree(root)
        for element in root.iter():
            value = answers.get(element.tag)
            if len(element) == 0:
                element.text = " ".join(value) if isinstance(value, list) else _plain(value)
        found: dict[str, str] = {}
        for path, xpath in self.xpaths:
            value = xpath(document)
            text = "" if isinstance(value, str) and not value else _plain(value)
            name = path.rpartition("/")[2]
            node = document.xpath(path)[0]
            node.text = found[name] = text
        return found


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
