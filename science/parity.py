"""The theory in NumPy and as machine code, path by path: 50 random couples, 700 days, noise, changes of status.

python -m science.parity                 # from the root of the repository; writes results/parity.csv
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pairbond.simulate import Run, prepare
from pairbond.theory import Couple, Person
from pairbond.theory.interventions.healthy_adult import HealthyAdult
from pairbond.theory.interventions.no_contact import NoContact
from pairbond.theory.interventions.support_network import SupportNetwork

from ._results import record

COUPLES, DAYS, SEED = 50, 700, 1
COURSES = (
    HealthyAdult(who="b", start=100, end=300, adherence=0.6),
    NoContact(who="a", start=400, end=430.5, dose=0.9),
    SupportNetwork(when=lambda seen: seen["received_hostility"] > 0.2),
)


def random_couples(count: int, seed: int) -> list[Couple]:
    """Traits drawn evenly over their whole ranges."""
    rng = np.random.default_rng(seed)

    def person() -> Person:
        worth, integration, anxiety, avoidance, outside, glory = rng.uniform(0, 1, 6).tolist()
        coping, domain = rng.uniform(-1, 1, 2).tolist()
        return Person(worth, integration, coping, anxiety, avoidance, outside, domain, 0.3 * glory)

    return [Couple(person(), person()) for _ in range(count)]


def run(**changed: Any) -> Run:
    return prepare(random_couples(COUPLES, SEED), DAYS, seed=SEED, interventions=COURSES, **changed)


def compare(one: Run, two: Run, allowed: float, until_change: bool = False, days: int = DAYS) -> dict[str, Any]:
    """Largest difference in anything written down, over all couples and days (or until a status changes)."""
    a, b = one.arrays(), two.arrays()
    codes = a["code"], b["code"]
    same = np.ones(codes[0].shape, bool)
    if until_change:
        same = np.all([np.cumsum(c != c[0], axis=0) == 0 for c in codes], axis=0)
    same[days + 1 :] = False
    worst, name, each = 0.0, "", np.zeros(COUPLES)
    for quantity, value in a.items():
        gap = np.abs(value.astype(float) - b[quantity])
        gap = np.where(np.broadcast_to(same[:, None] if gap.ndim == 3 else same, gap.shape), gap, 0.0)
        each = np.maximum(each, gap.max(axis=tuple(range(gap.ndim - 1))))
        if not gap.max() <= worst:
            worst, name = float(gap.max()), quantity
    return {
        "allowed": allowed,
        "largest_difference": worst,
        "of": name,
        "median_couple": float(np.median(each)),
        "couples_within": int((each <= allowed).sum()),
        "couple_days": int(same.sum()),
    }


def table() -> pd.DataFrame:
    plain, single = run(engine="plain"), run(precision="single")
    rows: list[dict[str, Any]] = [
        {"compared": "compiled, double", **compare(plain, run(engine="compiled"), 1e-9)},
    ]
    for days in (120, DAYS):
        name = f"compiled, single, {days} days, until a status changes"
        rows.append({"compared": name, **compare(plain, single, 1e-4, True, days)})
    codes = plain.arrays()["code"]
    return pd.DataFrame(rows).assign(changes_of_status=int((np.diff(codes, axis=0) != 0).sum()))


def main() -> None:
    found = table()
    record("parity", found, couples=COUPLES, days=DAYS, seed=SEED)
    print(found.to_string())


if __name__ == "__main__":
    main()
