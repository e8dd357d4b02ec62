"""Where the essays disagree, what the theory says: results/disputes.csv.

python -m science.disputes   # from the root of the repository; a minute
python -m science.disputes --theory repaired   # results/disputes_repaired.csv
"""

from __future__ import annotations

import argparse

from pairbond.experiments import records, run, table

from ._results import record
from ._theories import THEORIES, suffix
from .verdicts import write


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--theory", choices=tuple(THEORIES), default="default")
    word = words.parse_args().theory
    theory = THEORIES[word]()
    found = table(run(records("dispute"), theory, keep=False))
    record(f"disputes{suffix(word)}", found, theory=theory.hash)
    if word == "default":
        write()
    print(found[["id", "verdict", "numbers"]].to_string())


if __name__ == "__main__":
    main()
