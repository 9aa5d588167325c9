"""Columns and constraints of forms."""

from .field import Assignment, BackCheck, Flag
from .forms import Form, FormMedia, FormVersion, Project
from .points import PointsTable
from .programs import ProgramKey
from .samples import (
    Estimate,
    Estimation,
    Frame,
    FrameArea,
    Sample,
    SampleArea,
    SampleDesign,
    Weight,
)
from .submissions import Attachment, Collector, Conflict, Payload, Submission
from .unfinished import Unfinished
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
    "Assignment",
    "Attachment",
    "BackCheck",
    "Code",
    "Codebook",
    "Coding",
    "CodingTask",
    "Collector",
    "Conflict",
    "Estimate",
    "Estimation",
    "Flag",
    "Form",
    "FormMedia",
    "FormVersion",
    "Frame",
    "FrameArea",
    "Knowledge",
    "Participant",
    "Payload",
    "PointsTable",
    "ProgramKey",
    "Project",
    "Quote",
    "QuotePart",
    "Recording",
    "Sample",
    "SampleArea",
    "SampleDesign",
    "Submission",
    "Talk",
    "TalkConsent",
    "Transcript",
    "Turn",
    "Unfinished",
    "Weight",
]
