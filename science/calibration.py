"""Simulation-based calibration of the quick fit of `ct-var` (Talts et al. 2018, arXiv:1804.06788).

Parameters are drawn from the model's own weak prior, couples' values from their spread, and diaries are written by
code that shares nothing with the fit but the names of the parameters: scipy's matrix exponential and Lyapunov
solver. If draws of the posterior are what they claim, the rank of the true value among them is uniform.

A draw is rejected as a whole when the average couple or any couple would not return to its mean, which the fit
assumes as well.

    python -m science.calibration 40              # from the root of the repository
    python -m science.calibration 65 normal       # the normal curve over the mode; written to calibration_normal*.csv
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.linalg import cholesky, expm, solve_continuous_lyapunov
from scipy.stats import chi2, norm, rankdata

import pairbond
from pairbond.diary import Diary, diary_from_frame
from pairbond.inference import Fit, LinearModel, fit_many

from ._results import record

COUPLES, DAYS, ITEMS, PARTNERS = 12, 20, ("calm", "closeness"), ("first", "second")
BINS = 10
TREND_DAYS = 30.0
FASTEST = 24.0
SEED, REPLICATIONS, BATCH = 7, 200, 13
LABELS = [f"{who}.{item}" for who in PARTNERS for item in ITEMS]
MODEL, SETTINGS = LinearModel("ct-var", scaling="none"), {"starts": 1, "draws": 400}


@dataclass(frozen=True)
class Prior:
    """Names, locations and scales of shared parameters and spreads, as the fitted model states them."""

    shared: list[str]
    loc: np.ndarray
    scale: np.ndarray
    random: list[str]
    spreads: list[str]
    spread_loc: np.ndarray
    spread_scale: np.ndarray


@dataclass(frozen=True)
class Truth:
    shared: np.ndarray
    spread: np.ndarray
    phi: list[dict[str, float]]


def prior() -> Prior:
    """Read names and prior off a layout; what the numbers *mean* is written anew below."""
    from pairbond.inference._random_effects_covariance import RandomEffectsCovariance

    rng = np.random.default_rng(0)
    frame = _frame("0", rng.normal(size=(DAYS, len(LABELS))))
    both = pd.concat([frame, frame.assign(couple="1", person=frame["person"] + "b")])
    layout = pairbond.fit(diary_from_frame(both, list(ITEMS), partners=PARTNERS), MODEL, starts=1, draws=50).layout
    spread = RandomEffectsCovariance(layout)
    return Prior(
        [p.name for p in layout.parameters], layout.loc, layout.scale,
        [layout.parameters[i].name for i in layout.random_index], spread.names, spread.loc, spread.scale,
    )  # fmt: skip


def draw(rng: np.random.Generator, p: Prior) -> Truth:
    """Shared values, spreads and every couple's values, redrawn together until all couples are stable."""
    while True:
        shared, spread = rng.normal(p.loc, p.scale), rng.normal(p.spread_loc, p.spread_scale)
        root = cholesky(_spread_covariance(p, dict(zip(p.spreads, spread, strict=True))), lower=True)
        average = dict(zip(p.shared, shared, strict=True))
        phi = []
        for _ in range(COUPLES):
            own = dict(average)
            for name, b in zip(p.random, root @ rng.normal(size=len(p.random)), strict=True):
                own[name] += b
            phi.append(own)
        if all(np.linalg.eigvals(drift(x)).real.max() < 0 for x in [average, *phi]):
            return Truth(shared, spread, phi)


def _spread_covariance(p: Prior, spread: dict[str, float]) -> np.ndarray:
    sd = np.exp([spread[f"log_sd[{name}]"] for name in p.random])
    r = np.eye(len(p.random))
    for i, a in enumerate(p.random):
        for j, b in enumerate(p.random):
            if f"corr[{a}, {b}]" in spread:
                r[i, j] = r[j, i] = np.tanh(spread[f"corr[{a}, {b}]"])
    return r * np.outer(sd, sd)


def rate(x: dict[str, float], label: str) -> float:
    """Return to the mean a day; rates level off at FASTEST."""
    own = np.exp(x[f"log_rate[{label}]"])
    return own / (1 + own / FASTEST)


def drift(x: dict[str, float]) -> np.ndarray:
    return np.array([[-rate(x, e) if e == c else x[f"drift[{e}<-{c}]"] for c in LABELS] for e in LABELS])


def shock(x: dict[str, float]) -> np.ndarray:
    """Covariance of shocks: variability v alone at rate r means a shock of v √(2 r) per √day."""
    low = np.eye(len(LABELS))
    for i, a in enumerate(LABELS):
        for j, b in enumerate(LABELS[:i]):
            low[i, j] = x[f"shock_corr[{a},{b}]"]
        low[i] /= np.linalg.norm(low[i])
    sd = np.array([np.exp(x[f"log_variability[{a}]"]) * np.sqrt(2 * rate(x, a)) for a in LABELS])
    return (low @ low.T) * np.outer(sd, sd)


def noise(x: dict[str, float]) -> np.ndarray:
    sd = np.array([np.exp(x[f"log_noise[{a}]"] + x[f"log_variability[{a}]"]) for a in LABELS])
    r = np.eye(len(LABELS))
    for k, item in enumerate(ITEMS):
        r[k, k + len(ITEMS)] = r[k + len(ITEMS), k] = np.tanh(x[f"shared_noise[{item}]"])
    return r * np.outer(sd, sd)


def write(rng: np.random.Generator, truth: Truth) -> Diary:
    """Answers of all couples on days 0 … DAYS-1."""
    frames = []
    for c, x in enumerate(truth.phi):
        a, g = drift(x), shock(x)
        rest = solve_continuous_lyapunov(a, -g)
        step = expm(a)
        root = cholesky(rest - step @ rest @ step.T, lower=True)
        state = cholesky(rest, lower=True) @ rng.normal(size=len(LABELS))
        error = cholesky(noise(x), lower=True)
        level = np.array([x[f"mean[{n}]"] for n in LABELS])
        slope = np.array([x[f"trend[{n}]"] for n in LABELS]) / TREND_DAYS
        y = np.zeros((DAYS, len(LABELS)))
        for day in range(DAYS):
            y[day] = level + slope * (day - (DAYS - 1) / 2) + state + error @ rng.normal(size=len(LABELS))
            state = step @ state + root @ rng.normal(size=len(LABELS))
        frames.append(_frame(str(c), y))
    return diary_from_frame(pd.concat(frames, ignore_index=True), list(ITEMS), partners=PARTNERS)


def _frame(couple: str, y: np.ndarray) -> pd.DataFrame:
    k = len(ITEMS)
    parts = [
        pd.DataFrame({"couple": couple, "person": f"{couple}-{p}", "partner": p, "time": np.arange(len(y))}).assign(
            **{item: y[:, p * k + i] for i, item in enumerate(ITEMS)}
        )
        for p in range(len(PARTNERS))
    ]
    return pd.concat(parts, ignore_index=True)


def ranks(fit: Fit, truth: Truth) -> tuple[np.ndarray, np.ndarray]:
    """Share of draws below the true value (0 … 1), and whether the middle 90 % of the draws holds it."""
    draws = np.concatenate([fit.draws["shared"], fit.draws["spread"]], 1)
    true = np.concatenate([truth.shared, truth.spread])
    low, high = np.quantile(draws, [0.05, 0.95], axis=0)
    return (draws < true).mean(0), (low <= true) & (true <= high)


def run(replications: int, method: str, progress: Callable[[str], None] | None = None) -> tuple[pd.DataFrame, float]:
    """One row a replication and parameter; seconds of the fits. Replication r has its own seed."""
    p, tables = prior(), []
    start = time.perf_counter()
    for first in range(0, replications, BATCH):
        which = range(first, min(first + BATCH, replications))
        made = []
        for r in which:
            rng = np.random.default_rng([SEED, r])
            truth = draw(rng, p)
            made.append((truth, write(rng, truth)))
        fits = fit_many([diary for _, diary in made], method=method, model=MODEL, progress=progress, **SETTINGS)
        for r, fit, (truth, _) in zip(which, fits, made, strict=True):
            tables.append(_rows(fit, truth).assign(replication=r))
    return pd.concat(tables, ignore_index=True), time.perf_counter() - start


def _rows(fit: Fit, truth: Truth) -> pd.DataFrame:
    rank, inside = ranks(fit, truth)
    draws = np.concatenate([fit.draws["shared"], fit.draws["spread"]], 1)
    z = (np.concatenate([truth.shared, truth.spread]) - draws.mean(0)) / draws.std(0)
    kinds = fit.parameters[["name", "kind"]]
    return kinds.assign(rank=rank, inside=inside, z=z, converged=fit.diagnostics["converged"])


def _statistic(rank: np.ndarray) -> np.ndarray:
    """Pearson's χ² of each parameter's ranks [R, P] in equal bins."""
    n = len(rank)
    counts = np.stack([((rank >= b / BINS) & (rank < (b + 1) / BINS)).sum(0) for b in range(BINS)])
    return ((counts - n / BINS) ** 2 / (n / BINS)).sum(0)


def joint_test(table: pd.DataFrame, simulations: int = 4000) -> tuple[float, float]:
    """One test over all parameters: the sum of their χ² against its distribution under uniform ranks.

    Ranks of different parameters in one replication depend on each other, so the null distribution is drawn from
    uniform margins under a Gaussian copula with the correlations seen.
    """
    wide = table.pivot(index="replication", columns="name", values="rank").to_numpy()
    rank = np.clip(wide, 0, 1 - 1e-9)
    n, k = rank.shape
    scores = norm.ppf((rankdata(wide, axis=0) - 0.5) / n)
    root = np.linalg.cholesky(0.95 * np.corrcoef(scores.T) + 0.05 * np.eye(k))
    rng = np.random.default_rng(SEED)
    null = [_statistic(norm.cdf(rng.normal(size=(n, k)) @ root.T)).sum() for _ in range(simulations)]
    total = float(_statistic(rank).sum())
    return total, float((1 + np.sum(np.array(null) >= total)) / (1 + simulations))


def by_parameter(table: pd.DataFrame) -> pd.DataFrame:
    def one(rows: pd.DataFrame) -> pd.Series:
        statistic = float(_statistic(np.clip(rows[["rank"]].to_numpy(), 0, 1 - 1e-9))[0])
        return pd.Series(
            {
                "coverage90": rows["inside"].mean(),
                "mean_rank": rows["rank"].mean(),
                "sd_rank_over_uniform": rows["rank"].std() * np.sqrt(12),
                "mean_z": rows["z"].mean(),
                "sd_z": rows["z"].std(),
                "p_uniform": chi2.sf(statistic, BINS - 1),
            }
        )

    return table.groupby(["kind", "name"], sort=False)[["rank", "inside", "z"]].apply(one).reset_index()


def by_kind(table: pd.DataFrame) -> pd.DataFrame:
    spreads = "spread " + table["name"].str.extract(r"^(\w+)\[(\w+)").agg(" ".join, axis=1)
    kind = table["kind"].where(table["kind"] != "spread", spreads)
    grouped = table.assign(kind=kind).groupby("kind", sort=False)
    return grouped.agg(
        parameters=("name", "nunique"), coverage90=("inside", "mean"), mean_rank=("rank", "mean"),
        mean_z=("z", "mean"), sd_z=("z", "std"),
    ).reset_index()  # fmt: skip


def report(table: pd.DataFrame, name: str = "calibration", **about: object) -> tuple[float, float]:
    """Write the tables; returns p of the joint test and the pooled coverage of 90 % intervals."""
    total, p = joint_test(table)
    coverage = float(table["inside"].mean())
    about |= {
        "replications": table["replication"].nunique(),
        "pooled_coverage90": f"{coverage:.4f}",
        "joint_p": f"{p:.4f}",
        "sum_of_chi2": f"{total:.1f}",
        "converged": f"{table.groupby('replication')['converged'].first().mean():.3f}",
    }
    record(name, by_parameter(table), **about)
    record(f"{name}_by_kind", by_kind(table), **about)
    return p, coverage


def main(replications: int, method: str = "quick") -> None:
    table, seconds = run(replications, method, lambda words: print(words, file=sys.stderr, flush=True))
    name = "calibration" if method == "quick" else f"calibration_{method}"
    print(by_kind(table).round(3).to_string())
    print("joint p, pooled coverage:", report(table, name, seconds=f"{seconds:.0f}"))


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
