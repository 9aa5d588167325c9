"""Every spreadsheet of the shared corpus turned into a form and drawn, in seconds a form.

Drawn twice: as the questions of the light page, by our own engine; and by @getodk/web-forms in
Chromium, from the bytes of the form to the last question on the page. The peer is pyxform alone,
which names no row and draws nothing.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from typing import Any

from bench.own_process import rows_of
from kachehri.engines.xforms.converting import convert
from kachehri.engines.xforms.reading import read

Row = dict[str, Any]
AT = datetime(2026, 11, 2, 11, 0, tzinfo=UTC)
ENDINGS = {".xlsx", ".xlsm", ".xls", ".csv", ".md"}
BUNDLE = Path(__file__).resolve().parents[1] / "node_modules" / ".kachehri" / "web-forms.js"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PAGE = """<!doctype html><meta charset="utf-8"><div id="form"></div><script type="module">
import { createApp, h, OdkWebForm, webFormsPlugin } from "/web-forms.js";
window.draw = async (xml) => {
  const place = document.getElementById("form");
  if (window.app) window.app.unmount();
  const empty = async () => new Response("name,label,list_name\\na,A,x\\n", { status: 200 });
  window.app = createApp({ render: () => h(OdkWebForm, {
    formXml: xml, fetchFormAttachment: empty, trackDevice: false, onSubmit: () => {} }) });
  window.app.use(webFormsPlugin);
  window.app.mount(place);
  for (let round = 0; round < 2000; round += 1) {
    await new Promise((next) => setTimeout(next, 5));
    if (place.querySelector(".question-container, .questions > *")) return "";
    const wrong = place.querySelector(".p-message-error, .form-load-failure-dialog");
    if (wrong || document.querySelector(".form-load-failure-dialog")) return "refused";
  }
  return "nothing came";
};
window.ready = true;
</script>"""


def measure() -> list[Row]:
    """Run the measurements in a process of their own and return their rows."""
    return rows_of("bench.forms_convert")


def measured() -> list[Row]:
    """Nothing where the shared files are not here."""
    corpora = os.environ.get("KACHEHRI_CORPORA")
    if not corpora:
        print("not measured: KACHEHRI_CORPORA is not set", file=sys.stderr)
        return []
    files = list(spreadsheets(Path(corpora) / "xlsforms"))
    ours, peer, forms = converted(files)
    rows = [
        row(f"{len(ours)} spreadsheets to forms, 95th percentile", at_95(ours), at_95(peer)),
        row("the same, the slowest", max(ours), max(peer), limit=None),
    ]
    light = [ours[n] + spent for n, spent in drawn_light(forms)]
    rows.append(
        row(f"{len(light)} simple forms turned and drawn light, 95th percentile", at_95(light))
    )
    if BUNDLE.exists() and Path(CHROMIUM).exists():
        full = [ours[n] + spent for n, spent in drawn_by_web_forms(forms)]
        name = f"{len(full)} forms turned and drawn by web-forms, 95th percentile"
        rows += [row(name, at_95(full)), row("the same, the median", median(full), limit=None)]
    return rows


def row(name: str, ours: float, peer: float | None = None, limit: float | None = 1.0) -> Row:
    """One measurement, in seconds."""
    return {
        "name": f"Forms: {name}",
        "unit": "s",
        "ours": round(ours, 3),
        "peer": round(peer, 3) if peer else None,
        "ratio": round(peer / ours, 2) if peer else None,
        "limit": limit,
    }


def at_95(times: list[float]) -> float:
    """The time within which 95 of 100 are done."""
    return quantiles(times, n=20)[-1]


def spreadsheets(folder: Path) -> Iterator[Path]:
    """Every file that may be a form; lists of choices are none."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in ENDINGS and "media" not in path.parts and "fixtures" not in path.parts:
            yield path


def converted(files: list[Path]) -> tuple[list[float], list[float], list[tuple[int, bytes]]]:
    """(our seconds, pyxform's seconds, (number, form) of those that are sound)."""
    from pyxform.xls2xform import convert as turn

    convert(files[0].read_bytes(), files[0].name)
    ours, peer, forms = [], [], []
    for number, path in enumerate(files):
        content = path.read_bytes()
        began = time.perf_counter()
        found = convert(content, path.name)
        ours.append(time.perf_counter() - began)
        if found.xform is not None:
            forms.append((number, found.xform))
        began = time.perf_counter()
        with suppress(Exception):  # what it does not take is measured as well
            turn(content)
        peer.append(time.perf_counter() - began)
    return ours, peer, forms


def drawn_light(forms: list[tuple[int, bytes]]) -> Iterator[tuple[int, float]]:
    """(number, seconds) of reading each simple form and laying out all its questions."""
    from kachehri.engines.xforms.filling import Filling, is_simple  # Django must be ready

    for number, xform in forms:
        began = time.perf_counter()
        model = read(xform)
        if not is_simple(model):
            Filling(xform, model, {}, "en", AT).steps()
            yield number, time.perf_counter() - began


def drawn_by_web_forms(forms: list[tuple[int, bytes]]) -> Iterator[tuple[int, float]]:
    """(number, seconds) of each form in a browser that has the library already."""
    from playwright.sync_api import sync_playwright

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Files)
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as program:
        browser = program.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_function("window.ready === true")
        page.evaluate("xml => window.draw(xml)", forms[0][1].decode())
        for number, xform in forms:
            began = time.perf_counter()
            said = page.evaluate("xml => window.draw(xml)", xform.decode())
            if said:
                print(f"not drawn by web-forms: form {number}: {said}", file=sys.stderr)
            else:
                yield number, time.perf_counter() - began
        browser.close()
    server.shutdown()


class _Files(SimpleHTTPRequestHandler):
    """The page and the library, nothing else."""

    def do_GET(self) -> None:
        is_library = self.path == "/web-forms.js"
        content = BUNDLE.read_bytes() if is_library else PAGE.encode()
        self.send_response(200)
        kind = "text/javascript" if is_library else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(measured()))
