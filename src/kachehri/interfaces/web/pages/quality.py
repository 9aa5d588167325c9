"""What the quality report found: what is wrong in the files, where, and how to check it by hand."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import QUALITY_RULES
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.checking import by_hand

A_PAGE = 25
FILES_SHOWN = 40


@page(rule=EVERYONE)
def quality(request: HttpRequest) -> HttpResponse:
    """Counts by kind and by file, and the findings a page at a time (two queries or three)."""
    rule = request.GET.get("rule", "")
    rule = rule if rule in QUALITY_RULES else ""
    file = request.GET.get("file", "")[:255]
    after, load = number(request, "after"), number(request, "load")
    counts = evidence.finding_counts(load=load or None)
    found = evidence.findings(rule=rule, file=file, load=load or None, after=after, limit=A_PAGE)
    context = {
        "total": counts.total,
        "rules": [
            (code, label, number, address(rule=code, load=load))
            for code, label, number in counts.by_rule
        ],
        "files": [(name, number, address(file=name, load=load)) for name, number in counts.by_file][
            :FILES_SHOWN
        ],
        "rule": rule,
        "file": file,
        "findings": found.findings,
        "by_hand": by_hand(rule) if rule else "",
        "load": load,
        "next": address(rule=rule, file=file, load=load, after=found.after) if found.after else "",
        "first": address(rule=rule, file=file, load=load) if after else "",
    }
    return render(request, "web/quality.html", context)


def number(request: HttpRequest, name: str) -> int:
    """A number of the address; 0 for none, and for one that no row can have."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 16 else 0


def address(**asked: object) -> str:
    """The query of an address with what is asked for."""
    return "?" + urlencode({name: value for name, value in asked.items() if value})
