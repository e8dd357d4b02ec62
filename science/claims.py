"""Every claim of the theory asked once: results/claims.csv and claims_specificity.csv, shown in the documentation.

Rows of claims that have another version since go to results/claims_earlier.csv.

python -m science.claims               # from the root of the repository; the defaults and the knock-outs
python -m science.claims --draws 50    # in 50 draws around the defaults as well
python -m science.claims --draws 50 --seed 7    # in other draws: results/claims_seed_7.csv, without specificity
    python -m science.claims --draws 50 --only I8   # one whose experiment changed, in the table as it stands
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from io import StringIO

import pandas as pd

from pairbond.errors import PairbondError
from pairbond.experiments import records, run, specific, table
from pairbond.theory import Theory

from ._results import FOLDER, record


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--draws", type=int, default=0, help="draws around the defaults")
    options.add_argument("--seed", type=int, default=0, help="of the draws")
    options.add_argument("--only", nargs="+", metavar="ID", help="these alone, in the place of their rows in the table")
    options.add_argument("--resume", action="store_true", help="take what was worked out before")
    given = options.parse_args()
    theory = Theory()

    def say(*words: object) -> None:
        print(*words, file=sys.stderr, flush=True)

    name = "claims" if given.seed == 0 else f"claims_seed_{given.seed}"
    if given.only:
        _again(name, table(run(given.only, theory, given.draws, given.seed, keep=False, progress=say)))
        return
    narrow = None
    if given.seed == 0:
        narrow = specific(theory, progress=say)
        record("claims_specificity", narrow, theory=theory.hash)
    found = table(run(records("claim"), theory, given.draws, given.seed, keep=given.resume, progress=say), narrow)
    spent = f"{found.seconds.sum():.0f}"
    if given.seed == 0:
        _keep_earlier(found)
    record(name, found, theory=theory.hash, draws=given.draws, seed=given.seed, processor_seconds=spent)
    print(found[[x for x in ("id", "verdict", "knock_out", "held", "specific", "carried") if x in found]].to_string())
    if narrow is None:
        return
    for words, some in _parts(found).items():
        print(
            words, some.verdict.value_counts().to_dict(), "carried by all criteria", int((some.carried == "yes").sum())
        )


def _keep_earlier(found: pd.DataFrame) -> None:
    """Rows of the table as it stands whose claim has another version now go to results/claims_earlier.csv."""
    before, kept = FOLDER / "claims.csv", FOLDER / "claims_earlier.csv"
    head = dict(line[2:].split(": ", 1) for line in before.read_text(encoding="utf-8").splitlines() if line[:2] == "# ")
    old = pd.read_csv(before, comment="#", dtype=str, keep_default_na=False)
    now = dict(zip(found["id"], found["version"].astype(str), strict=True))
    gone = old[[now[name] != version for name, version in zip(old["id"], old["version"], strict=True)]]
    if gone.empty:
        return
    gone = gone.assign(made_on=head["date"], made_with=head["theory"])
    if kept.exists():
        gone = pd.concat([pd.read_csv(kept, comment="#", dtype=str, keep_default_na=False), gone])
    record("claims_earlier", gone.fillna(""))


def _again(name: str, found: pd.DataFrame) -> None:
    """Put the rows of ``found`` in the place of those in the table; its head says which were asked again, and when."""
    path = FOLDER / f"{name}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    told = {key: value for key, _, value in (line[2:].partition(": ") for line in head)}
    if told["theory"] != Theory().hash:
        raise PairbondError(f"{path.name} was made by another theory; ask every claim again.")
    whole = pd.read_csv(path, comment="#", dtype=str, keep_default_na=False).set_index("id", drop=False)
    new = pd.read_csv(StringIO(found.to_csv(index=False, float_format="%.9g")), dtype=str, keep_default_na=False)
    for row in new.to_dict("records"):
        for column in set(whole.columns) - set(row):  # what hangs on the knock-outs of all claims together
            if row["knock_out"] not in ("no switch", "nothing to remove"):
                raise PairbondError(f"{row['id']} has a knock-out; ask every claim again for the column {column!r}.")
            row[column] = whole.at[row["id"], column]
        whole.loc[row["id"]] = pd.Series(row)
    when = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
    head.append(f"# asked_again: {' '.join(new['id'])} on {when}")
    path.write_text("\n".join(head) + "\n" + whole.to_csv(index=False), encoding="utf-8")


def _parts(found: pd.DataFrame) -> dict[str, pd.DataFrame]:
    first, second = found[found.part == 1], found[found.part == 2]
    return {"part 1": first, "part 2, what matters most": second[second.priority == 3], "part 2, all": second}


if __name__ == "__main__":
    main()
