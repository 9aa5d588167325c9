"""The command `kachehri`. Each subcommand is a module of this package, loaded when it is called."""

import os
from importlib import import_module

import click

COMMANDS = {
    "backup": "backup",
    "db": "db",
    "import": "import_",
    "pack": "pack",
    "report": "report",
    "restore": "restore",
    "serve": "serve",
    "verify": "verify",
    "worker": "worker",
}


class Lazy(click.Group):
    """Loads a subcommand's module only when it is asked for, so that the program starts quickly."""

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
