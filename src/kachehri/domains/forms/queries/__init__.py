"""The only door to the rows of forms."""

from .answers import (
    AnswerView,
    AttachmentView,
    SubmissionView,
    answer,
    answers,
    attachment,
    attachments,
    each_batch,
    lag,
)
from .collectors import (
    CollectorView,
    collector,
    collector_by_token,
    collector_by_username,
    collectors,
)
from .conflicts import ConflictView, conflict, conflicts

__all__ = [
    "AnswerView",
    "AttachmentView",
    "CollectorView",
    "ConflictView",
    "SubmissionView",
    "answer",
    "answers",
    "attachment",
    "attachments",
    "collector",
    "collector_by_token",
    "collector_by_username",
    "collectors",
    "conflict",
    "conflicts",
    "each_batch",
    "lag",
]
