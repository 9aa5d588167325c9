"""`kachehri sign-ins`: how to sign in to the demonstration accounts, with codes that work now."""

import json
from importlib import import_module

import click

from .starting import require_made, start


@click.command("sign-ins")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(as_json: bool) -> None:
    """Print the demonstration accounts with their passwords and the codes of this moment.

    A code works for about a minute, and once. For longer use, put the key into an authenticator
    app. `kachehri pack load --demo` makes the accounts; their secrets are this installation's own.

    Exit codes: 0 printed, 1 there are no demonstration accounts.
    """
    require_made()
    start()
    demonstration = import_module("kachehri.engines.accounts.demonstration")
    if not demonstration.demo_path("editor").exists():
        raise click.ClickException(
            "No demonstration accounts here: run `kachehri pack load --demo`."
        )
    accounts = demonstration.demo_accounts()
    if as_json:
        print(json.dumps([vars(one) for one in accounts], indent=2))
        return
    for one in accounts:
        print(f"{one.role}\n  e-mail    {one.email}\n  password  {one.password}")
        print(f"  code now  {one.code}\n  key       {one.secret}")
