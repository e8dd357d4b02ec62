"""No lagged influence is found where there is none.

The simulated diaries of dyadMLM (`sim_dyadmlm_ild`: 3 compositions of 120 couples, 14 days, closeness and support)
hold same-day effects only; whatever carries over from one day to the next is an error of the method. In each
composition the lag-one effects of a partner on the other are 2 items × 2 items × 2 directions = 8 cells, 24 in all,
taken as one family (Holm, 5 %). Partners of the same gender are told apart by their order in the file, so that both
directions are tested.

Own lags show the centring bias: subtracting each person's own mean of 14 days makes their days look as if they swung
back, by about -1/13; a model with random means has no such bias. Both are in the table.

    python -m science.no_influence 200          # from the root of the repository
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import norm

from pairbond.diary import Diary, diary_from_frame
from pairbond.inference import Fit, LinearModel, fit, fit_many

from ._results import record

FILE = Path(__file__).resolve().parent.parent / "tests" / "data" / "sim_dyadmlm_ild" / "data.csv.gz"
COUPLES, DAYS, SEED, LEVEL, REDRAWS, BATCH = 120, 14, 11, 0.05, 200, 10
ITEMS = ("closeness", "support")
MODEL = LinearModel("var", random=("mean",), weekday=False)
# intercept, day, between actor, between partner, within actor, within partner (data-raw/dyads.R; see SOURCE.md)
WOMAN_OF_MAN, MAN_OF_WOMAN = (5.50, 0.012, 1.35, 0.45, 0.40, 0.18), (4.65, -0.006, 1.00, 0.25, 0.22, 0.08)
WOMAN_OF_WOMAN, MAN_OF_MAN = (5.40, 0.010, 1.15, 0.35, 0.27, 0.21), (4.35, -0.002, 0.90, 0.22, 0.20, 0.07)
COMPOSITIONS = {
    "female_x_male": (WOMAN_OF_MAN, MAN_OF_WOMAN),
    "female_x_female": (WOMAN_OF_WOMAN, WOMAN_OF_WOMAN),
    "male_x_male": (MAN_OF_MAN, MAN_OF_MAN),
}
SHARED, DIFFERENCE = (0.70, 0.24, 0.20), (0.50, 0.30, -0.15)  # sd of intercept, of actor slope, correlation
RESIDUAL = (0.60, 0.42)
# SOURCE.md does not say how support was drawn: means and covariances as in the file (between persons, within)
SUPPORT_MEAN = {"female_x_male": (5.0, 4.8), "female_x_female": (5.2, 5.2), "male_x_male": (4.45, 4.45)}
SUPPORT_BETWEEN, SUPPORT_WITHIN = (0.69, 0.32), (0.50, 0.11)


def draw(composition: str, rng: np.random.Generator) -> Diary:
    """One composition from the generator: ratings [couple, day, partner], independent from day to day."""
    n, t = COUPLES, DAYS

    def both(variance: float, cov: float, *size: int) -> np.ndarray:
        return rng.multivariate_normal([0, 0], [[variance, cov], [cov, variance]], size=size)

    def members(part: tuple[float, float, float]) -> np.ndarray:
        a, b, r = part
        return rng.multivariate_normal([0, 0], [[a**2, r * a * b], [r * a * b, b**2]], size=n)

    shared, difference = members(SHARED), members(DIFFERENCE)
    sign = np.array([1.0, -1.0])
    own = shared[:, None] + sign[None, :, None] * difference[:, None]  # couple, partner, (intercept, slope)
    between, within = both(*SUPPORT_BETWEEN, n), both(*SUPPORT_WITHIN, n, t)
    residual = rng.normal(0, RESIDUAL[0], (n, t, 1)) + sign * rng.normal(0, RESIDUAL[1], (n, t, 1))
    b = np.array(COMPOSITIONS[composition])
    closeness = (
        b[:, 0] + own[:, None, :, 0] + b[:, 1] * np.arange(t)[None, :, None]
        + (b[:, 2] * between + b[:, 3] * between[:, ::-1])[:, None]
        + (b[:, 4] + own[:, None, :, 1]) * within + b[:, 5] * within[:, :, ::-1] + residual
    )  # fmt: skip
    support = np.array(SUPPORT_MEAN[composition]) + between[:, None] + within
    c, d, p = (x.ravel() for x in np.meshgrid(range(n), range(t), range(2), indexing="ij"))
    frame = pd.DataFrame({"couple": c.astype(str), "partner": p, "time": d})
    frame["person"] = frame["couple"] + "-" + frame["partner"].astype(str)
    return _diary(frame.assign(closeness=closeness.ravel(), support=support.ravel()))


def from_file(composition: str) -> Diary:
    raw = pd.read_csv(FILE)
    raw = raw[raw["dyad_composition"] == composition]
    partner = (raw["personID"] != raw.groupby("coupleID")["personID"].transform("min")).astype(int)
    columns = {"coupleID": "couple", "personID": "person", "diaryday": "time", "provided_support": "support"}
    frame = raw.rename(columns=columns).assign(partner=partner)
    return _diary(frame.astype({"couple": str, "person": str})[["couple", "person", "partner", "time", *ITEMS]])


def _diary(frame: pd.DataFrame) -> Diary:
    return diary_from_frame(frame, list(ITEMS), partners=("first", "second"))


def cells(result: Fit) -> pd.DataFrame:
    """The eight partner cells and the four own lags: estimate, standard error, two-sided p."""
    sd = result.draws["shared"].std(0)
    rows = []
    for i, parameter in enumerate(result.layout.parameters):
        partner = parameter.cause // len(ITEMS) != parameter.effect // len(ITEMS)
        if parameter.kind == "inertia" or (parameter.kind == "influence" and partner):
            row = {"cell": parameter.name, "kind": "partner" if partner else "own"}
            rows.append({**row, "estimate": result.posterior.mode["shared"][i], "se": sd[i]})
    table = pd.DataFrame(rows)
    return table.assign(p=2 * norm.sf(np.abs(table["estimate"]) / table["se"]))


def holm(p: np.ndarray, level: float = LEVEL) -> np.ndarray:
    """Which hypotheses Holm's procedure rejects."""
    order = np.argsort(p)
    passes = p[order] <= level / np.arange(len(p), 0, -1)
    rejected = np.zeros(len(p), dtype=bool)
    rejected[order[: len(p) if passes.all() else int(np.argmin(passes))]] = True
    return rejected


def centred_own_lag(diary: Diary) -> float:
    """Mean own lag of least squares on days centred on each person's own mean, for comparison."""
    slopes = []
    for item in ITEMS:
        day = diary.frame.pivot(index="person", columns="time", values=item).to_numpy()
        day = day - day.mean(1, keepdims=True)
        slopes.append((day[:, 1:] * day[:, :-1]).sum() / (day[:, :-1] ** 2).sum())
    return float(np.mean(slopes))


def run(redraws: int) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """After each batch: cells of the file; one row a re-draw so far (0 is the file)."""
    files = {c: from_file(c) for c in COMPOSITIONS}
    first = {c: fit(diary, MODEL, starts=1, draws=1000) for c, diary in files.items()}
    of_file = pd.concat([cells(one).assign(composition=c) for c, one in first.items()], ignore_index=True)
    rows = [_row(0, of_file, list(files.values()))]
    for at in range(1, redraws + 1, BATCH):
        which = range(at, min(at + BATCH, redraws + 1))
        drawn = {c: [draw(c, np.random.default_rng([SEED, k, r])) for r in which] for k, c in enumerate(COMPOSITIONS)}
        fits = {c: fit_many(drawn[c], begin=first[c]) for c in COMPOSITIONS}
        for i, r in enumerate(which):
            table = pd.concat([cells(fits[c][i]) for c in COMPOSITIONS], ignore_index=True)
            rows.append(_row(r, table, [drawn[c][i] for c in COMPOSITIONS]))
        yield of_file, pd.DataFrame(rows)


def _row(redraw: int, table: pd.DataFrame, diaries: list[Diary]) -> dict[str, float]:
    partner, own = table[table["kind"] == "partner"], table[table["kind"] == "own"]
    assert len(partner) == 24
    return {
        "redraw": redraw,
        "survive_holm": int(holm(partner["p"].to_numpy()).sum()),
        "smallest_p": float(partner["p"].min()),
        "below_5_percent": int((partner["p"] < LEVEL).sum()),
        "own_lag_random_means": float(own["estimate"].mean()),
        "own_lag_centred": float(np.mean([centred_own_lag(d) for d in diaries])),
    }


def report(redraws: int) -> tuple[pd.DataFrame, float]:
    """Write the tables after each batch; returns the re-draws and the share without any surviving cell."""
    table, clean = pd.DataFrame(), np.nan
    for of_file, table in run(redraws):
        clean = float((table.loc[table["redraw"] > 0, "survive_holm"] == 0).mean())
        record("no_influence_file", of_file)
        record("no_influence_redraws", table, redraws=len(table) - 1, share_without_any=clean, seed=SEED)
    return table, clean


def main(redraws: int) -> None:
    table, clean = report(redraws)
    print(table.describe().round(4).to_string())
    print("file:", int(table["survive_holm"][0]), "survive; share of re-draws without any:", clean)


if __name__ == "__main__":
    main(int(sys.argv[1]))
