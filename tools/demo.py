"""`make demo`: the database, Larkana's figures, its report in three languages, and the site."""

import os
import subprocess
import sys
import time
from datetime import date, timedelta
from typing import NoReturn

from steps import ROOT, VENV, Stop, say, stopping

KACHEHRI = str(VENV / "bin" / "kachehri")
OUT = ROOT / "var" / "out"
REPORT = ("human-security", "--place", "PK713", "--lang", "all", "--out", str(OUT))
REVIEW = date.today() + timedelta(days=365)  # noqa: DTZ011  (a day of this machine)
LAUNCH = ("--launch", "--unless-launched", "--review-on", REVIEW.isoformat(),
          "--without-workshop", "demonstration")  # fmt: skip
"""A workshop that was written down counts more than the reason."""
STEPS = (
    ("Starting the database", ("db", "start")),
    ("Bringing its tables up to date", ("db", "migrate")),
    ("Loading Larkana and the demonstration sign-ins", ("pack", "load", "--demo")),
    ("Building the report and launching its first edition", ("report", *REPORT, *LAUNCH)),
    ("Building the district profile", ("report", "profile", *REPORT[1:])),
)


def main() -> int:
    """Each step in order, then the site, unless SERVE=0."""
    for says, words in STEPS:
        say(f"{says} ...")
        began = time.monotonic()
        if subprocess.run([KACHEHRI, *words], cwd=ROOT, check=False).returncode:
            raise Stop(
                f"{says}: failed (see above). To try it alone: .venv/bin/kachehri {' '.join(words)}"
            )
        say(f"{says}: {time.monotonic() - began:.1f} s")
    say(f"The report lies in {OUT.relative_to(ROOT)}/")
    if sys.argv[1:] != ["0"]:
        serve()
    return 0


def serve() -> NoReturn:
    """The site takes this process's place: a signal to it ends the site, not only its parent."""
    say(
        "The code of a sign-in changes twice a minute; .venv/bin/kachehri sign-ins prints it again."
    )
    os.chdir(ROOT)
    os.execv(KACHEHRI, [KACHEHRI, "serve"])  # noqa: S606


if __name__ == "__main__":
    sys.exit(stopping(main))
