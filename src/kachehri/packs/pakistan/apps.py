"""Django's name for this app."""

from django.apps import AppConfig


class PakistanConfig(AppConfig):
    """Registers `pakistan`."""

    name = "kachehri.packs.pakistan"
    label = "pakistan"

    def ready(self) -> None:
        """Make the pack's kinds of reports known, and what it withholds; its spellings."""
        from kachehri.domains.bodies.kinds import register_words  # noqa: PLC0415
        from kachehri.domains.cases import kinds as matters  # noqa: PLC0415
        from kachehri.domains.cases.kinds.feeds import register_feeds  # noqa: PLC0415
        from kachehri.domains.evidence.rules import (  # noqa: PLC0415  (when Django is ready)
            cards,
            dimensions,
            pairs,
            quotients,
            recipes,
            withholding,
        )
        from kachehri.domains.people.kinds import register_purposes  # noqa: PLC0415
        from kachehri.domains.places.rules import spelling  # noqa: PLC0415  (when Django is ready)
        from kachehri.domains.reports.kinds import (  # noqa: PLC0415  (when Django is ready)
            records,
            register,
        )
        from kachehri.engines.flow import kinds as clocks  # noqa: PLC0415  (when Django is ready)
        from kachehri.engines.vault import kinds as tray  # noqa: PLC0415  (when Django is ready)

        from . import cases  # noqa: PLC0415
        from .cards import CARDS  # noqa: PLC0415
        from .dimensions import CENSUS_DIMENSIONS  # noqa: PLC0415
        from .feeds import FEEDS, MATTER_DIMENSIONS  # noqa: PLC0415
        from .money import DIMENSIONS  # noqa: PLC0415
        from .office_words import PURPOSES, WORDS  # noqa: PLC0415
        from .pairs import PAIRS  # noqa: PLC0415
        from .recipes import QUOTIENTS, RECIPES  # noqa: PLC0415
        from .records import RECORDS  # noqa: PLC0415
        from .reports import KINDS  # noqa: PLC0415  (when Django is ready)
        from .spelling import SPELLING  # noqa: PLC0415
        from .triage import ORDINARY, WORD_LISTS  # noqa: PLC0415
        from .withheld import WITHHELD  # noqa: PLC0415

        for kind in KINDS:
            register(kind)
        records.register(*RECORDS)
        cards.register(CARDS)
        dimensions.register((*CENSUS_DIMENSIONS, *DIMENSIONS, *MATTER_DIMENSIONS))
        pairs.register(PAIRS)
        withholding.register(WITHHELD)
        quotients.register(QUOTIENTS)
        recipes.register(RECIPES)
        spelling.register(SPELLING)
        matters.register(*cases.KINDS)
        clocks.register_rules(*(rule for kind in cases.KINDS for rule in kind.clocks))
        matters.register_checklist(*cases.CHECKLISTS)
        register_feeds(FEEDS)
        register_words(WORDS)
        register_purposes(*PURPOSES)
        tray.register_words(*WORD_LISTS)
        tray.register_ordinary(ORDINARY)
        listen()


def listen() -> None:
    """Make known what is asked: questionnaires, what they give to evidence, profiles of people."""
    from kachehri.domains.evidence.rules import dimensions  # noqa: PLC0415  (when Django is ready)
    from kachehri.domains.forms.kinds import instruments as asked  # noqa: PLC0415
    from kachehri.domains.forms.kinds.feeds import register_survey_feeds  # noqa: PLC0415
    from kachehri.domains.forms.kinds.voices import register_leaving, register_profile  # noqa: PLC0415

    from .instruments import instruments  # noqa: PLC0415
    from .instruments.likelihoods import LIKELIHOODS  # noqa: PLC0415
    from .surveys import SURVEY_DIMENSIONS, SURVEYS  # noqa: PLC0415
    from .voices import PROFILE, leave_reports  # noqa: PLC0415

    dimensions.register(SURVEY_DIMENSIONS)
    register_survey_feeds(*SURVEYS)
    register_profile(*PROFILE)
    asked.register(*instruments())
    asked.register_likelihoods(LIKELIHOODS)
    register_leaving(leave_reports)
