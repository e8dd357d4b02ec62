"""Simulated diaries of couples with everything known, drawn from declared ranges; and what goes wrong in real ones.

The state of both partners' items follows a first-order vector autoregression with correlated shocks, each couple with
lag effects and variability of its own, started in its exact stationary distribution. A rating is the person's level,
a straight line, the state and an error that may be correlated over the items of one person on one occasion:

    y(t) = level + line (t - middle) / length + x(t) + e(t),     x(t + 1) = B x(t) + shock.

The true effect is the observed one, Γ₁ Γ₀⁻¹ with Γ₁ = B Γx and Γ₀ = Γx + R, of the average couple, in within-person
standard deviations. Nothing here is shared with the code that fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.linalg import block_diag, solve_discrete_lyapunov

from pairbond.diary import Diary, diary_from_frame

PARTNERS, ITEMS = ("first", "second"), ("calm", "closeness", "worry")
LEVEL, STABLE = 5.0, 0.95
Interval = tuple[float, float]


@dataclass(frozen=True)
class Ranges:
    """What diaries are drawn from: sizes (couples, days) and items from those named, the rest between two ends.

    Effects are per day and standard deviation of the state; spreads between couples are standard deviations, of means
    and lines in within-person standard deviations, of variability on the log scale. ``no_effects`` is the chance that
    all effects of a kind (partner, cross, partner cross) are zero in a diary, ``no_error`` that its ratings hold no
    error, ``no_lines`` that nobody's ratings drift. Sizes are few so that compiled code is used again.
    """

    sizes: Sequence[tuple[int, int]] = ((10, 14), (10, 60), (20, 30), (40, 45), (60, 21), (90, 14), (120, 28))
    items: Sequence[int] = (1, 2, 3)
    missing: Interval = (0.0, 0.4)
    inertia: Interval = (0.0, 0.6)
    partner: Interval = (-0.1, 0.25)
    cross: Interval = (-0.15, 0.15)
    partner_cross: Interval = (-0.1, 0.1)
    no_effects: float = 0.5
    error_share: Interval = (0.0, 0.5)
    error_correlation: Interval = (-0.6, 0.6)
    no_error: float = 0.33
    shock_within: Interval = (-0.45, 0.6)
    shock_between: Interval = (-0.1, 0.6)
    spread_mean: Interval = (0.3, 1.5)
    spread_inertia: Interval = (0.0, 0.2)
    spread_partner: Interval = (0.0, 0.12)
    spread_variability: Interval = (0.0, 0.4)
    line: Interval = (-0.6, 0.6)
    spread_line: Interval = (0.0, 0.8)
    no_lines: float = 0.5


RANGES = Ranges()
TRENDS = replace(RANGES, sizes=((40, 30), (80, 21)), items=(1, 2), spread_line=(0.3, 1.2), no_lines=0.0)
NO_CARRY_OVER = replace(
    RANGES, sizes=((20, 30), (40, 21), (80, 21)), items=(1, 2), inertia=(0.0, 0.0), no_effects=1.0, no_error=1.0,
    spread_inertia=(0.0, 0.0), spread_partner=(0.0, 0.0), no_lines=1.0,
)  # fmt: skip
FOR_MESS = replace(RANGES, sizes=((10, 21), (20, 14), (20, 30), (40, 21)))


@dataclass(frozen=True, eq=False)
class Process:
    """The average couple and how couples differ; D = partners x items, partners first.

    lag, shock, error : [D, D]; the state and error of the average couple have variance one together.
    line : [D], change over the whole diary. spreads : standard deviations between couples of "mean", "inertia",
    "partner", "variability" and "line".
    """

    lag: np.ndarray
    shock: np.ndarray
    error: np.ndarray
    line: np.ndarray
    spreads: dict[str, float]
    partners: int

    @property
    def items(self) -> int:
        return len(self.lag) // self.partners

    @property
    def observed(self) -> np.ndarray:
        """Γ₁ Γ₀⁻¹ [D, D] (effect, cause) of the ratings, standardised."""
        state = solve_discrete_lyapunov(self.lag, self.shock)
        whole = state + self.error
        sd = np.sqrt(np.diag(whole))
        return self.lag @ state @ np.linalg.inv(whole) * sd / sd[:, None]


@dataclass(frozen=True, eq=False)
class Made:
    """A diary and what is true of it: ``effects`` with the keys of ``Fit.effects``, kind and truth; ``trends`` with
    partner, item, truth (points a week) and spread (its standard deviation between couples)."""

    diary: Diary
    process: Process
    effects: pd.DataFrame
    trends: pd.DataFrame


def drawn(rng: np.random.Generator, ranges: Ranges = RANGES) -> Made:
    """One diary of two partners from ``ranges``."""
    couples, days = ranges.sizes[int(rng.integers(len(ranges.sizes)))]
    process = draw_process(rng, ranges, int(rng.choice(ranges.items)))
    return write(rng, process, couples, days, rng.uniform(*ranges.missing))


def draw_process(rng: np.random.Generator, ranges: Ranges, items: int, partners: int = 2) -> Process:
    """Parameters of one population; drawn again until its average couple is well inside stability."""
    d = partners * items
    partner, item = np.divmod(np.arange(d), items)
    same_partner, same_item = partner[:, None] == partner, item[:, None] == item
    while True:
        lag = np.diag(rng.uniform(*ranges.inertia, d))
        for where, interval in (
            (~same_partner & same_item, ranges.partner),
            (same_partner & ~same_item, ranges.cross),
            (~same_partner & ~same_item, ranges.partner_cross),
        ):
            present = rng.random() >= ranges.no_effects
            lag += where * present * rng.uniform(*interval, (d, d))
        if np.abs(np.linalg.eigvals(lag)).max() < STABLE - 0.15:
            break
    share = 0.0 if rng.random() < ranges.no_error else rng.uniform(*ranges.error_share)
    shock = np.kron(
        _alike(rng.uniform(*ranges.shock_between), partners), _alike(rng.uniform(*ranges.shock_within), items)
    )
    errors = [_alike(rng.uniform(*ranges.error_correlation), items) for _ in range(partners)]
    moves = rng.random() >= ranges.no_lines
    names = ("mean", "inertia", "partner", "variability", "line")
    spreads = {name: float(rng.uniform(*getattr(ranges, f"spread_{name}"))) for name in names}
    spreads["line"] *= moves
    return Process(
        lag, scaled(lag, shock, 1 - share), share * block_diag(*errors), moves * rng.uniform(*ranges.line, d), spreads,
        partners,
    )  # fmt: skip


def _alike(correlation: float, size: int) -> np.ndarray:
    """Correlation matrix with one value, raised where so many variables cannot be that much opposed."""
    value = max(correlation, -0.9 / (size - 1)) if size > 1 else 0.0
    return (1 - value) * np.eye(size) + value


def scaled(lag: np.ndarray, correlation: np.ndarray, variance: float) -> np.ndarray:
    """Covariance of shocks with these correlations under which each state has this variance."""
    sd = np.ones(len(lag))
    for _ in range(500):
        state = np.diag(solve_discrete_lyapunov(lag, correlation * np.outer(sd, sd)))
        if np.abs(state - variance).max() < 1e-12:
            return correlation * np.outer(sd, sd)
        sd = sd * np.sqrt(variance / state)
    raise ValueError("no shocks with these correlations give the states this variance")


def write(rng: np.random.Generator, process: Process, couples: int, days: int, missing: float) -> Made:
    """The diary of ``couples`` couples over ``days`` days; each entry is missing by itself with chance ``missing``."""
    d, k, spreads = len(process.lag), process.items, process.spreads
    y = np.empty((couples, days, d))
    own, other = np.eye(d, dtype=bool), np.eye(d, k=k, dtype=bool) | np.eye(d, k=-k, dtype=bool)
    if process.partners == 1:
        other = np.zeros_like(own)
    along = ((np.arange(days) - (days - 1) / 2) / days)[:, None]
    for c in range(couples):
        while True:
            lag = process.lag + own * rng.normal(0, spreads["inertia"], (d, d))
            lag = lag + other * rng.normal(0, spreads["partner"], (d, d))
            if np.abs(np.linalg.eigvals(lag)).max() < STABLE:
                break
        sd = np.exp(rng.normal(0, spreads["variability"], d))
        shock, error = process.shock * np.outer(sd, sd), process.error * np.outer(sd, sd)
        root, noise = np.linalg.cholesky(shock), _root(error)
        state = _root(solve_discrete_lyapunov(lag, shock)) @ rng.normal(size=d)
        for t in range(days):
            y[c, t] = state + noise @ rng.normal(size=d)
            state = lag @ state + root @ rng.normal(size=d)
        line = process.line + rng.normal(0, spreads["line"], d)
        y[c] += LEVEL + rng.normal(0, spreads["mean"], d) + line * along
    gone = rng.random((couples, days, process.partners)) < missing
    y[np.repeat(gone, k, axis=2)] = np.nan
    return Made(as_diary(y, process.partners), process, _effects(process), _trends(process, days))


def _root(covariance: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(covariance)
    return vectors * np.sqrt(np.maximum(values, 0))


def as_diary(y: np.ndarray, partners: int, title: str = "simulated") -> Diary:
    """A diary from ratings [couples, days, partners x items]; entries without any rating are left out."""
    couples, days, d = y.shape
    k = d // partners
    index = pd.MultiIndex.from_product(
        [range(couples), range(partners), range(days)], names=["couple", "partner", "time"]
    )
    frame = index.to_frame(index=False).astype({"time": float})
    frame["couple"] = frame["couple"].map("c{:03d}".format)
    frame["person"] = frame["couple"] + "-" + frame["partner"].astype(str)
    for i in range(k):
        frame[ITEMS[i]] = y[:, :, i::k].transpose(0, 2, 1).ravel()
    frame = frame.dropna(how="all", subset=list(ITEMS[:k])).reset_index(drop=True)
    return diary_from_frame(frame, list(ITEMS[:k]), partners=PARTNERS[:partners], distinguishable=True, title=title)


def _places(process: Process) -> list[tuple[str, str]]:
    return [(partner, item) for partner in PARTNERS[: process.partners] for item in ITEMS[: process.items]]


def _effects(process: Process) -> pd.DataFrame:
    truth, places = process.observed, _places(process)
    rows = []
    for e, (to, effect) in enumerate(places):
        for c, (of, cause) in enumerate(places):
            near = ("inertia", "cross") if of == to else ("reciprocal", "partner cross")
            rows.append(
                {
                    "cause_partner": of, "cause_item": cause, "effect_partner": to, "effect_item": effect,
                    "kind": near[cause != effect], "truth": truth[e, c],
                }
            )  # fmt: skip
    table = pd.DataFrame(rows)
    table["truth"] = table["truth"].where(table["truth"].abs() > 1e-12, 0.0)
    return table


def _trends(process: Process, days: int) -> pd.DataFrame:
    weeks = days / 7
    places = pd.DataFrame(_places(process), columns=["partner", "item"])
    return places.assign(truth=process.line / weeks, spread=process.spreads["line"] / weeks)


def correlated_errors(rng: np.random.Generator, people: int = 100, days: int = 30, share: float = 0.4) -> Made:
    """People who write alone on two items: inertia .3, no latent cross effects, errors correlated -.6 on an occasion.

    What is observed is not zero: Γ₁ Γ₀⁻¹ has cross effects of .046 at an error share of .4.
    """
    lag = 0.3 * np.eye(2)
    spreads = {"mean": 1.0, "inertia": 0.0, "partner": 0.0, "variability": 0.0, "line": 0.0}
    process = Process(lag, scaled(lag, np.eye(2), 1 - share), share * _alike(-0.6, 2), np.zeros(2), spreads, 1)
    return write(rng, process, people, days, 0.0)


def partner_effect_alone(rng: np.random.Generator, couples: int = 100, days: int = 21) -> Made:
    """One item without inertia, a partner effect of .10 each way, no error."""
    lag = np.array([[0.0, 0.1], [0.1, 0.0]])
    spreads = {"mean": 1.0, "inertia": 0.0, "partner": 0.0, "variability": 0.0, "line": 0.0}
    process = Process(lag, scaled(lag, np.eye(2), 1.0), np.zeros((2, 2)), np.zeros(2), spreads, 2)
    return write(rng, process, couples, days, 0.0)
