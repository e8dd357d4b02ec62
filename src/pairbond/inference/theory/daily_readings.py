"""What the fitted theory shows evening by evening, beside the states themselves: conduct and readouts, with bands."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond.inference import quantiles
from pairbond.inference.theory import _states, day
from pairbond.inference.theory.result import TheoryFit


def daily_readings(fitted: TheoryFit, reading: str) -> pd.DataFrame:
    """Rows partner time q05 q25 q50 q75 q95 of a reading of the theory (``longing`` is craving), in [0, 1]."""
    smoothed, carried = fitted._smoothed  # the courses behind fitted.states, which holds states only
    course = smoothed.course
    days, size, n = course.shape
    traits = fitted.layout.numbers(fitted.draws[:size]).traits
    wide = {name: np.tile(value, days) for name, value in traits.items()}
    shown = day.shown(
        course.reshape(-1, n),
        carried.swapaxes(0, 1).reshape(_states.ALONG, -1),
        wide,
        np.repeat(fitted.panel.code, size),
    )[reading]
    value = shown.reshape(2, days, size)
    time = fitted.panel.first_day + np.arange(days, dtype=float)
    rows = [
        pd.DataFrame({"partner": who, "time": time, **quantiles.of_draws(value[at].T)})
        for at, who in enumerate(fitted.partners)
    ]
    return pd.concat(rows, ignore_index=True)
