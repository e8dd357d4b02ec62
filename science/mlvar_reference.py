"""The discrete-time model beside a published multilevel VAR of 74 couples' daily moods (Bar-Kalifa & Sened 2020).

The published numbers are mlVAR's (lmer, one outcome at a time, uncorrelated random slopes), on ratings z-scored
within each person, lagging over consecutive days only. Ours is one joint likelihood with full same-day covariance,
every lag effect differing between couples, and days without an entry integrated out instead of dropped;
`bridging` measures what that changes.

    python -m science.mlvar_reference         # from the root of the repository
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

import pairbond
from pairbond.diary import Diary, diary_from_frame, example_diaries, example_diary
from pairbond.inference import Fit, LinearModel, fit_many

from ._results import record

REFERENCE = Path(__file__).resolve().parent.parent / "tests" / "data" / "barkalifa_sample1" / "reference_mlvar_beta.csv"
LEFT_OUT = ("214", "215", "219", "229", "266", "278")  # not in the reference fit either
ITEMS = {"anxiety": "Anx", "sadness": "Sad", "vigor": "Vig", "contentment": "Con"}
PEOPLE = ("M", "W")
VAR = LinearModel("var", means=False, trend=False, weekday=False, measurement_error=False, scaling="none")
ENOUGH = 0.5  # nats the next step of the search may still gain: nothing, spread over 164 parameters


def group() -> Diary:
    return next(d for d in map(example_diary, example_diaries()) if len(d.couples) == 80)


def z_scored(split: bool) -> Diary:
    """Single items, z-scored within person; ``split`` makes every stretch of consecutive days its own unit."""
    diary = group().with_items(list(ITEMS))
    frame = diary.select([c for c in diary.couples if c not in LEFT_OUT]).frame.copy()
    names = list(ITEMS)
    persons = frame.groupby(["couple", "partner"])[names]
    frame[names] = (frame[names] - persons.transform("mean")) / persons.transform("std")
    if split:
        gap = frame.groupby(["couple", "partner"])["time"].diff().gt(1)
        stretch = gap.groupby([frame["couple"], frame["partner"]]).cumsum().astype(int).astype(str)
        frame["couple"], frame["person"] = frame["couple"] + "." + stretch, frame["person"] + "." + stretch
    keep = frame[["couple", "person", "partner", "time", *names]]
    return diary_from_frame(keep, names, partners=diary.partners)


def lags(fit: Fit) -> pd.DataFrame:
    """Mean and sd of each population lag effect, named as in the reference."""
    names = [p.name for p in fit.layout.parameters]
    spread = dict(zip(_spread_names(fit), fit.draws["spread"].T, strict=True))
    people = zip(fit.diary.partners, PEOPLE, strict=True)
    code = {f"{who}.{item}": f"{letter}_{short}." for who, letter in people for item, short in ITEMS.items()}
    rows = []
    for effect, outcome in code.items():
        for cause, predictor in code.items():
            name = f"lag[{effect}<-{cause}]"
            draws = fit.draws["shared"][:, names.index(name)]
            sd = spread.get(f"log_sd[{name}]")
            rows.append(
                {
                    "outcome": outcome,
                    "predictor": predictor,
                    "ours": draws.mean(),
                    "ours_sd": draws.std(),
                    "ours_spread": np.nan if sd is None else float(np.exp(np.median(sd))),
                }
            )
    return pd.DataFrame(rows)


def _spread_names(fit: Fit) -> list[str]:
    from pairbond.inference._random_effects_covariance import RandomEffectsCovariance

    return RandomEffectsCovariance(fit.layout).names


def compared(fit: Fit) -> pd.DataFrame:
    return pd.read_csv(REFERENCE).merge(lags(fit), on=["outcome", "predictor"], validate="one_to_one")


def verdict(table: pd.DataFrame) -> dict[str, float]:
    """Slope of ours on the reference, effects within half a standard error, correlation of the spreads."""
    slope, intercept = np.polyfit(table["est"], table["ours"], 1)
    return {
        "slope": float(slope),
        "intercept": float(intercept),
        "correlation": float(np.corrcoef(table["est"], table["ours"])[0, 1]),
        "within_half_se": int(((table["ours"] - table["est"]).abs() <= 0.5 * table["se"]).sum()),
        "largest_gap_in_se": float(((table["ours"] - table["est"]).abs() / table["se"]).max()),
        "spread_correlation": float(np.corrcoef(table["sd"], table["ours_spread"])[0, 1]),
        "spread_rank_correlation": float(table["sd"].corr(table["ours_spread"], method="spearman")),
    }


def bridging() -> dict[str, float]:
    """One set of values for all couples: days without entry integrated out, or transitions over them dropped."""
    both = {}
    for split in (False, True):
        fit = pairbond.fit(z_scored(split), replace(VAR, units="single", prior="flat"), starts=1)
        both[split] = compared(fit)
    gap = (both[True]["ours"] - both[False]["ours"]).abs()
    found = {
        "largest_change": float(gap.max()),
        "largest_change_in_se": float((gap / both[False]["se"]).max()),
    }
    for split, table in both.items():
        v = verdict(table)
        word = "split" if split else "bridged"
        found |= {f"{word}_slope": v["slope"], f"{word}_within_half_se": v["within_half_se"]}
    return found


def reference(prior: Literal["weak", "flat"] = "weak") -> tuple[pd.DataFrame, dict[str, float], Fit]:
    """The multilevel fit beside the published one."""
    (fit,) = fit_many(
        [z_scored(split=False)],
        replace(VAR, random=("lags",), correlated=False, prior=prior),
        starts=1,
        tolerance=ENOUGH,
        progress=lambda words: print(words, file=sys.stderr, flush=True),
    )
    table = compared(fit)
    return table, verdict(table), fit


def without_logarithm() -> tuple[pd.DataFrame, float]:
    """One-day lag matrix of each couple (medians) on the two composites, and the share without a real logarithm.

    A real matrix with distinct eigenvalues has a real logarithm if and only if none of them is negative and real:
    days of such a couple swing to the other side each day, which no first-order flow can do.
    """
    from pairbond.inference._posterior import matrices

    fit = pairbond.fit(group(), LinearModel("var", random=("mean", "lags", "variability")), starts=1)
    draws = fit.draws["phi"]
    m, n, size = draws.shape
    lag = np.median(matrices(fit.layout, draws.reshape(m * n, size))[0].reshape(m, n, 4, 4), axis=0)
    roots = np.linalg.eigvals(lag)
    negative = ((np.abs(roots.imag) < 1e-9) & (roots.real < 0)).sum(1)
    table = pd.DataFrame({"couple": fit.responses.couples, "negative_real_eigenvalues": negative})
    table["smallest_real_part"] = roots.real.min(1)
    return table, float((negative > 0).mean())


def composites() -> pd.DataFrame:
    """`ct-var` on the two composites a partner: effects over a day in the average couple."""
    fit = pairbond.fit(group(), starts=1)
    return fit.effects[fit.effects["days"] == 1]


def main(parts: list[str]) -> None:
    start = time.perf_counter()
    if "bridging" in parts:
        found = bridging()
        print(found, time.perf_counter() - start, flush=True)
        record("mlvar_bridging", pd.DataFrame([found]))
    if "composites" in parts:
        table = composites()
        print(table.round(3).to_string(), time.perf_counter() - start, flush=True)
        record("mlvar_composites_ct", table)
    if "logarithm" in parts:
        table, share = without_logarithm()
        print(share, time.perf_counter() - start, flush=True)
        record("mlvar_no_logarithm", table, share=share)
    if "reference" in parts:
        table, numbers, fit = reference()
        print(numbers, fit.diagnostics, fit.timing, time.perf_counter() - start, flush=True)
        record("mlvar_reference", table, prior="weak", **numbers)


if __name__ == "__main__":
    main(sys.argv[1:] or ["bridging", "composites", "logarithm", "reference"])
