"""The parts of a model that is written as a few equations: states, parameters, readouts."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite

from pairbond.errors import PairbondError


@dataclass(frozen=True)
class State:
    """What is carried from step to step, for each partner, or with ``couple`` for the two.

    Attributes
    ----------
    name, label, unit : in code, in words, and what it is counted in.
    low, high : range; it is kept inside.
    start, start_sd : where it begins; a fit takes the first day as normal around that, with this standard deviation.
    noise : name of the parameter that is the standard deviation of its own noise, per √day in a flow and per step in
        a map; "" for none.
    """

    name: str
    label: str
    unit: str = "1"
    low: float = -inf
    high: float = inf
    start: float = 0.0
    start_sd: float = 1.0
    noise: str = ""
    couple: bool = False


@dataclass(frozen=True)
class Parameter:
    """A number that differs between people, or with ``couple`` between couples.

    Within ``low`` and ``high``, both finite: before anything is known, every value between them is as likely as any
    other, or with ``log`` every factor, as suits rates and standard deviations. ``default`` is the value where nothing
    is said.
    """

    name: str
    label: str
    low: float
    high: float
    default: float
    unit: str = "1"
    couple: bool = False
    log: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        if not (isfinite(self.low) and isfinite(self.high) and self.low < self.high):
            raise PairbondError(
                f"parameter {self.name} runs from {self.low:g} to {self.high:g}; both ends have to be finite, the "
                "first below the second."
            )
        if self.log and self.low <= 0:
            raise PairbondError(
                f"parameter {self.name} counts by factors, so its low end, {self.low:g}, has to be above 0."
            )
        if not self.low <= self.default <= self.high:
            near = min(max(self.default, self.low), self.high)
            raise PairbondError(
                f"the default of {self.name} is {self.default:g}, outside [{self.low:g}, {self.high:g}]; the nearest "
                f"is {near:g}."
            )


@dataclass(frozen=True)
class Readout:
    """What an item of a diary can observe.

    ``zero`` and ``one`` say where on the item's scale, from 0 (its lowest answer) to 1 (its highest), a readout of 0
    and of 1 lie: by default 0 is the middle of the scale and 1 its end, as for a feeling that can be good or bad.
    """

    name: str
    label: str
    unit: str = "1"
    zero: float = 0.5
    one: float = 1.0
    couple: bool = False

    def __post_init__(self) -> None:
        if self.zero == self.one:
            raise PairbondError(f"readout {self.name} has 0 and 1 at the same place of the scale; they have to differ.")
