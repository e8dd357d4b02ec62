"""Where a cycle begins, along the wound and the coping of one partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pairbond.analyse._courses import DAYS, SETTLING, follow
from pairbond.dynamics import dominant_falls
from pairbond.model import PARTNERS, checked_partner
from pairbond.simulate import Begin, prepare
from pairbond.theory import Couple, Theory

if TYPE_CHECKING:
    import pandas as pd

WOUNDS = tuple(round(0.1 * i, 2) for i in range(1, 10))
STRENGTHS = tuple(round(0.1 * i, 2) for i in range(1, 11))


def _changed(couple: Couple, who: str, **traits: float) -> Couple:
    one = replace(getattr(couple, who), **traits)
    return Couple(one, couple.b, couple.params) if who == "a" else Couple(couple.a, one, couple.params)


def onset(
    couple: Couple,
    who: str = "a",
    worths: Sequence[float] = WOUNDS,
    strengths: Sequence[float] = STRENGTHS,
    theory: Theory | None = None,
) -> pd.DataFrame:
    """Whether and how fast the couple cycles, over inner worth and strength of the coping of partner ``who``.

    Coping keeps its sign. Rows ``inner_worth``, ``coping``, ``cycles`` (in 1,200 days), ``period`` (days), and
    ``swing`` of tanh of the image of who turns most.
    """
    import pandas as pd

    sign = -1.0 if getattr(couple, checked_partner(who, PARTNERS)).coping < 0 else 1.0
    grid = [(q, sign * x) for q in worths for x in strengths]
    couples = [_changed(couple, who, inner_worth=q, coping=x) for q, x in grid]
    image = follow(couples, ("image",), theory=theory)["image"][SETTLING:]
    cycles, period = dominant_falls(image)
    swing = np.ptp(np.tanh(image), axis=0).max(0)
    table = pd.DataFrame(grid, columns=["inner_worth", "coping"])
    return table.assign(cycles=cycles, period=period, swing=swing)


def continued(
    couple: Couple, who: str = "a", trait: str = "coping", values: Sequence[float] = (), theory: Theory | None = None
) -> pd.DataFrame:
    """The same along one trait, up and down again, each value beginning where the one before ended.

    Where the way up and the way down differ, two ways of living are stable for the same two people. Rows ``way``,
    the trait, ``cycles``, ``period``, ``swing``.
    """
    import pandas as pd

    theory = Theory() if theory is None else theory
    sign = -1.0 if getattr(couple, checked_partner(who, PARTNERS)).coping < 0 and trait == "coping" else 1.0
    steps = [sign * x for x in (values or np.round(np.arange(0.4, 1.01, 0.05), 2))]
    rows, state = [], None
    for way, course in (("up", steps), ("down", steps[::-1])):
        for value in course:
            here = _changed(couple, who, **{trait: float(value)})
            begin = None if state is None else Begin(_moved(state, here, who, trait))
            run = prepare(here, DAYS, theory=theory, noise=False, record=("image",), begin=begin)
            image = np.asarray(run.arrays()["image"], float).reshape(DAYS + 1, 2, 1)[SETTLING:]
            [cycles], [period] = dominant_falls(image)
            carry = run.result.carry
            state = {name[6:]: np.asarray(x) for name, x in carry.items() if name.startswith("state.")}
            row = {"way": way, trait: float(value), "cycles": cycles, "period": period}
            rows.append({**row, "swing": float(np.ptp(np.tanh(image), axis=0).max())})
    return pd.DataFrame(rows)


def _moved(state: dict[str, np.ndarray], couple: Couple, who: str, trait: str) -> dict[str, np.ndarray]:
    """The last state, with what the trait itself sets where it is a state too."""
    if trait not in state:
        return state
    place = PARTNERS.index(who)
    value = state[trait].copy()
    value[place] = getattr(getattr(couple, who), trait)
    return {**state, trait: value}
