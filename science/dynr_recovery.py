"""Known truth with ratings and covariates missing at random: a lag-one model of wife and husband (dynr's VARsim).

    wp = a wp' + b hp' + c ca + d cn + e1,    hp = a1 hp' + b1 wp' + c1 ca + d1 cn + e2     (' = the day before)

The covariates are modelled jointly with the ratings, so that a missing one is integrated out. Whether a cell is
missing depends on x1 and x2, which are always there; they belong to the model, as they tell about the values of a
missing cell (`related` measures that: x1 and cn correlate .9). Beside it: the same without them, and least squares on
the rows that are complete with the row before.

    python -m science.dynr_recovery         # from the root of the repository
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import chi2

import pairbond
from pairbond.diary import Diary, read_diary
from pairbond.inference import Fit, LinearModel

from ._results import record

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data" / "sim_dynr_var_dyad"
COVARIATES = ("ca", "cn")
# order: wp then hp (MILinearDiscrete.R of dynr; see SOURCE.md)
TRUTH = {
    "wp<-wp": 0.4, "wp<-hp": -0.3, "hp<-wp": -0.2, "hp<-hp": 0.3,
    "wp<-ca": 0.3, "wp<-cn": -0.5, "hp<-ca": 0.3, "hp<-cn": -0.4,
    "var wp": 1.0, "cov": 0.3, "var hp": 1.0,
}  # fmt: skip


def diary(covariates: tuple[str, ...]) -> Diary:
    whole = read_diary(FOLDER)
    drop = [c for c in whole.covariates if c not in covariates]
    return replace(whole, covariates=covariates, frame=whole.frame.drop(columns=drop))


def model(covariates: tuple[str, ...]) -> Fit:
    return pairbond.fit(
        diary(covariates),
        LinearModel("var", units="single", scaling="none", prior="flat", trend=False, weekday=False),
        starts=1, draws=4000, seed=1,
    )  # fmt: skip


def natural(fit: Fit) -> np.ndarray:
    """Posterior draws [draws, 11] of what TRUTH lists, in its order."""
    names = [p.name for p in fit.layout.parameters]
    draws = dict(zip(names, fit.draws["shared"].T, strict=True))
    w, h = "wife.score", "husband.score"
    effects = [draws[f"lag[{e}<-{c}]"] for e in (w, h) for c in (w, h)]
    effects += [draws[f"input[{e}<-{c}]"] for e in (w, h) for c in COVARIATES]
    shocks = fit.draws["phi"][:, 0]  # one set of values: any couple's
    from pairbond.inference._posterior import matrices

    sigma = matrices(fit.layout, shocks)[1]
    return np.column_stack([*effects, sigma[:, 0, 0], sigma[:, 1, 0], sigma[:, 1, 1]])


def complete_rows() -> tuple[np.ndarray, np.ndarray]:
    """Least squares on rows complete with the row before: estimates and standard errors in TRUTH's order."""
    wide = pd.read_csv(FOLDER / "data.csv.gz")
    before = wide.groupby("ID")[["wp", "hp"]].shift(1).add_suffix("_before")
    rows = pd.concat([wide, before], axis=1).dropna()
    x = np.column_stack([np.ones(len(rows)), rows[["wp_before", "hp_before", "ca", "cn"]]])
    y = rows[["wp", "hp"]].to_numpy()
    beta, *_ = np.linalg.lstsq(x, y, rcond=None)
    rest = y - x @ beta
    n = len(rows) - x.shape[1]
    sigma = rest.T @ rest / n
    se = np.sqrt(np.outer(np.diag(np.linalg.inv(x.T @ x)), np.diag(sigma)))
    pick = [(1, 0), (2, 0), (1, 1), (2, 1), (3, 0), (4, 0), (3, 1), (4, 1)]
    v = [(0, 0), (1, 0), (1, 1)]
    spread = [np.sqrt((sigma[i, i] * sigma[j, j] + sigma[i, j] ** 2) / n) for i, j in v]
    return (
        np.array([beta[p] for p in pick] + [sigma[i] for i in v]),
        np.array([se[p] for p in pick] + spread),
    )


def related() -> pd.DataFrame:
    """Correlations of x1 and x2 with the values and with their being missing."""
    wide = pd.read_csv(FOLDER / "data.csv.gz")
    rows = []
    for name in ("ca", "cn", "wp", "hp"):
        for x in ("x1", "x2"):
            rows.append(
                {
                    "column": name,
                    "with": x,
                    "correlation_with_value": wide[name].corr(wide[x]),
                    "correlation_with_missing": wide[name].isna().astype(float).corr(wide[x]),
                }
            )
    return pd.DataFrame(rows)


def table(covariates: tuple[str, ...] = COVARIATES) -> tuple[pd.DataFrame, float]:
    """One row a quantity; and p of the joint χ² test that all eleven are the truth."""
    draws = natural(model(covariates))
    truth = np.array(list(TRUTH.values()))
    low, high = np.quantile(draws, [0.025, 0.975], axis=0)
    away = draws.mean(0) - truth
    joint = float(away @ np.linalg.solve(np.cov(draws.T), away))
    ols, se = complete_rows()
    rows = pd.DataFrame({"quantity": list(TRUTH), "truth": truth, "mean": draws.mean(0), "sd": draws.std(0)})
    rows = rows.assign(low95=low, high95=high, inside=(low <= truth) & (truth <= high))
    rows = rows.assign(listwise=ols, listwise_se=se, listwise_inside=np.abs(ols - truth) <= 1.96 * se)
    return rows, float(chi2.sf(joint, len(truth)))


WITH_CAUSES = ("ca", "cn", "x1", "x2")  # what decides which cells are missing belongs to the model


def main() -> None:
    about = related()
    print(about.round(3).to_string())
    record("dynr_missing", about)
    for name, covariates in (("dynr_recovery", WITH_CAUSES), ("dynr_recovery_two_covariates", COVARIATES)):
        rows, p = table(covariates)
        print(rows.round(3).to_string(), "\njoint p", p, flush=True)
        record(name, rows, joint_p=f"{p:.4f}", covariates=" ".join(covariates), seed=1)


if __name__ == "__main__":
    main()
