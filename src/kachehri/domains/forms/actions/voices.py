"""What is done with the words of people, from the talk to the quote: the verbs of all of it."""

from . import (
    voices_codes,
    voices_coding,
    voices_knowledge,
    voices_leaving,
    voices_quotes,
    voices_talks,
    voices_texts,
)

VERBS = {
    **voices_talks.VERBS,
    **voices_texts.VERBS,
    **voices_leaving.VERBS,
    **voices_codes.VERBS,
    **voices_coding.VERBS,
    **voices_quotes.VERBS,
    **voices_knowledge.VERBS,
}
