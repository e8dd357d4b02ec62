"""Which claims turn on the repaired theory, and which repair turns them: results/claims_repaired_turned.csv.

python -m science.repaired_claims   # from the root of the repository; ten minutes

Every claim on the defaults, without draws: of the theory, of the repaired theory, and of that with one repair left out
at a time. A repair *turns* a claim if leaving it out gives the verdict of the theory back. The last column is the
repaired theory with the level of the hazards that results/survival.csv has.
"""

from __future__ import annotations

import re
import sys

import pandas as pd

from pairbond.experiments import records
from pairbond.experiments.run import BREAKS, measure
from pairbond.experiments.trial import Trial
from pairbond.experiments.verdict import BROKE_OFF, CARRIED, verdicts
from pairbond.theory import Theory
from pairbond.theory.repairs import REPAIRS, repaired

from ._results import FOLDER, record
from .heads import head
from .survival import with_levels

KEPT = tuple(name for name, one in REPAIRS.items() if one.kept)


def level() -> Theory:
    """The repaired theory with the level of the hazards that was found, from the head of its table."""
    said = head(FOLDER / "survival.csv").said
    last = said[max(name for name in said if name.startswith("round_"))]
    leaving, returning = (float(x) for x in re.findall(r"× ([0-9.]+)", last))
    return with_levels(repaired(), leaving, returning)


def theories() -> dict[str, Theory]:
    """By column."""
    without = {f"without_{name}": repaired(*(x for x in KEPT if x != name)) for name in KEPT}
    return {"theory": Theory(), "repaired": repaired(), **without, "with_level": level()}


def verdict(name: str, theory: Theory) -> str:
    """Of a claim on the defaults."""
    asked = records("claim")[name]
    try:
        [found] = verdicts(asked, measure(name, Trial(theory, runs=asked.runs)))
    except BREAKS:
        return BROKE_OFF
    return found


def turned_by(row: pd.Series) -> str:
    """The repairs without which the claim is carried, or not, as in the theory; "" if none by itself."""
    before = row["theory"] == CARRIED
    return " ".join(name for name in KEPT if (row[f"without_{name}"] == CARRIED) is before)


def main() -> None:
    columns: dict[str, list[str]] = {}
    for name, theory in theories().items():
        print(name, file=sys.stderr, flush=True)
        columns[name] = [verdict(one, theory) for one in records("claim")]
    found = pd.DataFrame({"id": list(records("claim")), **columns})
    found.insert(1, "count", [one.count.class_ for one in records("claim").values()])
    now, then = found["repaired"] == CARRIED, found["theory"] == CARRIED
    found.insert(
        2, "turned", [{(0, 1): "to carried", (1, 0): "to not carried"}.get(x, "") for x in zip(then, now, strict=True)]
    )
    found.insert(3, "by", [turned_by(row) if row.turned else "" for _, row in found.iterrows()])
    record("claims_repaired_turned", found, theory=repaired().hash)
    print(found[found.turned != ""].to_string())


if __name__ == "__main__":
    main()
