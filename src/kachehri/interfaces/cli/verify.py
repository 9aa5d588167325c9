"""`kachehri verify`: proves that no sealed event was altered or lost."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kachehri.engines.ledger.headfile import heads_path, lines
from kachehri.engines.ledger.heads import HeadUnreadable, KeptHead, PublicKeys, public_keys
from kachehri.engines.postgres.addresses import var_folder
from kachehri.engines.postgres.problems import DatabaseProblem

from .starting import require_made, start

if TYPE_CHECKING:
    from kachehri.engines.ledger.proving import Progress, Proof

PROVED, BROKEN, COULD_NOT_CHECK = 0, 1, 2


class CannotCheck(click.ClickException):
    """Nothing can be said: what the proof needs is not there."""

    exit_code = COULD_NOT_CHECK


@click.command("verify")
@click.option(
    "--heads",
    type=click.Path(path_type=Path),
    help="File of tree heads that was kept elsewhere. Without it: VAR/heads/heads.jsonl.",
)
@click.option(
    "--public-key",
    "keys_files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="PEM file of the key that signs the heads, kept elsewhere; may be given several times."
    " Without it: VAR/heads/key-*.pem.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(heads: Path | None, keys_files: tuple[Path, ...], as_json: bool) -> None:
    """Prove that no sealed event of the ledger was altered or lost.

    Every event is compared with its leaf in the log, the root of the log is computed again and
    compared with every signed tree head: those in the file and those in the database. Keep copies
    of VAR/heads away from this machine: only against such a copy is this a proof, since whoever
    owns this machine can change everything on it.

    Exit codes: 0 proved, 1 broken (the first thing that is wrong is named), 2 could not check.
    """
    folder = heads_path(var_folder()).parent
    kept = heads_in(heads or heads_path(var_folder()), needed=heads is not None)
    keys = keys_in(keys_files or sorted(folder.glob("key-*.pem")))
    proof = proof_of(kept, keys, progress_for(sys.stderr.isatty() and not as_json))
    if proof.sealed and proof.proved and not kept:
        raise CannotCheck(
            f"There is no head to check against: {heads_path(var_folder())} is missing or empty."
            " Give a copy with --heads FILE."
        )
    click.echo(json.dumps(as_data(proof), indent=2) if as_json else as_text(proof))
    raise SystemExit(PROVED if proof.proved else BROKEN)


def proof_of(kept: list[KeptHead], keys: PublicKeys, progress: "Progress") -> "Proof":
    """Read the ledger as the auditor, who can change nothing."""
    try:
        require_made()
        start()
    except DatabaseProblem as problem:
        raise CannotCheck(str(problem)) from problem

    from django.db import Error  # noqa: PLC0415  (needs settings)

    from kachehri.engines.ledger.proving import prove  # noqa: PLC0415

    try:
        return prove(kept=kept, keys=keys, using="auditor", progress=progress)
    except Error as problem:
        raise CannotCheck(f"The ledger cannot be read: {problem}") from problem


def heads_in(path: Path, *, needed: bool) -> list[KeptHead]:
    """Every head of a file; a line that is none is a reason to stop."""
    if not path.exists() and not needed:
        return []
    try:
        found = list(lines(path))
    except OSError as problem:
        raise CannotCheck(f"{path} cannot be read: {problem.strerror}") from problem
    for line in found:
        if line.head is None:
            raise CannotCheck(f"{path}, line {line.number}: this is not a signed tree head")
    if needed and not found:
        raise CannotCheck(f"{path} holds no tree head")
    return [KeptHead(f"{path.name}, line {x.number}", x.head) for x in found if x.head]


def keys_in(paths: Iterable[Path]) -> PublicKeys:
    """The public keys in these files."""
    try:
        return public_keys(paths)
    except (OSError, HeadUnreadable) as problem:
        raise CannotCheck(f"The public key cannot be read: {problem}") from problem


def progress_for(shown: bool) -> "Progress":
    """A counter on one line of the terminal, or nothing."""

    def show(done: int, total: int) -> None:
        if shown:
            end = "\n" if done >= total else ""
            click.echo(f"\r{done:,} of {total:,} events checked", nl=False, err=True)
            click.echo(end, nl=False, err=True)

    return show


def as_text(proof: "Proof") -> str:
    """The result in words."""
    out = []
    for problem in proof.problems:
        out.append(f"BROKEN: {problem.words}")
    if proof.more_problems:
        out.append(f"… and {proof.more_problems} more.")
    if proof.proved and not proof.sealed:
        out.append("Nothing has been sealed yet, so there is nothing to prove.")
    elif proof.proved:
        out.append(
            f"Proved: the first {proof.kept_size:,} events are as they were sealed, by the head of"
            f" {proof.kept_at:%Y-%m-%d %H:%M} UTC that was kept outside the database."
        )
        if later := proof.sealed - proof.kept_size:
            out.append(f"{later:,} later events fit the database's own heads.")
    out.append(f"{proof.sealed:,} sealed, {proof.unsealed:,} waiting, {proof.heads:,} heads.")
    return "\n".join(out)


def as_data(proof: "Proof") -> dict[str, object]:
    """The result for programs."""
    return {
        "proved": proof.proved,
        "sealed": proof.sealed,
        "proved_up_to": proof.kept_size if proof.proved else None,
        "kept_head_at": proof.kept_at.isoformat() if proof.kept_at else None,
        "waiting": proof.unsealed,
        "heads": proof.heads,
        "problems": [
            {"code": p.code, "event": p.event_id, "words": p.words} for p in proof.problems
        ],
        "more_problems": proof.more_problems,
    }
