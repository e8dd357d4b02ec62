"""ctsem's two reference models as diaries and settings of `pairbond.fit`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

import pairbond
from pairbond.diary import Diary, diary_from_frame
from pairbond.inference import Fit, LinearModel

DATA = Path(__file__).parent.parent / "data"
SEED = 20261122
TOLERANCE = 0.01


@dataclass(frozen=True)
class Golden:
    """A model of ctsem's tests (tests/testthat/test-knownFits.R; in full in each SOURCE.md)."""

    name: str
    people: int
    order: Literal[1, 2]
    means: bool
    scaling: Literal["pooled", "none"]  # "none" where the model has no mean that could take up a centre
    free: int
    value: float  # minus twice the log-likelihood

    def fit(self, starts: int) -> Fit:
        """Fit from ``starts`` starting points drawn as default + N(0, 1) on the unconstrained scale."""
        model = LinearModel(
            "ct-var", units="single", order=self.order, initial="free", random=(), measurement_error=False, trend=False,
            weekday=False, means=self.means, prior="flat", scaling=self.scaling, common_course=False,
        )  # fmt: skip
        default = DEFAULTS[self.name]
        noise = np.random.default_rng(SEED).normal(size=(starts, self.free))
        return pairbond.fit(panel(self.name, self.people), model, start_values=np.array(default) + noise, draws=50)


GOLDEN = (
    Golden("anomauth_panel", people=2, order=1, means=True, scaling="pooled", free=14, value=23415.929),
    Golden("sim_ctsem_oscillating", people=1, order=2, means=False, scaling="none", free=8, value=-3461.936),
)

# the default start (location of each parameter's prior), in the order of Fit.parameters
DEFAULTS = {
    "anomauth_panel": [0, 0, np.log(0.9), np.log(0.9), 0, 0, np.log(0.8), np.log(0.8), *[0] * 6],
    "sim_ctsem_oscillating": [0, -0.5, np.log(0.8), *[0] * 5],
}


def values(fit: Fit) -> np.ndarray:
    """Minus twice the log-likelihood at each start's end: with a flat prior the log posterior is just that."""
    return -2 * (fit.optima["value"].to_numpy() + fit.responses.log_jacobian)


def panel(name: str, people: int) -> Diary:
    """A wide file of ctsem's (``Y1_T0 … dT1 …``) as a diary: each row a unit, each variable a partner."""
    wide = pd.read_csv(DATA / name / "data.csv")
    waves = sum(c.startswith("dT") for c in wide.columns) + 1
    times = np.cumsum(np.column_stack([np.zeros(len(wide)), wide[[f"dT{w}" for w in range(1, waves)]]]), axis=1)
    rows = [
        pd.DataFrame(
            {
                "couple": wide.index.astype(str),
                "person": wide.index.astype(str) + f"-{partner}",
                "partner": partner,
                "time": times[:, wave],
                "score": wide[f"Y{partner + 1}_T{wave}"],
            }
        )
        for partner in range(people)
        for wave in range(waves)
    ]
    names = [f"y{partner + 1}" for partner in range(people)]
    return diary_from_frame(pd.concat(rows, ignore_index=True), ["score"], partners=names)
