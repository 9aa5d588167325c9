"""Writes the lists of libraries with versions and hashes, and no address of a registry.

What is chosen already is kept; `make lock UPGRADE=1` chooses anew.
"""

import os
import subprocess
import sys

from set_up import find_npm, settings_of_pip
from steps import ROOT, VENV, say, stopping

# In this order: a later list keeps to what an earlier one chose (`-c` in its .in file).
LISTS = {
    "bootstrap": ["requirements/bootstrap.in"],
    "node": ["requirements/node.in"],
    "product": ["pyproject.toml", "requirements/build.in"],
    "check": ["requirements/check.in"],
    "test": ["requirements/test.in"],
}
LOOK = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--quiet",
]


def main() -> int:
    """Compile every list, then npm's."""
    env = {**os.environ, **public_settings()}
    look = [*LOOK, "--upgrade"] if sys.argv[1:] == ["1"] else LOOK
    for name, sources in LISTS.items():
        say(f"Choosing versions: {name}")
        into = f"--output-file=requirements/{name}.txt"
        uv = [str(VENV / "bin" / "uv"), "pip", "compile", *look, into, *sources]
        subprocess.run(uv, cwd=ROOT, env=env, check=True)
    say("Choosing versions: fonts and browser parts")
    choose = "update" if "--upgrade" in look else "install"
    npm = [find_npm(), choose, "--package-lock-only", "--ignore-scripts"]
    subprocess.run(npm, cwd=ROOT, check=True)
    return 0


def public_settings() -> dict[str, str]:
    """Only where the main index is: a list must not depend on what else one machine has at hand."""
    return {
        k: v for k, v in settings_of_pip().items() if k in {"UV_DEFAULT_INDEX", "SSL_CERT_FILE"}
    }


if __name__ == "__main__":
    sys.exit(stopping(main))
