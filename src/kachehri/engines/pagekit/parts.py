"""Web parts that npm fetched: exactly the files that pages use, under names of our own.

No copy of a library is committed; `settings.WEB_PARTS` says where `npm ci` put them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

_SANS = "@fontsource-variable/source-sans-3/files/source-sans-3"
_SERIF = "@fontsource-variable/source-serif-4/files/source-serif-4"
_NASTALIQ = "@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic"
_NASKH = "@fontsource/lateef/files/lateef-arabic"
FILES = {
    "fonts/source-sans-3.woff2": f"{_SANS}-latin-wght-normal.woff2",
    "fonts/source-serif-4.woff2": f"{_SERIF}-latin-wght-normal.woff2",
    "fonts/noto-nastaliq-urdu-400.woff2": f"{_NASTALIQ}-400-normal.woff2",
    "fonts/lateef-400.woff2": f"{_NASKH}-400-normal.woff2",
    "fonts/lateef-700.woff2": f"{_NASKH}-700-normal.woff2",
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "web-forms.js": ".kachehri/web-forms.js",
}
# What a page in a language shows first. The rest comes when a page needs it.
PRELOADED = {
    "en": ("fonts/source-sans-3.woff2", "fonts/source-serif-4.woff2"),
    "ur": ("fonts/noto-nastaliq-urdu-400.woff2",),
    "sd": ("fonts/lateef-400.woff2", "fonts/lateef-700.woff2"),
}


class PartStorage(FileSystemStorage):
    """Opens one part by the name that pages use."""

    prefix = ""

    def path(self, name: str) -> str:
        """Where the part lies on the disk."""
        return str(part(name))


def part(name: str) -> Path:
    """The file behind a name of `FILES`."""
    return Path(settings.WEB_PARTS) / FILES[name]


class PartsFinder(BaseFinder):
    """Lets Django's static files see `FILES` and nothing else of `node_modules`."""

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to check: what is missing is said by `missing`."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file for `path`, or an empty list."""
        if path not in FILES or not part(path).is_file():
            return []
        return [str(part(path))] if find_all else str(part(path))

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Each part that is there."""
        storage = PartStorage(location=settings.WEB_PARTS)
        for name in FILES:
            if part(name).is_file():
                yield name, storage


def missing() -> tuple[str, ...]:
    """Parts that `npm ci` should have fetched and that are not there."""
    return tuple(name for name in FILES if not part(name).is_file())


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names once the files are collected, plain names before (in tests)."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name, or `name` where nothing was collected yet."""
        found: str = self.hashed_files.get(self.hash_key(self.clean_name(name)), name)
        return found
