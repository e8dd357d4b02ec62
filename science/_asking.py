"""What the gate lets through for one diary, as one row: whoever is asked is given as a function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from pairbond.diary import Diary
from pairbond.errors import PairbondError

from ._results import record
from ._runs import Done, Piece, Tables, finish

Ask = Callable[..., Any]  # (diary, couple=…, seed=…) -> what `pairbond.assess` gives
CIRCUIT = 0.9  # chance from which on an answer names the closed circuit; compared with the package's own in a test
KINDS = ("phase", "cycle", "trait", "hold", "cost", "closed circuit")


def ask(diary: Diary, couple: str, seed: int) -> Any:
    """The package's own answer."""
    from pairbond.assess import assess

    return assess(diary, couple=couple, seed=seed)


def heard(asked: Ask, diary: Diary, couple: str, seed: int) -> dict[str, Any]:
    """How many statements of each kind were let through, what is named, and what stopped most of the others.

    A diary that is refused in one sentence has nothing let through; the sentence is kept.
    """
    try:
        answer = asked(diary, couple=couple, seed=seed)
    except PairbondError as error:
        nothing = dict.fromkeys([_column(k) for k in KINDS], 0)
        return {
            **nothing,
            "named_closed_circuit": False,
            "fitted": False,
            "stopped_by": "refused",
            "refused": str(error),
        }
    table: pd.DataFrame = answer.gate
    passed = table[table["allowed"]]
    count = passed["kind"].value_counts()
    stopped = table.loc[~table["allowed"], "failed"].mode()
    found = {_column(kind): int(count.get(kind, 0)) for kind in dict.fromkeys([*KINDS, *table["kind"]])}
    found |= {"statements": len(table), "stopped_by": "" if stopped.empty else str(stopped.iloc[0]), "refused": ""}
    found["let_through"] = " ".join(f"{r.about}[{r.partner}]" for r in passed.itertuples())
    found |= {"chance_closed_circuit": answer.circuit, "named_closed_circuit": bool(answer.circuit >= CIRCUIT)}
    found |= {"chance_cycles": answer.phases.cycling, "fitted": answer.fit is not None}
    found |= {f"ahead_of_ar1_{k}": answer.forecast.get(k, float("nan")) for k in ("difference", "q05", "q95")}
    found["fits_better"] = " ".join(story.key for story in answer.stories if story.verdict == "fits better")
    return found


def _column(kind: str) -> str:
    return f"{kind.replace(' ', '_')}_let_through"


def asked_of(
    name: str, kinds: Iterable[str], each: int, seed: int, only: str, workers: int, out: Path, folder: Path, asked: Ask,
    one: Callable[..., Tables], pooled: Callable[[pd.DataFrame], pd.DataFrame],
) -> pd.DataFrame:  # fmt: skip
    """Ask about ``each`` diaries of every kind (or of ``only`` one), keep all rows, and return the pooled table."""
    pieces = [Piece(f"{kind}-{i}", (kind, i, seed, asked)) for i in range(each) for kind in ([only] if only else kinds)]
    settings = {"each": each, "seed": seed, "only": only, "asked": asked.__module__}

    def written(done: Done) -> pd.DataFrame:
        record(name, done.tables["diaries"].join(done.tables["spent"]), out, **settings, **done.about)
        table = pooled(done.tables["diaries"])
        record(f"{name}_pooled", table, out, **settings, **done.about)
        return table

    return written(finish(name, {"seed": seed, "asked": asked.__module__}, pieces, one, written, workers, folder))
