"""`kachehri voice`: the spoken prompts of the telephone menu."""

import click

from .starting import start


@click.group()
def command() -> None:
    """Prepare what the telephone menu says."""


@command.command()
def prompts() -> None:
    """Speak every prompt in Urdu and Sindhi into VAR/voice (needs espeak-ng).

    What a person recorded in VAR/voice/recorded/ur or sd, by the same names, is played instead.
    """
    start()
    from kachehri.engines.post.speaking import NoVoice, speak_all  # noqa: PLC0415  (needs Django)

    try:
        made = speak_all()
    except NoVoice as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{len(made)} prompts were spoken into {made[0].parent.parent}")
