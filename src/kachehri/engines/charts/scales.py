"""Scales with round ends that enclose all their values."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .canvas import Canvas, figure


@dataclass(frozen=True)
class Scale:
    """Values from low to high, with round ticks in between, both ends among them."""

    ticks: tuple[float, ...]

    @property
    def low(self) -> float:
        """The lowest value."""
        return self.ticks[0]

    @property
    def high(self) -> float:
        """The highest value."""
        return self.ticks[-1]

    def share(self, value: float | Decimal) -> float:
        """Where a value lies, from 0 at the low end to 1 at the high one."""
        return (float(value) - self.low) / (self.high - self.low)

    def words(self, tick: float, unit: str = "") -> str:
        """A tick as it is written: with as many decimals as the steps need."""
        step = self.ticks[1] - self.ticks[0]
        decimals = 0 if step >= 1 else min(6, math.ceil(-math.log10(step) - 1e-9))
        return figure(Decimal(repr(tick)), decimals, unit)

    def named(self, canvas: Canvas, size: float, unit: str, long: float) -> tuple[float, ...]:
        """The ticks of an axis so long whose words do not meet: all, the two ends, or one."""
        wide = canvas.widest([self.words(tick, unit) for tick in self.ticks], size) + 8
        if wide * (len(self.ticks) - 1) <= long:
            return self.ticks
        return (self.low, self.high) if wide <= long else (self.low,)


def nice_scale(
    values: Iterable[Decimal],
    *,
    lowest: Decimal | None = None,
    highest: Decimal | None = None,
    parts: int = 4,
) -> Scale:
    """A scale of about so many parts, from nought unless `lowest` is given or a value is less.

    `highest` is reached, and passed where a value lies above it.
    """
    known = [float(value) for value in values]
    low = min([0.0 if lowest is None else float(lowest), *known])
    high = max([low if highest is None else float(highest), *known])
    if highest is None and lowest is None:
        high = max(high, 0.0)
    if high - low < abs(high) * 1e-9 or high == low:
        high = low + 1.0
    step = _round_step((high - low) / parts)
    first = math.floor(low / step + 1e-9)
    count = max(1, math.ceil(high / step - 1e-9) - first)
    return Scale(tuple(_exact((first + number) * step) for number in range(count + 1)))


def _exact(value: float) -> float:
    """Without the last digits, in which machines err."""
    return float(f"{value:.9g}")


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * step for step in (1, 2, 2.5, 5, 10) if power * step >= rough * 0.999999)
