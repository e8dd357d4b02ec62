"""Which claims turn on the repaired theory, and which repair turns them: results/claims_repaired_turned.csv.

python -m science.repaired_claims   # from the root of the repository; five minutes

Every claim on the defaults: of the theory (from results/claims.csv), of the repaired theory (claims_repaired.csv),
and of that with the level of the hazards that results/survival.csv has. Claims that turn also with one repair left
out at a time: a repair *turns* a claim if leaving it out gives back whether it is carried.
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


def verdicts_of(theory: Theory, which: list[str]) -> list[str]:
    """Of these claims."""
    print(theory.hash[:12], len(which), file=sys.stderr, flush=True)
    return [verdict(name, theory) for name in which]


def main() -> None:
    old, new = (
        pd.read_csv(FOLDER / f"{name}.csv", comment="#", keep_default_na=False).set_index("id").verdict
        for name in ("claims", "claims_repaired")
    )
    found = pd.DataFrame({"id": list(records("claim"))})
    found["count"] = [one.count.class_ for one in records("claim").values()]
    found["theory"] = old.loc[found.id].to_numpy()
    found["repaired"] = new.loc[found.id].to_numpy()
    now, then = found.repaired == CARRIED, found.theory == CARRIED
    words = {(False, True): "to carried", (True, False): "to not carried"}
    found["turned"] = [words.get(one, "") for one in zip(then, now, strict=True)]
    moved = found.turned != ""
    for name in KEPT:
        found.loc[moved, f"without_{name}"] = verdicts_of(
            repaired(*(x for x in KEPT if x != name)), found.id[moved].tolist()
        )
    found["by"] = [turned_by(row) if row.turned else "" for _, row in found.iterrows()]
    found["with_level"] = verdicts_of(level(), found.id.tolist())
    record("claims_repaired_turned", found.fillna(""), theory=repaired().hash)
    print(found[moved].to_string())
    print(pd.crosstab(found["count"], [found.turned]))
    print(found[(found.with_level == CARRIED) != now].to_string())


if __name__ == "__main__":
    main()
