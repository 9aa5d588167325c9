"""What is done with forms, answers, samples and voices: one function a verb."""

from typing import Any

from . import sampling

VERBS: dict[str, Any] = {**sampling.VERBS}

__all__ = ["VERBS"]
