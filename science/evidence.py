"""Published facts beside the theory: results/evidence.csv, which the documentation shows.

python -m science.evidence   # from the root of the repository; some minutes
"""

from __future__ import annotations

import sys

from pairbond.experiments import records, run, table
from pairbond.theory import Theory

from ._results import record
from .verdicts import write


def main() -> None:
    theory = Theory()

    def say(*words: object) -> None:
        print(*words, file=sys.stderr, flush=True)

    found = table(run(records("fact"), theory, keep=False, progress=say))
    record("evidence", found, theory=theory.hash)
    write()
    print(found[["id", "stands", "published", "effect", "verdict"]].to_string())
    print(found["verdict"].value_counts().to_string())


if __name__ == "__main__":
    main()
