"""The recovery of made couples in small tables: pooled numbers with their intervals, and trait by trait."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pairbond.dynamics import FUSION, PHASES

from ._held_out import RULES, lead
from ._phase_scores import balanced, counted, interval, right
from ._single_items import leave_couple_out
from ._theory_diaries import ITEMS

__all__ = ["ITEMS", "RECOVERED", "pooled", "traits_by_name"]
RECOVERED = 0.3  # contraction below which a trait does not count as recovered
PERIOD = 0.15  # allowed distance from the true period, as share of it
# Of couples half of which cycle, balanced accuracy asks which way the entries turn what was to be expected, and the
# prior expects one couple in a hundred to cycle (4 of 400). Declared after the first blinded couples, for the
# second.
EVEN, EXPECTED = 0.5, 0.01
Row = tuple[str, float, float, float]


def pooled(rows: pd.DataFrame, traits: pd.DataFrame, days: pd.DataFrame, unseen: pd.DataFrame) -> pd.DataFrame:
    """quantity, value, and where couples can be redrawn the 90 % interval q05 to q95."""
    parts = (_cycling(rows), _phases(days), _periods(rows), _traits(traits), _scores(rows), _unseen(unseen), _fit(rows))
    return pd.DataFrame([row for part in parts for row in part], columns=["quantity", "value", "q05", "q95"])


def traits_by_name(traits: pd.DataFrame) -> pd.DataFrame:
    """Coverage and contraction of each trait; both partners together, and one by one."""
    both = pd.concat([traits.assign(who="both"), traits.assign(who=traits["partner"].astype(str))])
    narrow = both["contraction"] >= RECOVERED
    both = both.assign(narrow=narrow, inside_narrow=both["inside"].astype(float).where(narrow))
    both["off"] = (both["q50"] - both["true"]).abs()
    return (
        both.groupby(["name", "who"], sort=False)
        .agg(
            traits=("inside", "size"), coverage90=("inside", "mean"), median_contraction=("contraction", "median"),
            share_recovered=("narrow", "mean"), coverage90_recovered=("inside_narrow", "mean"),
            median_off=("off", "median"),
        )
        .reset_index()
    )  # fmt: skip


def _cycling(rows: pd.DataFrame) -> list[Row]:
    true = rows["cycles"].to_numpy(bool)
    found = [_plain("couples", len(rows)), _plain("couples that cycle", true.sum())]
    for words, column in (("", "chance_cycles"), (", true traits", "chance_cycles_true_traits")):
        chance = rows[column].to_numpy(float)
        hit = (chance > EVEN) == true
        at = (true, hit, np.arange(len(rows)))
        found.append((f"cycling, balanced accuracy{words}", balanced(true, hit), *interval(*at)))
        found.append(_plain(f"cycling, Brier score{words}", np.mean((chance - true) ** 2)))
        raised = (chance > EXPECTED) == true
        shown = balanced(true, raised), *interval(true, raised, np.arange(len(rows)))
        found.append((f"cycling, balanced accuracy{words}, likelier than expected ({EXPECTED:g})", *shown))
    return found


def _phases(days: pd.DataFrame) -> list[Row]:
    true, couple = days["true"].to_numpy(int), days["couple"].to_numpy()
    series = 2 * pd.factorize(days["couple"])[0] + days["partner"].to_numpy(int)
    hits = {"": days["hit_found"].to_numpy(bool), ", true traits": days["hit_at_truth"].to_numpy(bool)}
    majority = np.full(len(true), np.bincount(true).argmax())
    hits[", majority"] = right(true, majority, series)
    single = "none: one couple"
    if days["couple"].nunique() > 1:
        shown = leave_couple_out(days, [i for i in ITEMS if i in days])
        single = f", best single item of other couples (mostly {shown.rule})"
        hits[single] = right(true, shown.phase, series)
    words = "phases, balanced accuracy (±1 day)"
    found = [(f"{words}{k}", balanced(true, h), *interval(true, h, couple)) for k, h in hits.items()]
    for against in (", majority", single):
        if against in hits:
            ahead = balanced(true, hits[""]) - balanced(true, hits[against])
            between = interval(true, hits[""], couple, hits[against])
            found.append((f"phases, ahead of{against.split('(')[0].strip(',')}".strip(), ahead, *between))
    by_couple, every = counted(true, hits[""], couple)
    for k, n, all_days in zip(np.unique(true), by_couple.sum(0), every.sum(0), strict=True):
        found.append(_plain(f"{PHASES[k]}: share of {int(all_days)} days told right (±1 day)", n / all_days))
    for p in sorted(days["partner"].unique()):
        mine = (days["partner"] == p).to_numpy()
        found.append(_plain(f"phases of partner {p}, balanced accuracy (±1 day)", balanced(true[mine], hits[""][mine])))
    fusion = true == FUSION
    for k, column in (("", "found"), (", true traits", "at_truth")):
        hit = (days[column] == FUSION).to_numpy() == fusion
        found.append((f"fusion or not, balanced accuracy{k}", balanced(fusion, hit), *interval(fusion, hit, couple)))
    return found


def _periods(rows: pd.DataFrame) -> list[Row]:
    turns = rows[rows["cycles"].astype(bool)]
    if turns.empty:
        return []
    off = (turns["period_q50"].astype(float) / turns["period"] - 1.0).abs()
    inside = turns["period"].between(turns["period_q05"].astype(float), turns["period_q95"].astype(float))
    return [
        _plain("period within 15 % of the true one, share of cycling couples", (off <= PERIOD).mean()),
        _plain("period, median distance as share of the true one (couples given one)", off.median()),
        _plain("cycling couples of whom no draw cycles", off.isna().sum()),
        _plain("true period within the 90 % interval, share of cycling couples", inside.mean()),
    ]


def _traits(traits: pd.DataFrame) -> list[Row]:
    inside, couple = traits["inside"].to_numpy(float), traits["couple"]
    narrow = traits["contraction"].to_numpy() >= RECOVERED
    found = [("traits in their 90 % intervals", *_share(inside, couple))]
    if narrow.any():
        found.append(("the same, traits with contraction of .3 or more", *_share(inside[narrow], couple[narrow])))
    found.append(_plain("share of traits with contraction of .3 or more", narrow.mean()))
    found.append(_plain("contraction, median", traits["contraction"].median()))
    for p, mine in traits.groupby("partner"):
        found.append(_plain(f"contraction of partner {p}, median", mine["contraction"].median()))
    return found


def _scores(rows: pd.DataFrame) -> list[Row]:
    found: list[Row] = []
    count = rows["held_answers"]
    for name in RULES:
        ahead = rows["score_theory"] - rows[f"score_{name}"]
        found.append((f"log score against {name}, per answer", *lead(ahead * count, count)))
        found.append(_plain(f"couples better predicted than by {name}", (ahead > 0).mean()))
    return found


def _unseen(unseen: pd.DataFrame) -> list[Row]:
    found: list[Row] = []
    for (name, p), rows in unseen.groupby(["quantity", "partner"], sort=False):
        who = f"{name} of partner {p} over the days"
        found.append(_plain(f"{who}: correlation with truth, median", rows["r"].astype(float).median()))
        turning = rows.loc[rows["cycles"].astype(bool), "r"].astype(float)
        found.append(_plain(f"{who}: the same, cycling couples", turning.median()))
        found.append(_plain(f"{who}: distance from truth (root mean square), median", rows["off"].median()))
        found.append(_plain(f"{who}: days in the 90 % interval", rows["inside90"].mean()))
    return found


def _fit(rows: pd.DataFrame) -> list[Row]:
    found = [_plain(f"{k} of a couple, median", rows[k].median()) for k in ("seconds", "cpu_seconds")]
    found.append(_plain("seconds of a couple, longest", rows["seconds"].max()))
    for name in ("converged", "trusted"):
        if name in rows:
            found.append(_plain(f"fits that are {name}", rows[name].astype(float).mean()))
    if "starts_agree" in rows:
        found.append(_plain("fits in which two starts or more agree", (rows["starts_agree"] >= 2).mean()))
    return found


def _share(inside: ArrayLike, couple: Sequence[str] | pd.Series) -> tuple[float, float, float]:
    by = pd.DataFrame({"inside": np.asarray(inside), "couple": np.asarray(couple)}).groupby("couple")["inside"]
    return lead(by.sum(), by.size())


def _plain(words: str, value: float) -> Row:
    return words, float(value), np.nan, np.nan
