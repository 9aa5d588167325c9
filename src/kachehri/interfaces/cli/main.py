"""The command `kachehri`. Each subcommand is a module of this package, loaded when it is called."""

import os
from importlib import import_module
from typing import Any

import click

from kachehri.engines.postgres.problems import DatabaseProblem, explain

COMMANDS = {
    "backup": "backup",
    "db": "db",
    "import": "import_",
    "pack": "pack",
    "report": "report",
    "restore": "restore",
    "serve": "serve",
    "sign-ins": "sign_ins",
    "verify": "verify",
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
        except Exception as error:
            if known := explain(error):
                raise click.ClickException(str(known)) from error
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


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Kachehri: the district's figures, its report, and the services around them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kachehri.site.settings")


if __name__ == "__main__":
    main()
