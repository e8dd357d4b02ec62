"""Every claim of the theory asked once: results/claims.csv and claims_specificity.csv, shown in the documentation.

Rows of claims that have another version since go to results/claims_earlier.csv; the verdicts that come with the package
are written anew.

python -m science.claims               # from the root of the repository; the defaults and the knock-outs
python -m science.claims --draws 50    # in 50 draws around the defaults as well
python -m science.claims --draws 50 --seed 7    # in other draws: results/claims_seed_7.csv, without specificity
python -m science.claims --draws 50 --only I8   # one whose experiment changed, in the table as it stands
python -m science.claims --draws 50 --theory repaired --no-specificity    # results/claims_repaired.csv
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from io import StringIO

import pandas as pd

from pairbond._files import write_file
from pairbond.errors import PairbondError
from pairbond.experiments import records, run, specific, table
from pairbond.experiments.table import earlier
from pairbond.theory import Theory

from ._results import FOLDER, commit, record
from ._theories import THEORIES, suffix
from .heads import SAME
from .verdicts import write

DECLARED = ("count", "reason", "earlier")  # of each claim, whenever it was run


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--draws", type=int, default=0, help="draws around the defaults")
    options.add_argument("--seed", type=int, default=0, help="of the draws")
    options.add_argument("--only", nargs="+", metavar="ID", help="these alone, in the place of their rows in the table")
    options.add_argument("--theory", choices=tuple(THEORIES), default="default")
    options.add_argument("--no-specificity", action="store_true", help="leave that table and the column out")
    options.add_argument("--resume", action="store_true", help="take what was worked out before")
    given = options.parse_args()
    if given.only and given.theory != "default":
        options.error("--only is for the default theory")
    if given.no_specificity and given.theory == "default":
        options.error("the table of the default theory has that column; --no-specificity is for the others")
    theory, other = THEORIES[given.theory](), suffix(given.theory)

    def say(*words: object) -> None:
        print(*words, file=sys.stderr, flush=True)

    name = f"claims{other}" if given.seed == 0 else f"claims{other}_seed_{given.seed}"
    if given.only:
        narrow = pd.read_csv(FOLDER / "claims_specificity.csv", comment="#") if given.seed == 0 else None
        found = table(run(given.only, theory, given.draws, given.seed, keep=False, progress=say), narrow)
        if given.seed == 0:
            _keep_earlier(found)
        _again(name, found)
        if given.seed == 0:
            write()
        return
    narrow = None
    if given.seed == 0 and not given.no_specificity:
        narrow = specific(theory, progress=say)
        record(f"claims_specificity{other}", narrow, theory=theory.hash)
    found = table(run(records("claim"), theory, given.draws, given.seed, keep=given.resume, progress=say), narrow)
    spent = f"{found.seconds.sum():.0f}"
    if given.seed == 0 and not other:
        _keep_earlier(found)
    record(name, found, theory=theory.hash, draws=given.draws, seed=given.seed, processor_seconds=spent)
    if given.seed == 0 and not other:
        write()
    print(found[[x for x in ("id", "verdict", "knock_out", "held", "specific", "carried") if x in found]].to_string())
    if narrow is None:
        return
    for words, some in _parts(found).items():
        print(
            words, some.verdict.value_counts().to_dict(), "carried by all criteria", int((some.carried == "yes").sum())
        )


def _head(name: str) -> dict[str, str]:
    """What the first lines of a table say."""
    lines = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))


def _keep_earlier(found: pd.DataFrame) -> None:
    """Rows of the table as it stands whose claim has another version now go to results/claims_earlier.csv."""
    kept = FOLDER / "claims_earlier.csv"
    old = pd.read_csv(FOLDER / "claims.csv", comment="#", dtype=str, keep_default_na=False)
    now = dict(zip(found["id"], found["version"].astype(str), strict=True))
    gone = old[[now.get(name, version) != version for name, version in zip(old["id"], old["version"], strict=True)]]
    if gone.empty:
        return
    head = _head("claims")
    gone = gone.assign(made_on=head["date"], made_with=head["theory"])
    if kept.exists():
        gone = pd.concat([pd.read_csv(kept, comment="#", dtype=str, keep_default_na=False), gone])
    record("claims_earlier", gone.fillna(""))


def _again(name: str, found: pd.DataFrame) -> None:
    """Put the rows of ``found`` in the place of those in the table; its head says which were tested again, and when.

    Whether a knock-out is specific is taken from the table of all of them as it stands.
    """
    head, present = _head(name), Theory().hash
    if SAME.get(head["theory"], head["theory"]) != present:
        raise PairbondError(f"{name}.csv was made by another theory; ask every claim again.")
    whole = pd.read_csv(FOLDER / f"{name}.csv", comment="#", dtype=str, keep_default_na=False)
    new = pd.read_csv(StringIO(found.to_csv(index=False, float_format="%.9g")), dtype=str, keep_default_na=False)
    columns = [x for x in new.columns if x in whole or x in DECLARED]
    columns += [x for x in whole.columns if x not in columns]
    whole = whole.reindex(columns=columns, fill_value="").set_index("id", drop=False)
    for row in new.to_dict("records"):
        whole.loc[row["id"]] = pd.Series(row)
    for one in records("claim").values():
        whole.loc[one.id, list(DECLARED)] = [one.count.class_, one.count.reason, earlier(one)]
    when = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
    head["asked_again"] = "; ".join([*filter(None, [head.get("asked_again")]), f"{' '.join(new['id'])} on {when}"])
    head["asked_again_at"] = commit()
    lines = [f"# {key}: {value}" for key, value in head.items()]
    write_file(FOLDER / f"{name}.csv", "\n".join(lines) + "\n" + whole.to_csv(index=False), private=False)


def _parts(found: pd.DataFrame) -> dict[str, pd.DataFrame]:
    first, second = found[found.part == 1], found[found.part == 2]
    return {"part 1": first, "part 2, what matters most": second[second.priority == 3], "part 2, all": second}


if __name__ == "__main__":
    main()
