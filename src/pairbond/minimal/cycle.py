"""The limit cycle of a circuit, found by following it, and how it changes along a parameter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from pairbond.errors import PairbondError, nearest
from pairbond.minimal.circuit import Circuit, rates
from pairbond.minimal.period import period_estimate, swing

F = NDArray[np.float64]
FUSION = (1.0, 0.5, 0.5)  # a good image, a middling hope and hunger
MIDDLE_IMAGE = 0.0  # a cycle begins where the image falls through it
ROUNDS = 400
WITHOUT_FALL = 5  # stretches without a fall, at most, after which a course that still moves is given up
SAME = 1e-5  # difference of two rounds in state and, as a share, in time, from which on they are one
SMALLEST = 1e-3  # swing of the image below which nothing swings


@dataclass(frozen=True, eq=False)
class Cycle:
    """One round of a limit cycle, beginning where the image falls through 0.

    Attributes
    ----------
    period : days.
    day : [T], from 0 to the period.
    state : [3, T] image, hope, hunger.
    """

    period: float
    day: F
    state: F

    @property
    def swing(self) -> float:
        """Half of the image's range."""
        return float(np.ptp(self.state[0])) / 2


def trajectory(circuit: Circuit, days: F, begin: Sequence[float] | F = FUSION, held: float | None = None) -> F:
    """Course of a circuit [3, T] at these days [T], in order, beginning with image, hope and hunger on the first."""
    return np.asarray(_solved(circuit, begin, (float(days[0]), float(days[-1])), held, days).y)


def limit_cycle(
    circuit: Circuit, begin: Sequence[float] | F = FUSION, held: float | None = None, steps: int = 400
) -> Cycle | None:
    """The limit cycle that a trajectory ends in, one whose image falls through 0; None at a steady state.

    Parameters
    ----------
    begin : image, hope and hunger to begin with.
    held : voice heard whatever the hope; None: it follows hope.
    steps : how many moments of the cycle are given.

    Raises
    ------
    PairbondError : a course that neither repeats itself nor comes to rest while it is followed.

    Examples
    --------
    >>> found = limit_cycle(Circuit(splitting=0.9, difference=1.6))
    >>> round(found.period), round(found.swing, 2)
    (76, 1.07)
    >>> limit_cycle(Circuit(splitting=0.9, difference=1.6), held=0.5) is None
    True
    """
    longest = 30 * max(circuit.hope_time, circuit.hunger_time)
    state, last, without = np.asarray(begin, float), np.inf, 0
    for _ in range(ROUNDS):
        period, there, moved = _round(circuit, state, held, longest)
        if moved < SMALLEST:
            return None
        if np.abs(there - state).max() < SAME and abs(period - last) < SAME * period:
            days = np.linspace(0.0, period, steps + 1)
            return Cycle(period, days, trajectory(circuit, days, there, held))
        state, last, without = there, period, without + np.isnan(period)
        if without > WITHOUT_FALL:
            break
    raise PairbondError(
        f"{circuit} neither comes to rest nor into a cycle in which its image falls through 0, followed from "
        f"{tuple(map(float, begin))}; follow it with trajectory."
    )


def continue_cycle(circuit: Circuit, parameter: str, values: Sequence[float]) -> pd.DataFrame:
    """Follow the cycle along a parameter, each search beginning on the cycle before.

    Parameters
    ----------
    parameter : a number of :class:`Circuit`.
    values : in the order in which they are visited; another order may end in another state where there are two.

    Returns
    -------
    table with a row a value: the parameter, ``period`` in days, ``swing``, ``image_low``, ``image_high``, ``hope_low``,
    ``hope_high`` (NaN where nothing cycles), and the closed forms ``period_estimate`` and ``swing_estimate`` (NaN with
    hunger's pull, for which there are none).

    Raises
    ------
    PairbondError : a parameter that there is not, with the nearest, and whatever :func:`limit_cycle` refuses.
    """
    known = [one.name for one in fields(Circuit)]
    if parameter not in known:
        raise PairbondError(f"a circuit has no parameter {parameter!r}; the nearest is {nearest(parameter, known)!r}.")
    begin: Sequence[float] = FUSION
    rows: list[dict[str, float]] = []
    for value in values:
        here = replace(circuit, **{parameter: float(value)})
        found = limit_cycle(here, begin)
        row = {parameter: float(value), "period": np.nan, "swing": np.nan}
        row |= dict.fromkeys(("image_low", "image_high", "hope_low", "hope_high"), np.nan)
        if found is not None:
            begin = [float(x) for x in found.state[:, 0]]
            image, hope, _ = found.state
            row |= {"period": found.period, "swing": found.swing, "image_low": image.min(), "image_high": image.max()}
            row |= {"hope_low": hope.min(), "hope_high": hope.max()}
        for name, formula in (("period_estimate", period_estimate), ("swing_estimate", swing)):
            row[name] = formula(here) if here.hunger_pull == 0 else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


def _round(circuit: Circuit, state: F, held: float | None, longest: float) -> tuple[float, F, float]:
    """Days to the next fall of the image through 0, the state there, and how far the image went.

    Without a fall in the ``longest`` days: NaN, the state at their end, and the image's range in their last quarter.
    """

    def falls(t: float, y: F) -> float:
        return y[0] - MIDDLE_IMAGE

    falls.direction = -1.0  # pyright: ignore[reportFunctionMemberAccess]
    falls.terminal = 2 if abs(state[0]) < 1e-9 else 1  # pyright: ignore[reportFunctionMemberAccess]
    found = _solved(circuit, state, (0.0, longest), held, None, falls)
    times, places = found.t_events[0], found.y_events[0]
    later = np.flatnonzero(times > 1e-6)
    if not len(later):
        return np.nan, found.y[:, -1], float(np.ptp(found.y[0, found.t >= 0.75 * longest]))
    return float(times[later[0]]), np.asarray(places[later[0]], float), float(np.abs(found.y[0]).max())


def _solved(
    circuit: Circuit, begin: Sequence[float] | F, span: tuple[float, float], held: float | None, days: F | None,
    event: Any = None,
) -> Any:  # fmt: skip
    def change(t: float, y: F) -> F:
        return rates(circuit, y, held)

    solver: Any = solve_ivp
    return solver(change, span, np.asarray(begin, float), "LSODA", days, events=event, rtol=1e-9, atol=1e-11)
