"""Where the essays disagree, what the theory says: results/disputes.csv.

python -m science.disputes   # from the root of the repository; a minute
"""

from __future__ import annotations

from pairbond.experiments import records, run, table
from pairbond.theory import Theory

from ._results import record
from .verdicts import write


def main() -> None:
    theory = Theory()
    found = table(run(records("dispute"), theory, keep=False))
    record("disputes", found, theory=theory.hash)
    write()
    print(found[["id", "verdict", "numbers"]].to_string())


if __name__ == "__main__":
    main()
