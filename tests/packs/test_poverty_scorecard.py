"""The ten questions of 2009: published points, likelihoods and accuracy are golden values."""

import csv
import os
from pathlib import Path

import pytest

from kachehri.domains.forms.kinds import instruments as declared
from kachehri.kernel import scoring_groups
from kachehri.kernel.scoring import score_all
from kachehri.kernel.scoring_groups import Targeting
from kachehri.packs.pakistan.instruments.likelihoods import LIKELIHOODS

CORPORA = Path(os.environ.get("KACHEHRI_CORPORA", "-"))
POOREST = {
    "province": "balochistan", "children_13": 5, "attending": "not_all", "elementary": 2,
    "woman_schooling": "none", "water_main": "unimproved", "toilet_kind": "none",
    "has_cooler": "no", "has_tv": "no", "has_vehicle": "no",
}  # fmt: skip
RICHEST = {
    "province": "punjab", "children_13": 0, "attending": "all", "elementary": 0,
    "woman_schooling": "some", "water_main": "improved", "toilet_kind": "sewer",
    "has_cooler": "yes", "has_tv": "yes", "has_vehicle": "yes",
}  # fmt: skip
COLUMNS = {
    "national": "nl100", "half": "nl50", "three_quarters": "nl75", "five_quarters": "nl125",
    "twice": "nl200", "poorest_half": "extreme", "ppp_125": "ppp125", "ppp_250": "ppp250",
    "ppp_375": "ppp375",
}  # fmt: skip
# Cut-off, inclusion, undercoverage, leakage, exclusion, poor reached, BPAC as printed (2009).
PUBLISHED = [
    (19, 3.0, 16.7, 1.1, 79.3, None, -64.0),
    (24, 5.5, 14.2, 2.9, 77.4, 27.9, None),
    (29, 8.7, 11.0, 7.0, 73.3, 44.1, None),
    (34, 12.2, 7.5, 11.2, 69.1, 62.0, 43.0),
    (39, 14.6, 5.1, 18.8, 61.6, 74.2, 4.6),
    (44, 16.7, 3.0, 26.8, 53.5, 84.9, None),
]


def _points(answers: dict[str, object]) -> int | None:
    instrument = declared.find("poverty-groups")
    assert instrument is not None
    return score_all(instrument.scores, answers)[0].value  # type: ignore[arg-type]


def test_points_go_from_nothing_to_a_hundred() -> None:
    assert _points(POOREST) == 0
    assert _points(RICHEST) == 100
    assert _points({**POOREST, "province": "sindh", "children_13": 3}) == 22
    assert _points({**POOREST, "has_tv": None}) is None


def test_the_telephone_never_learns_the_points_of_a_home() -> None:
    instrument = declared.find("poverty-groups")
    assert instrument is not None
    assert instrument.use == "groups"
    assert not any(score.on_device or score.bands for score in instrument.scores)


def test_no_function_says_anything_of_a_single_home() -> None:
    with pytest.raises(scoring_groups.TooFew):
        scoring_groups.group_rate([12], LIKELIHOODS, "national")
    says = [name for name in dir(scoring_groups) if "home" in name.lower() or "poor" in name]
    assert says == []


def test_a_group_has_the_mean_of_the_published_likelihoods() -> None:
    scores = [3] * 10 + [22] * 10 + [47] * 10
    found = scoring_groups.group_rate(scores, LIKELIHOODS, "national")
    assert found.percent == pytest.approx((95.4 + 57.6 + 16.9) / 3)


@pytest.mark.parametrize("row", PUBLISHED, ids=[str(row[0]) for row in PUBLISHED])
def test_published_accuracy_is_reproduced(row: tuple[float, ...]) -> None:
    _, inclusion, undercoverage, leakage, exclusion, reached, bpac = row
    found = Targeting(inclusion, undercoverage, leakage, exclusion)
    assert inclusion + undercoverage == pytest.approx(19.7, abs=0.11)
    assert inclusion + undercoverage + leakage + exclusion == pytest.approx(100, abs=0.2)
    if reached is not None:
        assert found.reached == pytest.approx(reached, abs=0.35)
    if bpac is not None:
        assert found.bpac == pytest.approx(bpac, abs=1.0)


@pytest.mark.corpora
@pytest.mark.skipif(not CORPORA.is_dir(), reason="KACHEHRI_CORPORA is not set")
def test_our_table_is_the_published_one() -> None:
    with (CORPORA / "ppi" / "ppiPAK2009.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            band = min(int(row["score"]) // LIKELIHOODS.width, 19)
            for line, column in COLUMNS.items():
                assert LIKELIHOODS.lines[line][band] == float(row[column]), (line, row["score"])
