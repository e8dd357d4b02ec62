"""Are couples' traits, phases and cycles found again from their diaries alone? One couple at a time; whatever it says.

Couples and diaries are made by `science._theory_couples`, which the fit cannot see: it is given a CSV file and its
mapping. Each diary has 90 days to learn from and 14 more to be foreseen. Written to results/theory_recovery*.csv:

* one row a couple: whether it cycles and the chance that was given to it; accuracy of phases (a day counts if the phase
  is right for it or for a neighbouring day) and the same with the filter at the true traits; log score of the held-out
  answers against yesterday's answer and the own mean (the nine items with steps);
* one row a trait: truth, interval, contraction;
* pooled: balanced accuracies, beside those of the majority and of the best single item; coverage.

    python -m science.theory_recovery 8 11       # couples, seed
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pairbond.compare import _baselines
from pairbond.compare._split import split
from pairbond.data import Diary, read_diary
from pairbond.fit.theory import TheoryFit, _cycles, _day, _smoother, fit_theory
from pairbond.fit.theory._cloud import cloud
from pairbond.fit.theory._panel import panel
from pairbond.fit.theory._parameters import Layout, trait_theta
from pairbond.fit.theory._search import Problem
from pairbond.theory.phases import FUSION, PHASES

from ._results import record
from ._theory_couples import DAYS, Truth, truths, write

HELD = 14
LEARNT = DAYS - HELD
NEAR = 1  # days


def right(truth: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Days [T] on which what was found is true of the day or of a neighbour."""
    near = [np.roll(truth, k) for k in range(-NEAR, NEAR + 1)]
    near[0][-NEAR:], near[-1][:NEAR] = truth[-NEAR:], truth[:NEAR]
    return np.any([found == one for one in near], axis=0)


def balanced(truth: np.ndarray, hit: np.ndarray) -> float:
    """Mean over the classes that occur of the share of hits."""
    return float(np.mean([hit[truth == k].mean() for k in np.unique(truth)]))


def at_the_truth(truth: Truth, diary: Diary) -> tuple[np.ndarray, float, float]:
    """Phases [T, 2], chance of cycling, and log posterior, from the filter at the true traits."""
    days = panel(diary)
    problem = Problem(days, Layout(days), cloud())
    theta = np.zeros((40, len(problem.layout)))
    theta[:, :12] = trait_theta({name: value[:, None] for name, value in truth.traits.items()})
    track = problem.track(theta, keep=True)
    course = _smoother.smooth(track, 0).course
    traits = problem.layout.numbers(theta).traits
    found = _cycles.phases(course, traits, days.code, track.grief)[:, :2]
    share = np.stack([(found == k).mean(-1) for k in range(len(PHASES))])
    return share.argmax(0), float(_cycles.cycling(course[-1], traits).mean()), float(problem.value(theta[:1])[0])


def phases_found(fitted: TheoryFit) -> np.ndarray:
    """Most likely phases [T, 2]."""
    table = fitted.phases
    code = {name: k for k, name in enumerate(PHASES)}
    return np.stack([table.loc[table["partner"] == p, "phase"].map(code).to_numpy() for p in (0, 1)], 1)


def scores(fitted: TheoryFit, diary: Diary) -> dict[str, float]:
    """Mean log density of the held-out answers with steps, one step ahead, by the theory and by the baselines."""
    graded = [item.name for item in diary.available if item.kind != "binary"]
    data = split(diary.with_items(graded), HELD)
    ours = fitted.predict(diary)
    cells = data.cells.merge(ours[["partner", "item", "time", "logdensity"]], "left", ["partner", "item", "time"])
    held = cells["held"].to_numpy()
    found = {"theory": cells["logdensity"].to_numpy()}
    found |= {
        name: _baselines.predict(data, rule)["logdensity"].to_numpy()
        for name, rule in (("yesterday", _baselines.yesterday), ("own_mean", _baselines.own_mean))
    }
    both = held & np.all([np.isfinite(v) for v in found.values()], axis=0)
    return {f"score_{name}": float(v[both].mean()) for name, v in found.items()} | {"held_answers": int(both.sum())}


def one(truth: Truth, seed: int) -> tuple[dict[str, Any], pd.DataFrame, pd.DataFrame]:
    """A couple's row, its traits, and its days (truth and finding of phases, and the answers)."""
    with tempfile.TemporaryDirectory() as folder:
        write(truth, Path(folder) / "diary", seed)
        diary = read_diary(Path(folder) / "diary")
    learnt = diary.until(LEARNT)
    began, busy = time.perf_counter(), time.process_time()
    fitted = fit_theory(learnt, seed=seed)
    row: dict[str, Any] = {"couple": truth.name, "begin_day": truth.begin, "cycles": truth.cycling}
    row |= {"chance_cycles": fitted.cycling, "starts_agree": fitted.diagnostics["starts_agree"]}
    row |= {k: fitted.diagnostics[k] for k in ("distinct_optima", "pareto_k", "effective_draws", "converged")}
    row |= {"seconds": time.perf_counter() - began, "cpu_seconds": time.process_time() - busy}
    exact, row["chance_cycles_true_traits"], value = at_the_truth(truth, learnt)
    row["log_posterior_above_truth"] = fitted.diagnostics["log_posterior"] - value
    found, true = phases_found(fitted), truth.phases[: len(exact)]
    days = pd.DataFrame(
        {"couple": truth.name, "day": np.repeat(np.arange(len(true)), 2), "partner": [0, 1] * len(true)}
    )
    days["true"], days["found"], days["at_truth"] = true.ravel(), found.ravel(), exact.ravel()
    days["hit"] = np.stack([right(true[:, p], found[:, p]) for p in (0, 1)], 1).ravel()
    days["hit_at_truth"] = np.stack([right(true[:, p], exact[:, p]) for p in (0, 1)], 1).ravel()
    row |= {"phases_right": days["hit"].mean(), "phases_right_true_traits": days["hit_at_truth"].mean()}
    row |= scores(fitted, diary)
    answers = learnt.frame[["partner", "time", *[i.name for i in learnt.available]]].rename(columns={"time": "day"})
    traits = fitted.traits.assign(couple=truth.name)
    traits["true"] = [truth.traits[n][p] for n, p in zip(traits["name"], traits["partner"], strict=True)]
    traits["inside"] = traits["true"].between(traits["q05"], traits["q95"])
    columns = ["couple", "name", "partner", "true", "q05", "q50", "q95", "inside", "contraction", "told"]
    return row, traits[columns], days.merge(answers, "left", ["partner", "day"])


def best_item(days: pd.DataFrame) -> tuple[str, float]:
    """The item and threshold that tell fusion from everything else best, chosen on these very days."""
    best = ("", 0.5)
    true = days["true"].to_numpy() == FUSION
    for name in days.columns[days.columns.get_loc("hit_at_truth") + 1 :]:
        value = days[name].to_numpy(float)
        for level in np.unique(value[np.isfinite(value)]):
            for sign in (1, -1):
                there = np.isfinite(value)
                share = balanced(true[there], (sign * value[there] >= sign * level) == true[there])
                best = max(best, (f"{name} {'>=' if sign > 0 else '<='} {level:g}", share), key=lambda b: b[1])
    return best


def pooled(rows: pd.DataFrame, traits: pd.DataFrame, days: pd.DataFrame) -> pd.DataFrame:
    """Everything in one small table."""
    true = days["true"].to_numpy()
    fusion = true == FUSION
    item, share = best_item(days)
    cycles = rows["cycles"].to_numpy(bool)
    found = {
        "couples": len(rows),
        "cycling, balanced accuracy": balanced(cycles, (rows["chance_cycles"] > 0.5) == cycles),
        "cycling, balanced accuracy, true traits": balanced(
            cycles, (rows["chance_cycles_true_traits"] > 0.5) == cycles
        ),
        "phases, balanced accuracy (±1 day)": balanced(true, days["hit"].to_numpy()),
        "phases, balanced accuracy (±1 day), true traits": balanced(true, days["hit_at_truth"].to_numpy()),
        "phases, balanced accuracy, majority": 1 / len(np.unique(true)),
        "fusion or not, balanced accuracy": balanced(fusion, (days["found"] == FUSION).to_numpy() == fusion),
        "fusion or not, true traits": balanced(fusion, (days["at_truth"] == FUSION).to_numpy() == fusion),
        f"fusion or not, best item ({item}; chosen on these days)": share,
        "traits in their 90 % intervals": traits["inside"].mean(),
        "traits told by the diary": traits["told"].mean(),
        "contraction, mean": traits["contraction"].mean(),
        "log score against yesterday, mean over couples": (rows["score_theory"] - rows["score_yesterday"]).mean(),
        "log score against own mean, mean over couples": (rows["score_theory"] - rows["score_own_mean"]).mean(),
        "couples better foreseen than by yesterday": (rows["score_theory"] > rows["score_yesterday"]).mean(),
        "couples with a tail shape below .7": (rows["pareto_k"] < 0.7).mean(),
    }
    return pd.DataFrame({"quantity": list(found), "value": list(found.values())})


def main(arguments: list[str]) -> None:
    count, seed = (int(a) for a in (arguments or ["8", "11"]))
    parts: list[tuple[dict[str, Any], pd.DataFrame, pd.DataFrame]] = []
    # half of the couples cycle and come first; taken alternately, so that a run cut short has both
    couples = truths(count, seed)
    half = count // 2
    order = [i for pair in zip(range(half), range(half, count), strict=False) for i in pair]
    order += [i for i in range(count) if i not in order]
    for number in order:
        parts.append(one(couples[number], seed + number))
        rows = pd.DataFrame([row for row, _, _ in parts])
        traits, days = (pd.concat([p[k] for p in parts], ignore_index=True) for k in (1, 2))
        print(rows.iloc[-1].to_string(), flush=True)
        about = {"couples": f"{len(parts)} of {count}", "seed": seed, "day": f"steps of {_day.DT} d"}
        record("theory_recovery", rows, **about)
        record("theory_recovery_traits", traits, **about)
        record("theory_recovery_pooled", pooled(rows, traits, days), **about)
    print(pooled(rows, traits, days).to_string())


if __name__ == "__main__":
    main(sys.argv[1:])
