"""Which Gaussian filter for the theory: cubature or extended, against a particle filter on made diaries.

20 days of two writers, ten items each. Written to results/theory_filter.csv: log density of all ratings by each filter
and by two runs of particles, and how far the image and all states are from the truth (root mean square).

    python -m science.theory_filter
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from tests.inference_theory import _plain_filter
from tests.inference_theory._made import CYCLING, SECURE, numbers, panel, particles

from pairbond.inference.theory import _initial_state, _states

from ._results import record

DAYS, PARTICLES = 20, 8000
CASES = [("secure", SECURE, 2), *(("cycling", CYCLING, seed) for seed in (1, 2, 3))]
IMAGE = list(_states.PLACES["image"])


def rows() -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for name, who, seed in CASES:
        states, diary = panel(who, DAYS, seed)
        number = numbers(diary, who)
        ways: list[tuple[str, np.ndarray, np.ndarray]] = []
        for way, reach in (("cubature", 1.0), ("extended", 1e-4)):
            track = _plain_filter.run(diary, number, _initial_state.initial_state_prior(), keep=True, reach=reach)
            ways.append((way, track.value[:, 0], track.mean[:, 0]))
        for run in (1, 2):
            ways.append((f"{PARTICLES} particles, run {run}", *particles(diary, number, PARTICLES, run)))
        for way, value, mean in ways:
            off = mean - states
            found.append(
                {
                    "couple": name,
                    "seed": seed,
                    "ratings": int(diary.seen.sum()),
                    "filter": way,
                    "log_density": float(value.sum()),
                    "below_particles": float(ways[2][1].sum() - value.sum()),
                    "below_particles_worst_day": float((ways[2][1] - value).max()),
                    "image_off": float(np.sqrt((off[:, IMAGE] ** 2).mean())),
                    "states_off": float(np.sqrt((off**2).mean())),
                }
            )
    return found


if __name__ == "__main__":
    table = pd.DataFrame(rows())
    record("theory_filter", table, days=DAYS)
    print(table.to_string())
