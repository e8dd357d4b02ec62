"""Are couples' traits, phases and cycles found again from their diaries alone? One couple at a time; whatever it says.

Couples are made by `science._theory_couples` under its declared prior, their diaries by `science._theory_diaries`; the
fit sees a CSV file and its mapping. Each diary has 90 days to learn from and 14 more to be predicted. Seeds 11 and 12
are for development; 101 is blinded: it was written down before anything was run with it, and is looked at when the fit
is finished. Written to results/theory_recovery*.csv (tables in `science._recovery_tables`).

    python -m science.theory_recovery                       # 40 couples, seed 101
    python -m science.theory_recovery --couples 8 --seed 11
    python -m science.theory_recovery --writers one         # the diary of one of the two, drawn at random
    python -m science.theory_recovery --misspecified       # steps of .05 d, heavier noise, a mechanism taken out
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pairbond.dynamics import PHASES
from pairbond.inference.theory import TheoryFit, fit_theory

from ._held_out import densities, means
from ._phase_scores import right
from ._recovery_tables import ITEMS, pooled, traits_by_name
from ._results import FOLDER, record
from ._runs import PARTS, WORKERS, Done, Piece, Tables, finish, options
from ._theory_ahead import implied
from ._theory_couples import DAYS, MISSPECIFIED, THEORY, Truth, truths
from ._theory_diaries import write
from ._theory_exact import at_the_truth

BLINDED, SECOND, DEVELOPMENT, COUPLES = 101, 202, (11, 12), 40  # SECOND: opened once its rule was declared
HELD = 14
LEARNT = DAYS - HELD
EVERY = 10  # couples, after which pooled numbers are worked out


def one(truth: Truth, seed: int, writers: int, heavy: bool, starts: int) -> Tables:
    """A couple's row, its traits, its days, and what is said of a partner who does not write."""
    with tempfile.TemporaryDirectory() as folder:
        diary = write(truth, Path(folder) / "diary", seed, heavy, writers)
    learnt = diary.until(LEARNT)
    fitted = fit_theory(learnt, seed=seed, starts=starts, workers=1)
    row: dict[str, Any] = {"couple": truth.name, "begin_day": truth.begin, "missing_mechanism": truth.missing_mechanism}
    row |= {"cycles": truth.cycling, "chance_cycles": fitted.cycling}
    exact, row["chance_cycles_true_traits"], value = at_the_truth(truth.traits, learnt)
    share, turn = implied(fitted.current_state)
    row |= {"period": truth.period, "chance_cycles_ahead": share, **{f"period_{k}": v for k, v in turn.items()}}
    row |= fitted.diagnostics | {f"seconds_{k}": v for k, v in fitted.timing.items()}
    row["log_posterior_above_truth"] = fitted.diagnostics["log_posterior"] - value
    row |= means(densities(fitted, diary, HELD))
    days = _days(truth, fitted, exact)
    answers = learnt.frame.rename(columns={"time": "day"}).assign(partner=learnt.places())
    days = days.merge(answers[["partner", "day", *(i for i in ITEMS if i in answers)]], "left", ["partner", "day"])
    traits = fitted.traits.assign(couple=truth.name, partner=lambda t: t["partner"].map(fitted.partners.index))
    traits["true"] = [truth.traits[n][p] for n, p in zip(traits["name"], traits["partner"], strict=True)]
    traits["inside"] = traits["true"].between(traits["q05"], traits["q95"])
    tables = {"couples": pd.DataFrame([row]), "traits": traits, "days": days, "unseen": _unseen(truth, fitted)}
    return {name: table.to_dict("records") for name, table in tables.items()}


def _days(truth: Truth, fitted: TheoryFit, exact: np.ndarray) -> pd.DataFrame:
    """True, found and, at the true traits, likeliest phase of each partner's days, in order of partner and day."""
    code = {name: k for k, name in enumerate(PHASES)}
    table = fitted.phases
    parts: list[pd.DataFrame] = []
    for p in (0, 1):
        mine = table[table["partner"] == fitted.partners[p]].sort_values("time")
        day = mine["time"].to_numpy(int)
        part = pd.DataFrame({"couple": truth.name, "partner": p, "day": day, "true": truth.phases[day, p]})
        part["found"], part["at_truth"] = mine["phase"].map(code).to_numpy(), exact[: len(day), p]
        for name in ("found", "at_truth"):
            part[f"hit_{name}"] = right(part["true"], part[name])
        parts.append(part.assign(away=truth.values["code"][day] > 0.5))
    return pd.concat(parts, ignore_index=True)


def _unseen(truth: Truth, fitted: TheoryFit) -> pd.DataFrame:
    """How states of the second partner that nobody is asked about are followed, over the days."""
    rows: list[dict[str, Any]] = []
    for name in ("image", "unmet_need"):
        for p in (0, 1):
            table = fitted.states[
                (fitted.states["quantity"] == name) & (fitted.states["partner"] == fitted.partners[p])
            ]
            table = table.sort_values("time")
            true = truth.values[name][table["time"].to_numpy(int), p]
            inside = (table["q05"] <= true) & (true <= table["q95"])
            with np.errstate(all="ignore"):
                r = float(np.corrcoef(true, table["q50"])[0, 1])
            row = {"couple": truth.name, "cycles": truth.cycling, "quantity": name, "partner": p, "r": r}
            row["off"] = float(np.sqrt(((table["q50"] - true) ** 2).mean()))
            rows.append({**row, "true_sd": float(true.std()), "inside90": float(inside.mean())})
    return pd.DataFrame(rows)


def report(done: Done, name: str, out: Path, about: dict[str, Any]) -> pd.DataFrame:
    """Write the tables of what is finished; returns the pooled one, which takes a while and is not made every time."""
    rows = done.tables["couples"].join(done.tables["spent"])
    about = {**about, **done.about}
    record(name, rows, out, **about)
    record(f"{name}_traits", done.tables["traits"], out, **about)
    record(f"{name}_by_trait", traits_by_name(done.tables["traits"]), out, **about)
    record(f"{name}_unseen", done.tables["unseen"], out, **about)
    if done.pieces < done.of and done.pieces % EVERY:
        return pd.DataFrame()
    table = pooled(rows, done.tables["traits"], done.tables["days"], done.tables["unseen"])
    record(f"{name}_pooled", table, out, **about)
    return table


def run(
    couples: int = COUPLES, seed: int = BLINDED, writers: str = "both", misspecified: bool = False, starts: int = 8,
    workers: int = WORKERS, out: Path = FOLDER, folder: Path = PARTS,
) -> pd.DataFrame:  # fmt: skip
    """Everything; the pooled table. ``folder`` is where finished couples are kept."""
    name = "theory_recovery" + ("_one_writer" if writers == "one" else "") + ("_misspecified" if misspecified else "")
    name += "_second" if seed == SECOND else ""
    made = truths(couples, seed, MISSPECIFIED if misspecified else THEORY)
    if writers == "one":  # who writes comes first
        coin = np.random.default_rng([seed, 1]).uniform(size=couples) < 0.5
        made = [t.swapped() if c else t for t, c in zip(made, coin, strict=True)]
    # half of the couples cycle and come first; taken alternately, so that a run cut short has both
    half = couples // 2
    order = [i for pair in zip(range(half), range(half, couples), strict=False) for i in pair]
    order += [i for i in range(couples) if i not in order]
    count = 1 if writers == "one" else 2
    pieces = [Piece(made[i].name, (made[i], seed + i, count, misspecified, starts)) for i in order]
    settings = {"couples": couples, "seed": seed, "writers": writers, "misspecified": misspecified, "starts": starts}
    blinded = "blinded" if seed in (BLINDED, SECOND) else "neither of development nor blinded"
    kind = "development" if seed in DEVELOPMENT else blinded

    def written(done: Done) -> pd.DataFrame:
        return report(done, name, out, {**settings, "kind_of_seed": kind})

    return written(finish(f"{name}-{seed}", settings, pieces, one, written, workers, folder))


if __name__ == "__main__":
    wanted = options(__doc__, couples=COUPLES, seed=BLINDED, writers="both", misspecified=False, starts=8).parse_args()
    print(run(**vars(wanted)).to_string())
