"""Django's name for this app, and what it gives the post: a way out and a reader."""

from django.apps import AppConfig


class EmailConfig(AppConfig):
    """Registers `email`."""

    name = "kachehri.interfaces.email"
    label = "email"

    def ready(self) -> None:
        """Make the channel and its reader known to the post."""
        from kachehri.engines.post import kinds  # noqa: PLC0415  (models must be loaded)

        from .filing import read_mail, tell_mail  # noqa: PLC0415
        from .outgoing import CHANNEL  # noqa: PLC0415

        kinds.register_channel(CHANNEL)
        kinds.register_reader("email", read_mail, tell_mail)
