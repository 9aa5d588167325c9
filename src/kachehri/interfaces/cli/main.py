"""The command `kachehri`. Each subcommand is a module of this package, loaded when it is called."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from kachehri.engines.postgres.addresses import var_folder
from kachehri.engines.postgres.problems import DatabaseProblem, explain

COMMANDS = {
    "backup": "backup",
    "calendar": "calendar",
    "bodies": "bodies",
    "db": "db",
    "deadline": "deadline",
    "evidence": "evidence",
    "forms": "forms",
    "import": "import_",
    "kind": "kind",
    "mail": "mail",
    "pack": "pack",
    "places": "places",
    "report": "report",
    "restore": "restore",
    "sample": "sample",
    "serve": "serve",
    "sign-ins": "sign_ins",
    "verify": "verify",
    "voice": "voice",
    "worker": "worker",
}


class Lazy(click.Group):
    """Loads a subcommand's module only when it is asked for, so that the program starts quickly."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; a problem with the database that a person can mend becomes a plain message."""
        try:
            return super().invoke(ctx)
        except DatabaseProblem as problem:
            raise click.ClickException(str(problem)) from problem
        except (PermissionError, NotADirectoryError, FileExistsError) as error:
            if known := closed_folder(error):
                raise click.ClickException(known) from error
            raise
        except Exception as error:
            if mendable := explain(error):
                raise click.ClickException(str(mendable)) from error
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command, or None for an unknown name."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"{__package__}.{COMMANDS[name]}").command
        return command


def closed_folder(error: OSError) -> str | None:
    """What to say when the folder of our data cannot be used; None if it is about another file."""
    var = var_folder()
    touched = Path(str(error.filename))
    if var not in (touched, *touched.parents) and touched not in var.parents:
        return None
    if isinstance(error, PermissionError):
        wrong = "This user may not use the folder of Kachehri's data."
    else:
        wrong = "The folder of Kachehri's data cannot be made: a file lies in its way."
    return (
        f"{wrong}\n  Where: {touched}"
        "\n  What to do: Run this as the user whose folder it is,"
        " or choose another folder with KACHEHRI_VAR."
    )


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Kachehri: the district's figures, its report, and the services around them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kachehri.site.settings")


if __name__ == "__main__":
    main()
