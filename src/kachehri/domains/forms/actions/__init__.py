"""What is done with forms, answers, samples and voices: one function a verb."""

from typing import Any

VERBS: dict[str, Any] = {}

__all__ = ["VERBS"]
