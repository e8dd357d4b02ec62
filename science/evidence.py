"""Published facts beside the theory: results/evidence.csv, which the documentation shows.

python -m science.evidence   # from the root of the repository; some minutes
"""

from __future__ import annotations

import sys

from pairbond.experiments.evidence import evidence, table
from pairbond.theory import Theory

from ._results import record


def main() -> None:
    theory = Theory()
    found = table(evidence(theory=theory, say=lambda *words: print(*words, file=sys.stderr, flush=True)))
    record("evidence", found, theory=theory.hash)
    print(found[["fact", "stands", "published", "simulated", "verdict"]].to_string())
    print(found["verdict"].value_counts().to_string())


if __name__ == "__main__":
    main()
