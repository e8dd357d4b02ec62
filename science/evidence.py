"""Published facts beside the theory: results/evidence.csv, which the documentation shows.

python -m science.evidence   # from the root of the repository; some minutes
python -m science.evidence --theory repaired   # results/evidence_repaired.csv
"""

from __future__ import annotations

import argparse
import sys

from pairbond.experiments import records, run, table

from ._results import record
from ._theories import THEORIES, suffix
from .verdicts import write


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--theory", choices=tuple(THEORIES), default="default")
    word = words.parse_args().theory
    theory = THEORIES[word]()

    def say(*words: object) -> None:
        print(*words, file=sys.stderr, flush=True)

    found = table(run(records("fact"), theory, keep=False, progress=say))
    record(f"evidence{suffix(word)}", found, theory=theory.hash)
    if word == "default":
        write()
    print(found[["id", "stands", "published", "effect", "verdict"]].to_string())
    print(found["verdict"].value_counts().to_string())


if __name__ == "__main__":
    main()
