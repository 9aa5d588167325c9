"""Bundles what fills a form in the browser, web-forms and Vue, into one file for `node_modules`.

`npm ci` runs no scripts, so esbuild is called by the program that its package for this platform
holds; no Node is needed. The fonts that web-forms carries are left out: pages have their own, which
hold Urdu and Sindhi, and half the weight is saved. Its styles say *left* and *right*: they become
*start* and *end*, so that a form in Urdu or Sindhi is mirrored as a whole. Maps stay as they are.
"""

import re
import shutil
import subprocess
from pathlib import Path

from steps import ROOT, Stop, write_whole

MODULES = ROOT / "node_modules"
ENTRY = ROOT / "tools" / "web_forms.js"
LIBRARY = MODULES / "@getodk" / "web-forms" / "dist"
MADE = MODULES / ".kachehri"
BUNDLE = MADE / "web-forms.js"
FONT = re.compile(r"@font-face\{[^{}]*data:font[^{}]*\}")
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
OF_MAPS = re.compile(r"map|\.ol-")
LOGICAL = (
    (re.compile(r"\b(margin|padding|border)-left\b"), r"\1-inline-start"),
    (re.compile(r"\b(margin|padding|border)-right\b"), r"\1-inline-end"),
    (re.compile(r"(?<![\w-])left:"), "inset-inline-start:"),
    (re.compile(r"(?<![\w-])right:"), "inset-inline-end:"),
    (re.compile(r"\b(text-align|float):left\b"), r"\1:start"),
    (re.compile(r"\b(text-align|float):right\b"), r"\1:end"),
    (re.compile(r"\bfloat:(start|end)\b"), r"float:inline-\1"),
)
DEFINED = {
    "process.env.NODE_ENV": '"production"',
    "__VUE_OPTIONS_API__": "true",
    "__VUE_PROD_DEVTOOLS__": "false",
    "__VUE_PROD_HYDRATION_MISMATCH_DETAILS__": "false",
}


def bundle() -> None:
    """Write the bundle, whole or not at all."""
    bare = MADE / "web-forms"
    shutil.rmtree(bare, ignore_errors=True)
    shutil.copytree(LIBRARY, bare)
    mend_styles(bare / "index.js")
    made = subprocess.run(
        [
            esbuild(),
            ENTRY,
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--charset=utf8",
            "--legal-comments=eof",
            "--log-level=error",
            f"--alias:@getodk/web-forms={bare / 'index.js'}",
            *(f"--define:{name}={value}" for name, value in DEFINED.items()),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if made.returncode:
        raise Stop(f"esbuild failed: {made.stderr.strip()}")
    write_whole(BUNDLE, made.stdout)


def mend_styles(path: Path) -> None:
    """Take the embedded fonts out of the styles of web-forms, and mirror them by direction."""
    script = path.read_text("utf-8")
    begins, ends = script.index("createTextNode('") + 16, script.rindex("'))")
    styles = RULE.sub(turned, FONT.sub("", script[begins:ends]))
    path.write_text(script[:begins] + styles + script[ends:], "utf-8")


def turned(rule: re.Match[str]) -> str:
    """A rule with sides that follow the direction of the text."""
    selector, words = rule[1], rule[2]
    if not OF_MAPS.search(selector):
        for physical, logical in LOGICAL:
            words = physical.sub(logical, words)
    return f"{selector}{{{words}}}"


def esbuild() -> Path:
    """The program of esbuild for this platform."""
    folders = MODULES / "@esbuild"
    found = [*folders.glob("*/bin/esbuild"), *folders.glob("*/esbuild.exe")]
    if not found:
        raise Stop("esbuild is not in node_modules: has `npm ci` run for this platform?")
    return found[0]
