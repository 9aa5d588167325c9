"""Which typeface sets which language, and where its files lie among the web parts.

Latin comes first in every stack, so that figures and Latin names keep their shape inside Urdu and
Sindhi. The files are fetched by `make setup`; nothing is ever taken from the system's fonts.
"""

from dataclasses import dataclass
from pathlib import Path

SANS = "Source Sans 3"
SERIF = "Source Serif 4"
NASTALIQ = "Noto Nastaliq Urdu"
NASKH = "Lateef"


class TypefaceProblem(RuntimeError):
    """A font file is not there. The text says which, and how to fetch it."""


@dataclass(frozen=True)
class Typeface:
    """A family, the folder of its TTF files, and its WOFF2 files for the web."""

    family: str
    folder: str
    stem: str
    web: tuple[str, ...]


_FACES = {
    SANS: Typeface(
        SANS,
        "source-sans-3",
        "SourceSans3",
        ("@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",),
    ),
    SERIF: Typeface(
        SERIF,
        "source-serif-4",
        "SourceSerif4",
        ("@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",),
    ),
    NASTALIQ: Typeface(
        NASTALIQ,
        "noto-nastaliq-urdu",
        "NotoNastaliqUrdu",
        (
            "@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2",
            "@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-700-normal.woff2",
        ),
    ),
    NASKH: Typeface(
        NASKH,
        "lateef",
        "Lateef",
        (
            "@fontsource/lateef/files/lateef-arabic-400-normal.woff2",
            "@fontsource/lateef/files/lateef-arabic-700-normal.woff2",
        ),
    ),
}
_WEIGHTS = ("400Regular", "600SemiBold", "700Bold")
# The family of each language that is not written in Latin letters.
SCRIPT_FAMILIES = {"ur": NASTALIQ, "sd": NASKH}


def script_family(language: str) -> str:
    """Return the family that sets the language's own letters; empty for Latin."""
    return SCRIPT_FAMILIES.get(language, "")


def sans_stack(language: str) -> tuple[str, ...]:
    """Return the families for what is done: labels, tables, charts."""
    return _stack(SANS, language)


def serif_stack(language: str) -> tuple[str, ...]:
    """Return the families for what is said: titles, findings."""
    return _stack(SERIF, language)


def css_family(stack: tuple[str, ...]) -> str:
    """Return a stack as CSS writes it. Quoted, for a name may end in a figure."""
    return ", ".join(f"'{family}'" for family in stack)


def print_folders(web_parts: Path) -> tuple[Path, ...]:
    """Return the folders with the TTF files of every family, three weights each.

    Raises TypefaceProblem when one is missing.
    """
    return tuple(
        _present(web_parts / "@expo-google-fonts" / face.folder / weight)
        for face in _FACES.values()
        for weight in _WEIGHTS
    )


def web_files(web_parts: Path, family: str) -> tuple[tuple[Path, str], ...]:
    """Return the WOFF2 files of a family, each with its CSS font-weight.

    Raises TypefaceProblem when one is missing.
    """
    return tuple((_present(web_parts / path), _css_weight(path)) for path in _FACES[family].web)


def _stack(latin: str, language: str) -> tuple[str, ...]:
    script = script_family(language)
    return (latin, script) if script else (latin,)


def _css_weight(path: str) -> str:
    if "wght" in path:
        return "200 900"
    return "700" if "-700-" in path else "400"


def _present(path: Path) -> Path:
    if not path.exists():
        raise TypefaceProblem(
            f"The fonts are not complete: {path} is missing. Run `make setup` to fetch them."
        )
    return path
