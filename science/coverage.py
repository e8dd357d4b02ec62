"""Does a fitted interval hold the truth, is nothing found where nothing is, and does every diary come to an end?

Each replication draws a diary (`science/made_diaries.py`), fits it as a user would and, where lagged effects are
simulated, estimates them by pooled least squares as well. Examples:

    a          100 people who write alone on two items for 30 days, errors correlated -.6 on an occasion
    b          100 couples, 21 days, a partner effect of .10 without inertia, no error
    random     couples 10-120, days 14-60, 1-3 items, 0-40 % missing, effects, spreads and errors from their ranges
    trend      random straight lines, differing between couples
    negative   no carry-over, levels of each person's own: is it said that the days before help?
    constant   the bundled diary with 0, 5 and 20 % of its people made constant, against the diary without them
    messy      what goes wrong in real diaries: an end with effects, with a sentence, or with a traceback

    python -m science.coverage --example b --replications 100 --seed 1          # from the root of the repository

What is finished stands in build/science/coverage-*.jsonl; a run that is cut short, or asked for more replications,
goes on from there, unless the code has changed. Two processes at most, one thread each.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ._coverage_sets import FAMILY_LEVEL, MAKE, one
from ._results import FOLDER, record
from ._runs import PARTS, WORKERS, Done, Piece, finish, options

CODE = (
    "src/pairbond/inference", "src/pairbond/diary", "src/pairbond/predict", "src/pairbond/report/simultaneous.py",
    "src/pairbond/report/findings.py", "src/pairbond/report/_lagged_questions.py",
    "science/made_diaries.py", "science/messy_diaries.py",
)  # fmt: skip
EXAMPLES = (*MAKE, "constant")
ONE_THREAD = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"


def by_kind(effects: pd.DataFrame) -> pd.DataFrame:
    """Coverage of 90 % intervals, bias, width, findings; one row a kind, and for the fixed examples one an effect."""
    table = effects[effects["q50"].notna()].copy()
    cause, effect = (table[f"{x}_partner"].astype(str) + "." + table[f"{x}_item"] for x in ("cause", "effect"))
    table["at"] = cause + " -> " + effect
    table["error"] = np.where(table["error_share"] > 0, "with error", "without error")
    groups = [table.assign(group="all", of="all"), table.assign(group=table["kind"], of="kind")]
    groups.append(table.assign(group=table["kind"] + ", " + table["error"], of="kind and error"))
    if table.groupby("at")["truth"].nunique().eq(1).all():
        groups.append(table.assign(group=table["at"], of="effect"))
    parts = [rows.groupby(["of", "group"], sort=False).apply(_summary) for rows in groups]
    return pd.concat(parts).reset_index()


def _summary(rows: pd.DataFrame) -> pd.Series:
    inside, twin = rows["truth"].between(rows["q05"], rows["q95"]), rows["truth"].between(rows["low"], rows["high"])
    shown = rows["low"].notna()
    real = rows[rows["truth"].abs() > 0]
    return pd.Series(
        {
            "effects": len(rows),
            "diaries": rows["replication"].nunique(),
            "mean_truth": rows["truth"].mean(),
            "coverage90": inside.mean(),
            "coverage90_se": _clustered(inside, rows["replication"]),
            "bias": (rows["q50"] - rows["truth"]).mean(),
            "rms_error": ((rows["q50"] - rows["truth"]) ** 2).mean() ** 0.5,
            "mean_sd": rows["sd"].mean(),
            "least_squares_coverage90": twin[shown].mean(),
            "least_squares_bias": (rows["estimate"] - rows["truth"]).mean(),
            "least_squares_rms_error": ((rows["estimate"] - rows["truth"]) ** 2).mean() ** 0.5,
            "apart": ((rows["q50"] - rows["estimate"]).abs() > 2 * np.hypot(rows["sd"], rows["se"]))[shown].mean(),
            "power_alone": _right(real, real["q05"], real["q95"]).mean(),
            "least_squares_power_alone": _right(real, real["low"], real["high"]).mean(),
            "power_family": (real["found"] & ((real["q50"] - real["nothing"]) * real["truth"] > 0)).mean(),
            "least_squares_power_family": (real["found_ls"] & (real["estimate"] * real["truth"] > 0)).mean(),
        }
    )


def _clustered(inside: pd.Series, diary: pd.Series) -> float:
    """Standard error of a share whose cases come in diaries."""
    gap = (inside - inside.mean()).groupby(diary).sum()
    return float(np.sqrt((gap**2).sum()) / len(inside))


def _right(rows: pd.DataFrame, low: pd.Series, high: pd.Series) -> pd.Series:
    """Whether an interval lies on the side of zero on which the truth lies."""
    return ((low > 0) & (rows["truth"] > 0)) | ((high < 0) & (rows["truth"] < 0))


def false_findings(effects: pd.DataFrame, gaps: pd.DataFrame | None = None) -> dict[str, Any]:
    """Share of diaries with at least one false finding among lagged effects, by the rule of the report's page.

    False is an effect found on the other side of "nothing" than its truth, or where truth is nothing; with ``gaps``
    (differences between the two directions, which the page tests in the same family) also one of these.
    """
    table = effects[effects["q50"].notna()]
    found: dict[str, Any] = {"family_level": FAMILY_LEVEL, "diaries_with_a_true_zero": 0}
    if table.empty:
        return found
    diary, zero = table["replication"], table["truth"].eq(0)
    some_zero = zero.groupby(diary).any()
    found["diaries_with_a_true_zero"] = int(some_zero.sum())
    for name, shown, at, null in (
        ("", "found", "q50", table["nothing"]), ("least_squares_", "found_ls", "estimate", 0.0),
    ):  # fmt: skip
        wrong = table[shown] & ~((table[at] - null) * (table["truth"] - null) > 0)
        by_diary = wrong.groupby(diary).any()
        if not name and gaps is not None and len(gaps):
            also = gaps["found"] & ~(gaps["q50"] * gaps["truth"] > 0)
            by_diary |= also.groupby(gaps["replication"]).any().reindex(by_diary.index, fill_value=False)
        found[f"{name}family_wise_false"] = _share(by_diary)
        among = (wrong & zero).groupby(diary).any()[some_zero]
        found[f"{name}family_wise_false_among_true_zeros"] = f"{among.mean():.4f}" if len(among) else "none"
    return found


def _share(yes: pd.Series) -> str:
    share = yes.mean()
    return f"{share:.4f} (se {np.sqrt(share * (1 - share) / len(yes)):.4f})"


def ended(fits: pd.DataFrame) -> dict[str, Any]:
    """How fits ended, their sentences, and how long they took."""
    found: dict[str, Any] = dict(fits["ended"].value_counts())
    sentences = fits.loc[fits["sentence"].fillna("") != "", "sentence"].value_counts()
    found["sentences"] = " | ".join(f"{count} x {text[:200]}" for text, count in sentences.items()) or "none"
    if "wall" in fits:
        wall = fits["wall"].dropna()
        found["wall_seconds"] = f"median {wall.median():.1f}, 90 % {wall.quantile(0.9):.1f}, longest {wall.max():.1f}"
    if "compile" in fits:
        found["compile_seconds"] = f"median {fits['compile'].median():.1f}"
    return found


def trends(table: pd.DataFrame) -> pd.DataFrame:
    """Coverage of the average couple's trend and of the spread between couples."""
    table = table.assign(inside=table["truth"].between(table["q05"], table["q95"]), off=table["q50"] - table["truth"])
    rows = []
    for what, group in table.groupby("what", sort=False):
        rows.append(
            {
                "what": what, "quantities": len(group), "diaries": group["replication"].nunique(),
                "mean_truth": group["truth"].abs().mean(), "coverage90": group["inside"].mean(),
                "coverage90_se": _clustered(group["inside"], group["replication"]), "bias": group["off"].mean(),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def shifts(table: pd.DataFrame) -> pd.DataFrame:
    """How far effects move when people who never vary stay in, in posterior standard deviations of the fit without."""
    size = table.assign(size=table["shift"].abs())
    return size.groupby("share").agg(
        replications=("replication", "nunique"), effects=("size", "size"), largest=("size", "max"),
        mean=("size", "mean"), within_quarter=("size", lambda s: (s < 0.25).mean()), named=("named", "mean"),
        random=("random", lambda s: " | ".join(s.unique())),
    ).reset_index()  # fmt: skip


def troubles(fits: pd.DataFrame) -> pd.DataFrame:
    """How messy diaries ended, by what was wrong with them."""
    each = fits.assign(trouble=fits["troubles"].str.split(", ")).explode("trouble")
    each = pd.concat([fits.assign(trouble="any"), each])
    ends = pd.crosstab(each["trouble"], each["ended"]).reindex(
        columns=["effects", "sentence", "traceback"], fill_value=0
    )
    return ends.sort_values("effects", ascending=False).reset_index()


def written(done: Done, example: str, out: Path, about: dict[str, Any]) -> pd.DataFrame:
    """Write the table of an example from what is finished; returns it."""
    tables, name = done.tables, f"coverage_{example}"
    about = {**about, **done.about}
    if example == "negative":
        rows = tables["comparisons"]
        if "sentence" not in rows:
            rows["sentence"] = ""
        record(name, rows, out, **about, **ended(rows), said_helped=int(rows["helped"].sum()), of=len(rows))
        return rows
    about |= ended(tables["fits"])
    if example == "constant":
        table = shifts(tables["shifts"]) if len(tables["shifts"]) else pd.DataFrame()
    elif example == "messy":
        table = troubles(tables["fits"])
    else:
        effects = tables["effects"]
        about |= false_findings(effects, tables.get("gaps"))
        table = by_kind(effects) if effects["q50"].notna().any() else pd.DataFrame()
        if example == "trend" and len(tables.get("trends", ())):
            record(f"{name}_lines", trends(tables["trends"]), out, **about)
    record(name, table, out, **about)
    return table


def run(
    example: str = "random", replications: int = 100, seed: int = 1, model: str = "auto", method: str = "quick",
    workers: int = WORKERS, out: Path = FOLDER, folder: Path = PARTS,
) -> pd.DataFrame:  # fmt: skip
    """All replications of one example; its table."""
    if example not in EXAMPLES:
        raise SystemExit(f"there is no example {example}; choose one of {', '.join(EXAMPLES)}.")
    os.environ.setdefault("XLA_FLAGS", ONE_THREAD)  # read by the fresh processes
    settings = {"model": model, "method": method, "seed": seed}
    pieces = [Piece(str(r), (example, seed, r, settings)) for r in range(replications)]
    about = {"example": example, "replications": replications, **settings}

    def each(done: Done) -> pd.DataFrame:
        return written(done, example, out, about)

    return each(finish(f"coverage-{example}", settings, pieces, one, each, min(workers, 2), folder, CODE))


if __name__ == "__main__":
    wanted = options(__doc__, example="random", replications=100, seed=1, model="auto", method="quick").parse_args()
    with pd.option_context("display.width", 250, "display.max_columns", 30):
        print(run(**vars(wanted)).round(3).to_string())
