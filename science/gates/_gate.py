"""What a gate is: a sentence, whom it is asked of, criteria with thresholds, and what measures them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from pairbond.theory import Theory

Comparison = Literal[">=", ">", "<=", "<", "between", "printed"]
Estimate = tuple[float, float]  # value and standard error
Z = 1.96


@dataclass(frozen=True)
class Setting:
    """A theory, and how it is asked: number of couples, seed of couples and chance, and whether there is chance."""

    theory: Theory
    count: int
    seed: int
    noise: bool


@dataclass(frozen=True)
class Criterion:
    """One row of a gate.

    Attributes
    ----------
    name : of the number that the gate's function gives.
    asks : in words.
    comparison, threshold, upper : how the number is compared; ``upper`` for "between" only. "printed": with nothing.
    interval : whether the 95 % interval has to lie on the right side of 0 as well.
    control : whether it is a control.
    ours : why the threshold is what it is, where the gate's sentence gives no number.
    when : "both", or only "with" or "without" chance.
    """

    name: str
    asks: str
    comparison: Comparison
    threshold: float = float("nan")
    upper: float = float("nan")
    interval: bool = False
    control: bool = False
    ours: str = ""
    when: Literal["both", "with", "without"] = "both"

    def passed(self, value: float, error: float) -> bool:
        """Whether a value meets the threshold; what is no number meets nothing."""
        if self.comparison == "printed":
            return True
        met = {
            ">=": value >= self.threshold,
            ">": value > self.threshold,
            "<=": value <= self.threshold,
            "<": value < self.threshold,
            "between": self.threshold <= value <= self.upper,
        }[self.comparison]
        if self.interval:
            met = met and (value - Z * error > 0 if self.comparison[0] == ">" else value + Z * error < 0)
        return bool(met)

    @property
    def wanted(self) -> str:
        """The threshold in signs."""
        if self.comparison == "printed":
            return "none"
        if self.comparison == "between":
            return f"{self.threshold:g} to {self.upper:g}"
        return f"{self.comparison} {self.threshold:g}" + (", interval beyond 0" if self.interval else "")


@dataclass(frozen=True)
class Gate:
    """One gate.

    Attributes
    ----------
    letter, sentence, essays : its name, what it says, and which essays say so.
    population, days : whom it is asked of and how long, in words.
    criteria : rows, each with a threshold.
    measure : the number of each criterion, with its standard error.
    """

    letter: str
    sentence: str
    essays: tuple[str, ...]
    population: str
    days: str
    criteria: tuple[Criterion, ...]
    measure: Callable[[Setting], Mapping[str, Estimate]]

    def asked(self, noise: bool) -> list[Criterion]:
        """The criteria that are asked with, or without, chance."""
        return [one for one in self.criteria if one.when in ("both", "with" if noise else "without")]


def table(gates: Sequence[Gate], settings: Sequence[Setting]) -> pd.DataFrame:
    """A row for each gate, criterion and setting: value, standard error, threshold, and whether it is met."""
    rows: list[dict[str, Any]] = []
    for gate in gates:
        for setting in settings:
            found = gate.measure(setting)
            for one in gate.asked(setting.noise):
                value, error = found[one.name]
                rows.append(
                    {
                        "gate": gate.letter,
                        "row": one.name,
                        "chance": "with" if setting.noise else "without",
                        "value": value,
                        "threshold": one.wanted,
                        "passed": "printed" if one.comparison == "printed" else one.passed(value, error),
                        "se": error,
                        "control": one.control,
                        "asks": one.asks,
                    }
                )
    return pd.DataFrame(rows)


# estimates from one number a couple


def share(which: Any) -> Estimate:
    """Share of couples, and its binomial standard error; NaN of none."""
    x = np.asarray(which, float)
    if not x.size:
        return float("nan"), float("nan")
    p = float(x.mean())
    return p, float(np.sqrt(p * (1.0 - p) / x.size))


def average(x: Any) -> Estimate:
    """Mean over couples and its standard error."""
    x = np.asarray(x, float)
    if x.size < 2:
        return float("nan"), float("nan")
    return float(x.mean()), float(x.std(ddof=1) / np.sqrt(x.size))


def middle(x: Any) -> Estimate:
    """Median over couples, and the standard error of 400 resamples."""
    x = np.asarray(x, float)
    if x.size < 2:
        return float("nan"), float("nan")
    again = np.random.default_rng(0).integers(x.size, size=(400, x.size))
    return float(np.median(x)), float(np.median(x[again], axis=1).std())


def ratio(x: Any, y: Any) -> Estimate:
    """Ratio of two means over the same couples, and its standard error by the delta method."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    if x.size < 2 or y.mean() == 0:
        return float("nan"), float("nan")
    r = x.mean() / y.mean()
    return float(r), float((x - r * y).std(ddof=1) / abs(y.mean()) / np.sqrt(x.size))


def ratio_of_groups(x: Any, y: Any) -> Estimate:
    """Ratio of the means of two groups of couples, and its standard error by the delta method."""
    (p, e), (q, f) = average(x), average(y)
    if q == 0 or np.isnan(p) or np.isnan(q):
        return float("nan"), float("nan")
    return p / q, float(np.hypot(e / q, p * f / q**2))
