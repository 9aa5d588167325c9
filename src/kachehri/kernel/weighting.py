"""How many each answer stands for, in three factors that are kept apart.

Base weight: one over the chance to be drawn. Non-response: those who answered also stand for those
of the same class who did not. Calibration (raking): the sums agree with known totals. numpy is
loaded when a function is called. How and why: `docs/algorithms/estimates.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.sampling import numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Column: TypeAlias = NDArray[np.generic]

_ = gettext_noop

MOST_ROUNDS = 500
CLOSE = 1e-10
"""How far a margin may lie from its total, as a share of it."""

LARGEST = 3.0
"""A class whose factor of non-response would be larger joins the next larger class."""

FEWEST = 5
"""Answers of a class of non-response, at least."""


class CannotWeigh(ValueError):
    """The answers cannot be weighed so. `key` is an English message, `params` fill it."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key % params)
        self.key, self.params = key, params


@dataclass(frozen=True, eq=False)
class Factors:
    """The factors of every answer; `final` is their product.

    `rounds` is how often the raking went around, `spread` one plus the squared relative variance of
    the final weights (Kish): how much of the sample is lost by weighing.
    """

    base: "Numbers"
    nonresponse: "Numbers"
    calibration: "Numbers"
    rounds: int = 0

    @property
    def final(self) -> "Numbers":
        """What an answer counts."""
        return self.base * self.nonresponse * self.calibration

    @property
    def spread(self) -> float:
        """Kish's design effect of unequal weights."""
        w = self.final
        return float(len(w) * (w * w).sum() / w.sum() ** 2) if len(w) else 1.0


def nonresponse(
    base: "Numbers", answered: "NDArray[np.bool_]", classes: "tuple[Column, ...]"
) -> "Numbers":
    """The factor of each visit that was answered: the base weight of its class over that answered.

    `classes` go from small (a cluster) to large (a stratum). A class with few answers, or with a
    factor above `LARGEST`, is taken together with the others of its larger class; at the end stands
    everybody. 0 for those who did not answer. Raises `CannotWeigh` where nobody answered.
    """
    import numpy as np

    if not answered.any():
        raise CannotWeigh(_("Nobody has answered, so nothing can be weighed."))
    found: Numbers = np.zeros(len(base))
    todo = np.ones(len(base), dtype=bool)
    everybody = np.zeros(len(base), dtype=np.int64)
    for column in (*classes, everybody):
        code = numbered(column)
        size = int(code.max()) + 1
        asked = np.bincount(code, base, size)
        got = np.bincount(code, base * answered, size)
        count = np.bincount(code, answered, size)
        factor = np.divide(asked, got, out=np.full(size, np.inf), where=got > 0)
        is_last = column is everybody
        good = (count >= FEWEST) & (factor <= LARGEST) | is_last
        chosen = todo & good[code]
        found[chosen] = factor[code][chosen]
        todo &= ~chosen
    # Classes of two sizes mixed: what is over or missing is spread over all of the largest class.
    found *= answered
    return _whole(base, found, classes[-1] if classes else everybody, answered)


def _whole(
    base: "Numbers", factor: "Numbers", column: "Column", answered: "NDArray[np.bool_]"
) -> "Numbers":
    """The factors made so that each largest class stands for all that were asked in it."""
    import numpy as np

    code = numbered(column)
    size = int(code.max()) + 1
    asked, now = np.bincount(code, base, size), np.bincount(code, base * factor, size)
    if (now == 0).any():
        # A whole stratum without an answer: the others stand for it.
        share = float(base.sum() / (base * factor).sum())
        return factor * share
    whole: Numbers = factor * (asked / now)[code]
    return whole


def rake(
    weights: "Numbers", margins: "Mapping[str, tuple[Column, Mapping[str, float]]]"
) -> "tuple[Numbers, int]":
    """The factors by which the weighted sums agree with every margin, and how many rounds it took.

    A margin is a column of the answers (as text) and the known total of each of its values. Totals
    of several margins may differ in their sums: each is scaled to the first. Raises `CannotWeigh`
    for a value that nobody gave or that has no total, and where it does not settle.
    """
    import numpy as np

    factor: Numbers = np.ones(len(weights))
    plans = []
    whole = 0.0
    for name, (column, totals) in margins.items():
        values, code = np.unique(column.astype(str), return_inverse=True)
        _fit(name, [str(one) for one in values], totals)
        wanted = np.array([float(totals[str(one)]) for one in values])
        whole = whole or float(wanted.sum())
        plans.append((code, wanted * whole / wanted.sum()))
    for round_ in range(1, MOST_ROUNDS + 1):
        worst = 0.0
        for code, wanted in plans:
            now = np.bincount(code, weights * factor, len(wanted))
            step = wanted / now
            worst = max(worst, float(np.abs(step - 1).max()))
            factor = factor * step[code]
        if worst < CLOSE:
            return factor, round_
    raise CannotWeigh(
        _("The answers do not agree with the known totals, however they are weighed.")
    )


def _fit(name: str, values: list[str], totals: Mapping[str, float]) -> None:
    missing = sorted({one for one, total in totals.items() if total > 0} - set(values))
    strange = sorted(set(values) - {one for one, total in totals.items() if total > 0})
    if missing:
        raise CannotWeigh(
            _("Nobody answered of whom %(margin)s is %(values)s, so no weight can stand for them."),
            margin=name,
            values=", ".join(missing),
        )
    if strange:
        raise CannotWeigh(
            _("No total is known for %(margin)s %(values)s."),
            margin=name,
            values=", ".join(strange),
        )


@dataclass(frozen=True, slots=True)
class Visit:
    """A home that was to be visited.

    `weight` is how many homes it stands for; `persons` among how many one was chosen (1 where the
    home itself answers). `known` is what is known of the person, by margin.
    """

    stratum: str
    cluster: int
    weight: float
    answered: bool
    persons: int = 1
    known: Mapping[str, str] | None = None


def weigh(visits: list[Visit], margins: Mapping[str, Mapping[str, float]]) -> Factors:
    """The factors of the visits that were answered, in their order.

    Who is not known to a margin keeps the weight that the design gives. Raises `CannotWeigh`.
    """
    import numpy as np

    answered = np.array([one.answered for one in visits], dtype=bool)
    homes = np.array([one.weight for one in visits], dtype=np.float64)
    strata = np.array([one.stratum for one in visits])
    clusters = np.array([one.cluster for one in visits], dtype=np.int64)
    if not len(visits):
        raise CannotWeigh(_("Nobody has answered, so nothing can be weighed."))
    factor = nonresponse(homes, answered, (clusters, strata))[answered]
    persons = np.array([one.persons for one in visits], dtype=np.float64)
    base = (homes * persons)[answered]
    spoken = [one for one in visits if one.answered]
    calibration, rounds = _calibrated(spoken, base * factor, margins)
    return Factors(base, factor, calibration, rounds)


def _calibrated(
    spoken: list[Visit], weights: "Numbers", margins: Mapping[str, Mapping[str, float]]
) -> "tuple[Numbers, int]":
    import numpy as np

    found: Numbers = np.ones(len(spoken))
    known = np.array([all((one.known or {}).get(name) for name in margins) for one in spoken])
    if not margins or not known.any():
        return found, 0
    columns = {
        name: (
            np.array([(one.known or {})[name] for one, is_in in zip(spoken, known, strict=True)
                      if is_in]),
            totals,
        )
        for name, totals in margins.items()
    }  # fmt: skip
    found[known], rounds = rake(weights[known], columns)
    # Those who are not known to a margin follow the others, so that their share stays.
    found[~known] = float((weights[known] * found[known]).sum() / weights[known].sum())
    return found, rounds
