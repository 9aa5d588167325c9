"""Django's name for this app, and what it gives the post: ways out and readers."""

from django.apps import AppConfig


class SmsConfig(AppConfig):
    """Registers `sms`."""

    name = "kachehri.interfaces.sms"
    label = "sms"

    def ready(self) -> None:
        """Make the channels and their readers known to the post."""
        from kachehri.engines.post import kinds  # noqa: PLC0415  (models must be loaded)

        from . import outgoing, reading  # noqa: PLC0415

        kinds.register_channel(outgoing.SMS)
        kinds.register_reader("sms", reading.read, reading.tell)
