"""Columns and constraints of forms."""

from .forms import Form, FormMedia, FormVersion, Project
from .submissions import Attachment, Collector, Conflict, Payload, Submission
from .voices import (
    Code,
    Codebook,
    Coding,
    CodingTask,
    Knowledge,
    Participant,
    Quote,
    QuotePart,
    Recording,
    Talk,
    TalkConsent,
    Transcript,
    Turn,
)

__all__ = [
    "Attachment",
    "Code",
    "Codebook",
    "Coding",
    "CodingTask",
    "Collector",
    "Conflict",
    "Form",
    "FormMedia",
    "FormVersion",
    "Knowledge",
    "Participant",
    "Payload",
    "Project",
    "Quote",
    "QuotePart",
    "Recording",
    "Submission",
    "Talk",
    "TalkConsent",
    "Transcript",
    "Turn",
]
