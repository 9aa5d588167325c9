"""The whole Human Security Report: one district in each format, then the 30 districts of Sindh.

The demonstration is loaded; with KACHEHRI_CORPORA also the district indicators of the shared files,
else the districts get Larkana's figures, which is made up and said so in the row. Every step is a
process of its own, in a VAR of its own that goes afterwards. WeasyPrint gets the HTML edition.
"""

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kachehri.engines.postgres.launcher import Launcher

Row = dict[str, Any]
ARGV = [sys.executable, "-m", "kachehri.interfaces.cli.main"]
SHARED = "pak-district-indicators/pak_indicators_long.csv.gz"
LANGUAGES = ("en", "ur", "sd")
BASE = "https://kachehri.example"
MOST_SECONDS = 10.0
LEAST_RATIO = 4.0
MOST_LOST = 5.0
"""Percent of the words: the cover of the PDF promises to give back 95 of 100."""
STEPS = (5, 15)
MORE_TIME, MORE_MEMORY = 1.5, 1.3
"""How much more the last district may take than the first five, for the noise of a machine."""
COPIED = """
    insert into evidence_observation ({into}, place_id)
    select {of}, other.id from evidence_observation o
    join places_place larkana on larkana.id = o.place_id and larkana.pcode = 'PK713'
    join places_place other on other.tier = 'district' and other.id <> larkana.id
    where other.pcode like 'PK7%'
    and not exists (select 1 from evidence_observation x where x.place_id = other.id)
"""


def measure() -> list[Row]:
    """Every measurement, in a folder that is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kachehri-bench-"))
    folder.chmod(0o755)
    var = folder / "var"
    var.mkdir()
    env = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")}
    env |= {"KACHEHRI_VAR": str(var), "DJANGO_SETTINGS_MODULE": "kachehri.site.settings"}
    try:
        load(env)
        return [*one_district(env, folder), *many_districts(env)]
    finally:
        subprocess.run([*ARGV, "db", "stop"], env=env, check=False, capture_output=True)
        layout = Launcher(var).layout
        for left in (folder, layout.home, layout.socket):
            shutil.rmtree(left, ignore_errors=True)


def load(env: dict[str, str]) -> None:
    """Load the demonstration, and the shared figures where there are any."""
    run([*ARGV, "pack", "load", "--demo"], env)
    corpora = os.environ.get("KACHEHRI_CORPORA")
    if corpora:
        run([*ARGV, "import", "district-indicators", str(Path(corpora) / SHARED)], env)


def run(argv: list[str], env: dict[str, str]) -> str:
    """Run a command; RuntimeError with what it said where it fails."""
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr or done.stdout)
    return done.stdout


def asked(env: dict[str, str], *words: str) -> Any:
    """What a step of this module prints, in a process of its own."""
    return json.loads(
        run([sys.executable, "-m", "bench.full_report", *words], env).splitlines()[-1]
    )


def row(name: str, unit: str, ours: float, limit: float | None, peer: float | None = None) -> Row:
    """One measurement; with a peer the limit is a quarter of its time."""
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 2),
        "peer": round(peer, 2) if peer else None,
        "ratio": round(peer / ours, 1) if peer else None,
        "limit": round(peer / LEAST_RATIO, 2) if peer else limit,
    }


def one_district(env: dict[str, str], folder: Path) -> Iterator[Row]:
    """Larkana: built from nothing with HTML and PDF, then each format, then WeasyPrint."""
    built = asked(env, "build")
    yield row("full report: texts, HTML and PDF, from nothing", "s", built["seconds"], MOST_SECONDS)
    yield row("full report: again, nothing changed", "s", built["again"], 3.0)
    for language in LANGUAGES:
        asked(env, "keep", language, str(folder))
        name = f"full report, {language}"
        found = {kind: asked(env, "write", kind, language, str(folder)) for kind in FORMATS}
        yield row(f"{name}: pages of PDF", "pages", found["pdf"]["pages"], None)
        for kind in FORMATS:
            yield row(f"{name}: {kind}", "s", found[kind]["seconds"], MOST_SECONDS)
        peer = asked(env, "weasyprint", language, str(folder))["seconds"]
        yield row(f"{name}: pdf (WeasyPrint)", "s", found["pdf"]["seconds"], None, peer)
        lost = asked(env, "lost", language, str(folder))
        for tool, share in lost.items():
            yield row(f"{name}: words that {tool} does not find", "%", share, MOST_LOST)


def many_districts(env: dict[str, str]) -> Iterator[Row]:
    """Sindh, district after district in one process: seconds for each, and memory."""
    steps = asked(env, "districts")
    first = steps[0]
    for step in steps:
        name = f"districts of Sindh, up to {step['districts']}"
        yield row(f"{name}: each", "s", step["seconds"], first["seconds"] * MORE_TIME)
        yield row(f"{name}: peak memory", "MB", step["memory"], first["memory"] * MORE_MEMORY)


FORMATS = ("html", "pdf", "docx", "xlsx")


# What runs in a process of its own


def build() -> dict[str, float]:
    """Build Larkana's report from nothing, in English; then ask for it again."""
    larkana = district("PK713")
    return {"seconds": timed(lambda: edition(larkana)), "again": timed(lambda: edition(larkana))}


def keep(language: str, folder: str) -> bool:
    """Write the document as JSON, for those who only write files."""
    from kachehri.domains.reports import queries
    from kachehri.engines.documents.blocks import to_json

    newest = queries.latest("human-security", district("PK713").id)
    assert newest
    document = queries.document(newest.id, language)
    path = Path(folder) / f"{language}.json"
    path.write_text(json.dumps(to_json(document)))
    return True


def write(kind: str, language: str, folder: str) -> dict[str, float]:
    """Write a document that is there in one format; the slow library is loaded before."""
    from kachehri.engines.documents.blocks import document_from_json
    from kachehri.engines.documents.writers import write as written

    if kind == "pdf":
        import typst  # noqa: F401
    document = document_from_json(json.loads((Path(folder) / f"{language}.json").read_text()))
    made: list[bytes] = []
    seconds = timed(lambda: made.append(written(document, kind, base_url=BASE)))
    (Path(folder) / f"{language}.{kind}").write_bytes(made[0])
    pages = 0
    if kind == "pdf":
        pages = len(importlib.import_module("pypdfium2").PdfDocument(made[0]))
    return {"seconds": seconds, "pages": pages}


def weasyprint(language: str, folder: str) -> dict[str, float]:
    """Make a PDF of the HTML edition with WeasyPrint."""
    import weasyprint as peer

    html = (Path(folder) / f"{language}.html").read_text()
    return {"seconds": timed(lambda: peer.HTML(string=html).write_pdf(pdf_tags=True))}


def lost(language: str, folder: str) -> dict[str, float]:
    """Percent of the document's different words that each tool does not find in the PDF."""
    path = Path(folder) / f"{language}.pdf"
    wanted = words(readable((Path(folder) / f"{language}.html").read_text()))
    by_pdftotext = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    pdfium = importlib.import_module("pypdfium2").PdfDocument(path)
    pages = [page.get_textpage().get_text_range() for page in pdfium]
    found = {"pdftotext": words(by_pdftotext.stdout.decode()), "PDFium": words(" ".join(pages))}
    return {tool: 100 * len(wanted - there) / len(wanted) for tool, there in found.items()}


def readable(html: str) -> str:
    """The text of the chapters: what both editions print in the document's language."""
    main = html[html.index("<main") : html.index("</main>")]
    without = re.sub(r"<svg.*?</svg>|<summary>.*?</summary>", " ", main, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", without)


def words(text: str) -> set[str]:
    """The different words of three letters and more."""
    return set(re.findall(r"[^\W\d_]{3,}", text))


def districts() -> list[dict[str, float]]:
    """Build a report with HTML and PDF for every district of Sindh, one after the other."""
    from kachehri.domains.places import queries as places

    if not os.environ.get("KACHEHRI_CORPORA"):
        copy_figures()
    edition(district("PK713"))
    tree = places.tree()
    sindh = district("PK7")
    inside = [
        one for one in tree if one.tier == "district" and sindh in places.ancestors(one, tree)
    ]
    steps, spent = [], 0.0
    for number, place in enumerate(inside, start=1):
        spent += timed(lambda place=place: edition(place))
        if number in STEPS or number == len(inside):
            before = steps[-1]["districts"] if steps else 0
            each = spent / (number - before)
            steps.append({"districts": number, "seconds": each, "memory": peak()})
            spent = 0.0
    return steps


def copy_figures() -> None:
    """Give the other districts of Sindh Larkana's figures: made up, for measuring alone."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns where table_name = %s "
            "and column_name not in ('id', 'place_id')",
            ["evidence_observation"],
        )
        names = [f'"{name}"' for (name,) in cursor.fetchall()]
        of = ", ".join(f"o.{name}" for name in names)
        cursor.execute(COPIED.format(into=", ".join(names), of=of))


def edition(place: Any) -> None:
    """Build what is known now about a district: its texts in three languages, two files."""
    from django.utils import timezone

    from kachehri.domains.reports.actions import build_edition
    from kachehri.engines.accounts.actions import ensure_system_actors
    from kachehri.engines.accounts.queries import system_actor

    now = timezone.now()
    ensure_system_actors(now)
    build_edition(
        kind="human-security",
        place_id=place.id,
        by=system_actor("reporter", now),
        at=now,
        languages=("en",),
        formats=("html", "pdf"),
    )


def district(pcode: str) -> Any:
    """The district (or province) of a code."""
    from kachehri.domains.places import queries as places

    found = places.by_pcode(pcode)
    assert found
    return found


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Do one step and print what it found as JSON."""
    import django

    django.setup()
    step, *rest = sys.argv[1:]
    steps = {one.__name__: one for one in (build, keep, write, weasyprint, lost, districts)}
    print(json.dumps(steps[step](*rest)))


if __name__ == "__main__":
    main()
