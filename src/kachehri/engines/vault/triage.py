"""Does a text tell of something that must not lie in the open? A pure look at the word lists.

To miss one is worse than a false alarm: somebody of the tray reads what is flagged, and puts back
what was not meant. What was measured: docs/algorithms/triage.md.
"""

from functools import lru_cache

from . import kinds
from .kinds import Hit, Ordinary, WordList
from .phrases import Index, sounds, written

SURE, DOUBTFUL, PASSED, THING = "sure", "doubtful", "passed", "thing"


def flagged(text: str) -> tuple[Hit, ...]:
    """What a text holds of the registered word lists, each list and language once."""
    words = sounds(text)
    index = _index(kinds.word_lists(), kinds.ordinaries())
    found = list(index.found(words))
    passed = {
        at
        for phrase, start, end in found
        if phrase.belongs[0] == PASSED
        for at in range(start, end)
    }
    ordinary = any(phrase.belongs[0] == THING for phrase, _, _ in found)
    hits: dict[tuple[str, str], Hit] = {}
    for phrase, start, end in found:
        weight, *whose = phrase.belongs
        if weight in {PASSED, THING} or (weight == DOUBTFUL and ordinary):
            continue
        if passed.isdisjoint(range(start, end)):
            key, language = whose
            hits.setdefault((key, language), Hit(key, language, " ".join(words[start:end])))
    return tuple(hits.values())


@lru_cache(maxsize=4)
def _index(lists: tuple[WordList, ...], ordinaries: tuple[Ordinary, ...]) -> Index:
    index = Index()
    for one in lists:
        for weight, words in ((SURE, one.words), (DOUBTFUL, one.doubtful)):
            for language, lines in words.items():
                for line in lines:
                    index.add(written(line, (weight, one.key, language)))
    for ordinary in ordinaries:
        for line in ordinary.phrases:
            index.add(written(line, (PASSED,)))
        for line in ordinary.things:
            index.add(written(line, (THING,)))
    return index
