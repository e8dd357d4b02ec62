"""The core's gates: results/core_gates.csv, and with repairs results/core_sets.csv.

    python -m science.core_gates                        # all gates, 200 couples, the development seed
    python -m science.core_gates --gates W,P --couples 50 --show
    python -m science.core_gates --repairs absence,limits
    python -m science.core_gates --seeds second         # once, at the end

What each gate asks, with thresholds and controls, is in science/gates/, one file a gate; whom it is asked of, and the
seeds, in science/gates/populations.py; what was predicted before the first run, in science/gates/predictions.toml and,
of repairs, in science/gates/repairs.toml. A run with repairs, or with another number, adds a line to core_sets.csv and
its criteria to core_sets_criteria.csv: every set that was tried is there. The second seed tries nothing: it adds no
line, and its prediction is what the first seed gave.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Mapping

import pandas as pd

from pairbond.theory import Theory
from pairbond.theory.names import check_names
from pairbond.theory.repairs import REPAIRS, renumbered, repaired
from science.gates import GATES
from science.gates._gate import Setting, table
from science.gates.populations import COUPLES, SEEDS
from science.gates.predictions import measured_first, predicted, predicted_with

from ._results import FOLDER, commit, record

KEY = ["gate", "row", "chance"]


def measured(letters: list[str], count: int, seed: int, theory: Theory) -> pd.DataFrame:
    """Every criterion of these gates, without and with chance."""
    settings = [Setting(theory, count, seed, noise) for noise in (False, True)]
    return table([GATES[letter] for letter in letters], settings)


def chosen(words: str, what: str, among: Mapping[str, object]) -> list[str]:
    """Names with commas between them; an unknown one is refused."""
    found = words.split(",") if words else []
    check_names("the core", what, found, among)
    return found


def add_set(
    found: pd.DataFrame, theory: Theory, repairs: list[str], numbers: dict[str, float], **about: object
) -> None:
    """Write down a set that was tried, behind those before it."""
    path = FOLDER / "core_sets.csv"
    before, criteria = (
        [pd.read_csv(FOLDER / f"{name}.csv", comment="#", keep_default_na=False)] if path.exists() else []
        for name in ("core_sets", "core_sets_criteria")
    )
    number = 1 + (int(before[0].set.max()) if before else 0)
    judged = found[found.passed != "printed"]
    by_gate = judged.groupby("gate", sort=False).passed.agg(["sum", "size"])
    row = {
        "set": number,
        "repairs": " ".join(repairs),
        "numbers": " ".join(f"{name}={value:g}" for name, value in numbers.items()),
        "met": int(judged.passed.sum()),
        "of": len(judged),
        "predicted_rightly": int(((judged.predicted == "met") == judged.passed.astype(bool)).sum()),
        **{f"gate_{name}": f"{int(one['sum'])}/{one['size']}" for name, one in by_gate.iterrows()},
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": commit(),
        "theory": theory.hash,
    }
    record("core_sets", pd.concat([*before, pd.DataFrame([row])]), **about)
    kept = found[[*KEY, "value", "passed", "predicted", "se"]].copy()
    kept.insert(0, "set", number)
    record("core_sets_criteria", pd.concat([*criteria, kept]), **about)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--gates", default=",".join(GATES), help="letters, with commas between them")
    words.add_argument("--repairs", default="", help="names, with commas between them")
    words.add_argument("--number", action="append", default=[], help="another number: name=value")
    words.add_argument("--couples", type=int, default=COUPLES)
    words.add_argument("--seeds", choices=tuple(SEEDS), default="development")
    words.add_argument("--show", action="store_true", help="print only, write no table")
    given = words.parse_args()
    letters, repairs = chosen(given.gates.upper(), "gate", GATES), chosen(given.repairs, "repair", REPAIRS)
    numbers = {name: float(value) for name, _, value in (one.partition("=") for one in given.number)}
    theory = renumbered(repaired(*repairs) if repairs else Theory(), numbers)
    seed = SEEDS[given.seeds]
    found = measured(letters, given.couples, seed, theory)
    first = given.seeds == "development"
    known = predicted_with(repairs) if repairs else {}
    if not first:
        known = measured_first("core_gates_repaired" if repairs else "core_gates")
    keys = list(found[KEY].itertuples(index=False, name=None))
    found.insert(6, "predicted", [known[key] if known else predicted(*key) for key in keys])
    about = {"couples": given.couples, "seeds": given.seeds, "seed": seed}
    suffix = "" if first else f"_{given.seeds}"
    if not given.show and first and (repairs or numbers):
        add_set(found, theory, repairs, numbers, **about)
    if not given.show and not numbers and len(letters) == len(GATES):
        if not repairs:
            record(f"core_gates{suffix}", found, **about)
        elif set(repairs) == {name for name, one in REPAIRS.items() if one.kept}:
            record(f"core_gates_repaired{suffix}", found, theory=theory.hash, repairs=" ".join(repairs), **about)
    with pd.option_context("display.width", 200, "display.max_colwidth", 60):
        print(found.to_string(index=False))


if __name__ == "__main__":
    main()
