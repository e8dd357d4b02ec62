"""How thin are the ends of a banana-shaped posterior in the theory's draws? A made posterior whose moments are known.

The posterior of ``tests/inference_theory/test_search.py``: inner worth lies on a parabola over anxiety. Written to
results/banana_posterior.csv: spread of anxiety, correlation along the bend, and R-hat, by effort and
seed, beside the truth.

    python -m science.banana_posterior
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from tests.inference_theory._made import SECURE, panel
from tests.inference_theory.test_search import MIDDLE, _Known

from pairbond.inference.sampling import draws
from pairbond.inference.sampling.modes import Optimum
from pairbond.inference.theory import _initial_state
from pairbond.inference.theory._parameters import Layout

from ._results import record

SEEDS = {"quick": range(6), "full": range(1)}


def rows() -> list[dict[str, object]]:
    _, diary = panel(SECURE, 2, 1)
    known = _Known(diary, Layout(diary), _initial_state.initial_state_prior())
    theta = known.layout.from_natural(MIDDLE[None])[0][0]
    jacobian, spread = known.layout.jacobian(theta), np.full(14, 0.1)
    spread[0] = 0.05
    top = Optimum(theta, 0.0, jacobian.T @ np.diag(spread**-2) @ jacobian, 0.0, 1, True)
    found = [{"effort": "exact", **_summary(*_exact())}]
    for effort, seeds in SEEDS.items():
        for seed in seeds:
            drawn = draws.draw(known, [top], 2000, seed, effort=draws.EFFORTS[effort])
            x = known.layout.to_natural(drawn.theta)[0]
            found.append({"effort": effort, "seed": seed, **_summary(x[:, 0], x[:, 3]), "r_hat": drawn.r_hat.max()})
    return found


def _summary(worth: np.ndarray, anxiety: np.ndarray) -> dict[str, object]:
    along = np.corrcoef(worth, (anxiety - 0.5) ** 2)[0, 1]
    return {"sd_anxiety": anxiety.std(), "mean_worth": worth.mean(), "correlation_along_the_bend": along}


def _exact(count: int = 400_000) -> tuple[np.ndarray, np.ndarray]:
    """Independent draws of the same posterior, those outside of its ranges left out."""
    rng = np.random.default_rng(0)
    anxiety = rng.normal(0.5, 0.1, count)
    worth, strength = rng.normal(0.5 + 4 * (anxiety - 0.5) ** 2, 0.05), rng.normal(0.0, 0.1, count)
    inside = (worth > 0) & (worth < 1) & (anxiety > 0) & (anxiety < 1) & (np.abs(strength) < 1 - worth)
    return worth[inside], anxiety[inside]


if __name__ == "__main__":
    table = pd.DataFrame(rows())
    record("banana_posterior", table)
    print(table.to_string())
