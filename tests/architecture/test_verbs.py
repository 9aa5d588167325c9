"""The log speaks to people: what is recorded has words, and they are known when the site runs."""

from django.utils.translation import override

from kachehri.engines.ledger.verbs import names, words_of

from .sources import TREE
from .verbs import recorded, verbs_have_words


def test_every_recorded_verb_has_words() -> None:
    assert "\n".join(verbs_have_words(TREE)) == ""


def test_the_words_are_registered_when_the_site_runs() -> None:
    said = {verb for module in TREE.modules for _, verb in recorded(module)}
    assert said - set(names()) == set()


def test_words_are_translated() -> None:
    english = {verb: words_of(verb) for verb in names()}
    for language in ("ur", "sd"):
        with override(language):
            same = [verb for verb in names() if words_of(verb) == english[verb]]
        assert same == [], language


def test_a_verb_of_an_older_program_stays_as_it_was_written() -> None:
    assert words_of("gone.forgotten") == "gone.forgotten"
