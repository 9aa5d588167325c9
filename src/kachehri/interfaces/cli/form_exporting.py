"""What `kachehri forms export` does once Django is loaded."""

import sys
from pathlib import Path

from django.utils import timezone

from kachehri.domains.forms.actions.exporting import ExportProblem, export, export_all
from kachehri.domains.forms.queries.central import form_facts
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.jobs.progress import Terminal

from .exporting import whole_or_not
from .reporting import tell, words_for

ALL_WELL, TO_MEND, UNKNOWN = 0, 1, 2


def run(key: str, form: str, out: Path, table: str, language: str) -> int:
    """Do what the command asks and return its exit code."""
    facts = form_facts(key)
    if facts is None:
        return tell(f"There is no form {key!r}.", UNKNOWN)
    now = timezone.now()
    told = Terminal(sys.stderr)
    more = {"facts": facts, "form": form, "by": system_actor("worker", now), "at": now}
    more |= {"language": language, "progress": told}
    try:
        with whole_or_not(out) as part:
            if out.suffix.lower() == ".zip" and not table:
                done = export_all(path=part, **more)  # type: ignore[arg-type]
            else:
                done = export(path=part, table=table, **more)  # type: ignore[arg-type]
            part.chmod(0o600)
        out.chmod(0o600)
    except ExportProblem as problem:
        return tell(str(problem), UNKNOWN)
    except OSError as problem:
        return tell(words_for(problem).replace("another folder", "another file"), TO_MEND)
    finally:
        told.close()
    print(f"{done.answers:,} answers written to {out}.", file=sys.stderr)
    return ALL_WELL
