"""Words by which a message is recognised that must not lie in the open: data in seven languages.

English, Urdu, Roman Urdu, Sindhi, Roman Sindhi, and short lists in Seraiki and Pashto. The lists
were written for this software and have been read by nobody else yet: a district adds what its
people say. What they find and miss was measured (docs/algorithms/triage.md).
"""

from collections.abc import Mapping

from kachehri.engines.vault.kinds import WordList
from kachehri.kernel.messages import gettext_noop

from . import english, other_languages, roman_sindhi, roman_urdu, sindhi, urdu
from .ordinary import ORDINARY

Lines = Mapping[str, tuple[str, ...]]

BY_LANGUAGE: Mapping[str, Lines] = {
    "en": english.WORDS,
    "ur": urdu.WORDS,
    "ur-Latn": roman_urdu.WORDS,
    "sd": sindhi.WORDS,
    "sd-Latn": roman_sindhi.WORDS,
    "skr": other_languages.SERAIKI,
    "ps": other_languages.PASHTO,
}
DOUBTFUL: Mapping[str, Lines] = {
    "en": english.DOUBTFUL,
    "ur": urdu.DOUBTFUL,
    "ur-Latn": roman_urdu.DOUBTFUL,
    "sd": sindhi.DOUBTFUL,
    "sd-Latn": roman_sindhi.DOUBTFUL,
}
LABELS = {
    "gender-violence": gettext_noop("Violence at home, or against women"),
    "rape": gettext_noop("Sexual violence"),
    "honour": gettext_noop("Killing or accusing in the name of honour"),
    "swara": gettext_noop("A girl or woman given to settle a dispute"),
    "child-marriage": gettext_noop("Marriage of a child, or by force"),
    "child-abuse": gettext_noop("Harm to a child"),
    "trafficking": gettext_noop("Selling or carrying off people"),
    "bonded-labour": gettext_noop("Forced work"),
    "suicide": gettext_noop("Somebody wants to end their life"),
    "threats": gettext_noop("Threats to life"),
    "custody": gettext_noop("Torture, or people who vanished, in custody"),
}


def _of(key: str, languages: Mapping[str, Lines]) -> Lines:
    return {code: lines[key] for code, lines in languages.items() if key in lines}


WORD_LISTS = tuple(
    WordList(key, label, _of(key, BY_LANGUAGE), _of(key, DOUBTFUL)) for key, label in LABELS.items()
)

__all__ = ["ORDINARY", "WORD_LISTS"]
