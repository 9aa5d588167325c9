"""Who may make, fill, read and export; what counts in answers."""

from .allowed import (
    MAY_ANALYSE,
    MAY_ANALYSE_ANYWHERE,
    MAY_CODE,
    MAY_CODE_ANYWHERE,
    MAY_COLLECT,
    MAY_EXPORT,
    MAY_MANAGE,
    MAY_MANAGE_ANYWHERE,
    MAY_READ_ANSWERS,
    MAY_READ_ANSWERS_ANYWHERE,
    MAY_SEE,
)

__all__ = [
    "MAY_ANALYSE",
    "MAY_ANALYSE_ANYWHERE",
    "MAY_CODE",
    "MAY_CODE_ANYWHERE",
    "MAY_COLLECT",
    "MAY_EXPORT",
    "MAY_MANAGE",
    "MAY_MANAGE_ANYWHERE",
    "MAY_READ_ANSWERS",
    "MAY_READ_ANSWERS_ANYWHERE",
    "MAY_SEE",
]
