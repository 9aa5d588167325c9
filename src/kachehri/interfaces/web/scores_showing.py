"""The scores of one answer, for those who may read it; never those that are for groups only."""

from dataclasses import dataclass

from kachehri.domains.forms.queries.answers import SubmissionView
from kachehri.domains.forms.queries.instruments import scores_of
from kachehri.domains.forms.rules.scoring import instrument_of


@dataclass(frozen=True)
class ScoreShown:
    """A score in words. `device` is what the telephone had where that is something else."""

    name: str
    value: int | None
    most: int
    band: str
    device: int | None
    agrees: bool


def scores_shown(form_key: str, submission: SubmissionView, language: str) -> list[ScoreShown]:
    """The scores as they were kept; none for a form of no questionnaire, or one for groups."""
    instrument = instrument_of(form_key)
    if instrument is None or instrument.use == "groups":
        return []
    shown = []
    for one in scores_of([submission]).get(submission.id, ()):
        score = instrument.score(one.key)
        if score is not None:
            bands = {band.key: band.names.get(language, "") for band in score.bands}
            most = 100 if one.key == instrument.points else score.most
            shown.append(
                ScoreShown(
                    score.names.get(language, one.key), one.value, most, bands.get(one.band, ""),
                    one.device, one.agrees,
                )
            )  # fmt: skip
    return shown
