"""Every claim of the theory asked once: results/claims.csv, which the documentation shows.

python -m science.claims               # from the root of the repository; the defaults and the knock-outs
python -m science.claims --draws 50    # in 50 worlds around the defaults as well
"""

from __future__ import annotations

import argparse
import sys

from pairbond.claims import run, table
from pairbond.theory import Theory

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

    found = table(run(None, theory, given.draws, given.seed, keep=given.resume, say=say))
    spent = f"{found.seconds.sum():.0f}"
    record("claims", found, theory=theory.hash, draws=given.draws, seed=given.seed, processor_seconds=spent)
    print(found[["claim", "verdict", "knock_out", "held", "all_three"]].to_string())
    print(found.verdict.value_counts().to_string())


if __name__ == "__main__":
    main()
