"""Django's name for this app, and what it gives the post: ways out and readers."""

from django.apps import AppConfig


class SmsConfig(AppConfig):
    """Registers `sms`."""

    name = "kachehri.interfaces.sms"
    label = "sms"

    def ready(self) -> None:
        """Make the channels and their readers known to the post."""
        from kachehri.engines.post import kinds, speaking  # noqa: PLC0415  (models must be loaded)

        from . import calls, notes, outgoing, reading, telephone, whatsapp  # noqa: PLC0415

        for channel in (outgoing.SMS, whatsapp.WHATSAPP, telephone.VOICE):
            kinds.register_channel(channel)
        kinds.register_reader("sms", reading.read, reading.tell)
        kinds.register_reader("whatsapp", reading.read, reading.tell)
        kinds.register_reader("voice", notes.read, notes.tell)
        speaking.register_prompts(calls.PROMPTS)
