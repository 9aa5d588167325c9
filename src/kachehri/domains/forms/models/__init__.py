"""Columns and constraints of forms."""

from .forms import Form, FormMedia, FormVersion, Project
from .submissions import Attachment, Collector, Conflict, Payload, Submission

__all__ = [
    "Attachment",
    "Collector",
    "Conflict",
    "Form",
    "FormMedia",
    "FormVersion",
    "Payload",
    "Project",
    "Submission",
]
