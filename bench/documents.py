"""Documents and charts: each format, and PDF by Typst against the same document by WeasyPrint.

Every figure is of a process of its own, for Typst remembers in a process what it has laid out.
The slow library is imported before the clock starts, in ours and in the peer; fonts are read after.
The document has every kind of block, twelve chapters and twenty-four charts. WeasyPrint gets the
HTML edition: the same text, tables and charts, with its fonts.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

Row = dict[str, Any]
LANGUAGES = ("en", "ur", "sd")
FORMATS = ("html", "pdf", "docx", "xlsx")
LEAST_RATIO = 4.0
CHAPTERS = 6
BASE = "https://kachehri.example"


def measure() -> list[Row]:
    """Return a row for each format, for the PDF in three languages, and for a chart."""
    rows = [_row(f"report as {kind}, en", _alone(kind, "en")) for kind in FORMATS if kind != "pdf"]
    for language in LANGUAGES:
        ours, peer = _alone("pdf", language), _alone("weasyprint", language)
        rows.append(_row(f"report as pdf, {language}", ours, peer=peer))
    rows.append(_row("one chart, warm", _alone("chart", "ur"), limit=0.175))
    return rows


def _row(name: str, ours: float, *, peer: float | None = None, limit: float | None = None) -> Row:
    """Return one row in seconds; with a peer the limit is a quarter of its time."""
    return {
        "name": name,
        "unit": "s",
        "ours": round(ours, 3),
        "peer": round(peer, 3) if peer else None,
        "ratio": round(peer / ours, 1) if peer else None,
        "limit": round(peer / LEAST_RATIO, 3) if peer else limit,
    }


def _alone(what: str, language: str) -> float:
    """Return the best of three runs, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="kachehri-bench-") as folder:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "KACHEHRI_"))}
        env |= {"KACHEHRI_TEST_VAR": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        argv = [sys.executable, "-m", "bench.documents", what, language]
        return min(float(json.loads(_said(argv, env))) for _ in range(3))


def _said(argv: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.splitlines()[-1]


def _document(language: str) -> Any:
    """Return the sample document with its chapters several times over."""
    from tests.engines.documents.sample import sample

    document = sample(language)
    chapters = [
        replace(chapter, key=f"{chapter.key}-{number}", title=f"{number}. {chapter.title}")
        for number in range(1, CHAPTERS + 1)
        for chapter in document.chapters[:2]
    ]
    return replace(document, chapters=tuple(chapters))


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _chart(language: str) -> float:
    from tests.engines.charts.samples import every_chart

    from kachehri.engines.charts import draw

    charts = every_chart(language)
    for chart in charts:
        draw(chart, language=language)
    return _timed(lambda: [draw(chart, language=language) for chart in charts]) / len(charts)


def _weasyprint(language: str) -> float:
    import weasyprint

    from kachehri.engines.documents.html_file import write_html

    html = write_html(_document(language), base_url=BASE).decode()
    return _timed(lambda: weasyprint.HTML(string=html).write_pdf(pdf_tags=True))


def _written(format: str, language: str) -> float:
    from kachehri.engines.documents.writers import write

    if format == "pdf":
        import typst  # noqa: F401
    document = _document(language)
    return _timed(lambda: write(document, format, base_url=BASE))


def main() -> None:
    """Measure one thing in this process and print its seconds."""
    import django

    django.setup()
    what, language = sys.argv[1:]
    alone = {"chart": _chart, "weasyprint": _weasyprint}.get(what)
    print(json.dumps(alone(language) if alone else _written(what, language)))


if __name__ == "__main__":
    main()
