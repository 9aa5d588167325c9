"""What somebody wrote, above what they quote. The whole stays; this is for showing only."""

import re

_HEAD = (
    r"on\b.{5,200}\bwrote\s*:",
    r".{0,200}نے\s+.{0,60}لکھا\s*[:：]?",
    r".{0,200}\s(?:لکيو|لکيو آهي|لکيو هو)\s*[:：]?",
    r"-{2,}\s*(?:original message|forwarded message|اصل پیغام|اصل پيغام)\s*-{2,}",
    r"begin forwarded message:",
    r"_{20,}",
)
_ENDS = re.compile(rf"^\s*(?:{'|'.join(_HEAD)})\s*$", re.IGNORECASE)
_HEADERS = re.compile(
    r"^\s*\*?(?:from|sent|to|cc|subject|date|منجانب|از طرف|بھیجا گیا|بنام|موضوع|تاریخ|طرفان|"
    r"موڪليو ويو)\*?\s*:",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^[^<>]{0,100}<[^<>\s@]+@[^<>\s]+>\s*$")
_DATED = re.compile(r"^\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[ ,]+\d{1,2}:\d{2}")
_SIGNED = re.compile(
    r"^(?:-- ?|sent from (?:my|yahoo|outlook|gmail|mail for).*|get outlook for .*)$",
    re.IGNORECASE,
)


def shown(words: str) -> str:
    """The words above the quotes and the signature of the phone; all where nothing would stay."""
    lines = words.split("\n")
    kept = lines[: _end(lines)]
    kept = [line for line in kept if not line.lstrip().startswith(">")]
    while kept and (not kept[-1].strip() or _SIGNED.match(kept[-1].strip())):
        kept.pop()
    text = "\n".join(kept).strip()
    return text or words.strip()


def _end(lines: list[str]) -> int:
    """The line at which the quote begins."""
    for number in range(len(lines)):
        if any(one.strip() for one in lines[:number]) and _begins(lines[number : number + 5]):
            return number
    return len(lines)


def _begins(lines: list[str]) -> bool:
    """Whether a quote begins with the first of these lines."""
    first, second = lines[0].strip(), lines[1].strip() if len(lines) > 1 else ""
    if _ENDS.match(first):
        return True
    if first.lower().startswith("on ") and _ENDS.match(f"{first} {second}"):
        return True
    if _NAMED.match(first) and _DATED.match(second):
        return True
    return bool(_HEADERS.match(first)) and sum(bool(_HEADERS.match(one)) for one in lines) > 2
