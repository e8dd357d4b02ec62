"""Every claim of the theory asked once: results/claims.csv and claims_specificity.csv, shown in the documentation.

python -m science.claims               # from the root of the repository; the defaults and the knock-outs
python -m science.claims --draws 50    # in 50 worlds around the defaults as well
python -m science.claims --draws 50 --seed 7    # in other worlds: results/claims_seed_7.csv, without specificity
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from pairbond.claims import run, specific, table
from pairbond.theory import Theory

if TYPE_CHECKING:
    import pandas as pd

from ._results import record


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--draws", type=int, default=0, help="worlds around the defaults")
    options.add_argument("--seed", type=int, default=0, help="of the draws")
    options.add_argument("--resume", action="store_true", help="take what was worked out before")
    given = options.parse_args()
    theory = Theory()

    def say(*words: object) -> None:
        print(*words, file=sys.stderr, flush=True)

    narrow = None
    if given.seed == 0:
        narrow = specific(theory, say=say)
        record("claims_specificity", narrow, theory=theory.hash)
    found = table(run(None, theory, given.draws, given.seed, keep=given.resume, say=say), narrow)
    spent = f"{found.seconds.sum():.0f}"
    name = "claims" if given.seed == 0 else f"claims_seed_{given.seed}"
    record(name, found, theory=theory.hash, draws=given.draws, seed=given.seed, processor_seconds=spent)
    print(
        found[[x for x in ("claim", "verdict", "knock_out", "held", "specific", "carried") if x in found]].to_string()
    )
    if narrow is None:
        return
    for words, some in _parts(found).items():
        print(
            words, some.verdict.value_counts().to_dict(), "carried by all criteria", int((some.carried == "yes").sum())
        )


def _parts(found: pd.DataFrame) -> dict[str, pd.DataFrame]:
    first, second = found[found.part == 1], found[found.part == 2]
    return {"part 1": first, "part 2, what matters most": second[second.priority == 3], "part 2, all": second}


if __name__ == "__main__":
    main()
