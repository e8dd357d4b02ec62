"""What holds the closed circuit, where it begins, and what courses of action change on the named couples.

python -m science.what_holds   # from the root of the repository; two minutes

Writes results/knock_outs.csv, sufficient.csv, onset.csv, onset_continued.csv and interventions.csv.
"""

from __future__ import annotations

import pandas as pd

from pairbond.analyse import continued, interventions_compared, knock_outs, onset, sufficient
from pairbond.theory import COUPLES, Theory

from ._results import record

NAME = "closed-circuit"
ORDERS = 4
COMPARED = (
    *("closed-circuit", "self-inflating-secure", "secure-anxious"),
    *("anxious-avoidant", "recovering-self-inflating"),
)


def main() -> None:
    theory, couple = Theory(), COUPLES[NAME]
    about = {"theory": theory.hash}
    table = knock_outs(couple, theory)
    record("knock_outs", table, couple=NAME, **about)
    kept = [sufficient(couple, theory, seed) for seed in range(ORDERS)]
    rows = [{"order": i, "mechanisms": len(x), "sufficient": " ".join(x)} for i, x in enumerate(kept)]
    record("sufficient", pd.DataFrame(rows), couple=NAME, **about)
    grids = [onset(couple, who, theory=theory).assign(partner=who) for who in "ab"]
    record("onset", pd.concat(grids), couple=NAME, **about)
    ways = [continued(couple, who, theory=theory).assign(partner=who) for who in "ab"]
    record("onset_continued", pd.concat(ways), couple=NAME, **about)
    compared = [interventions_compared(COUPLES[name], theory=theory).assign(couple=name) for name in COMPARED]
    record("interventions", pd.concat(compared), **about)
    print(table.head(20).to_string(), "\n", rows)


if __name__ == "__main__":
    main()
