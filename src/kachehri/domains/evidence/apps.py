"""Django's name for this app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Registers `evidence`."""

    name = "kachehri.domains.evidence"
    label = "evidence"
