"""The priors as a reader would state them, against an independent reckoning, and what they predict of a diary."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.linalg import solve_discrete_lyapunov

from pairbond.diary import Diary, diary_from_frame
from pairbond.errors import PairbondError
from pairbond.inference import LinearModel, prior_predictive, prior_table
from pairbond.inference.linear_model import Kind

QUANTILES = ["q05", "q50", "q95"]


def written(step: float, irregular: bool = False) -> Diary:
    """Five couples, 20 entries a person on a scale from 0 to 10, ``step`` days apart."""
    rng = np.random.default_rng(4)
    rows = [
        {"couple": f"c{c}", "person": f"c{c}{p}", "partner": p, "calm": float(rng.integers(0, 11)),
         "time": step * (t + (0.25 * (t % 3) if irregular else 0))}
        for c in range(5) for p in (0, 1) for t in range(20)
    ]  # fmt: skip
    return diary_from_frame(pd.DataFrame(rows), ["calm"], partners=("ann", "ben"), distinguishable=True)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return prior_table(written(1.0)).set_index(["level", "quantity"])


def test_what_the_parameters_imply_agrees_with_an_independent_reckoning(table: pd.DataFrame) -> None:
    """Two autoregressions drawn from the normal priors that the table names; those that explode are left out."""
    rng = np.random.default_rng(1)
    found = []
    while len(found) < 3000:
        lag = np.diag(rng.normal(0.3, 0.3, 2))
        lag[0, 1], lag[1, 0] = rng.normal(0, 0.3, 2)
        if np.abs(np.linalg.eigvals(lag)).max() >= 1:
            continue
        sd, raw = 0.9 * np.exp(rng.normal(0, 0.5, 2)), rng.normal(0, 0.5)
        shock = np.outer(sd, sd) * np.array([[1, raw / np.hypot(1, raw)], [raw / np.hypot(1, raw), 1]])
        width = np.sqrt(np.diag(solve_discrete_lyapunov(lag, shock)))
        effect = lag * width / width[:, None]
        found.append([effect[0, 0], effect[0, 1], sd[0], raw / np.hypot(1, raw)])
    names = ["inertia", "partner effect", "residual SD", "residual correlation between partners"]
    wanted = np.quantile(found, [0.05, 0.5, 0.95], axis=0).T
    np.testing.assert_allclose(table.loc["average couple"].loc[names, QUANTILES], wanted, atol=0.06)
    correlation = 0.5 * 1.645 / np.hypot(1, 0.5 * 1.645)  # of one pair, whatever else is drawn
    assert table.loc[("average couple", names[3]), "q95"] == pytest.approx(correlation, abs=0.025)
    assert table.loc[("average couple", "inertia"), "distribution"] == "normal, mean 0.30, SD 0.30"


def test_what_is_a_parameter_itself_has_its_own_quantiles(table: pd.DataFrame) -> None:
    average, between = table.loc["average couple"], table.loc["between couples"]
    assert average.loc["person mean", QUANTILES].tolist() == pytest.approx([-1.645, 0, 1.645], abs=1e-3)
    spread = np.exp(np.log(0.12) + 0.6 * 1.645 * np.array([-1, 0, 1]))
    np.testing.assert_allclose(between.loc["SD of partner effect", QUANTILES].to_numpy(float), spread, rtol=1e-3)
    partners = between.loc["correlation of the partners’ random effects", QUANTILES]
    assert partners.tolist() == pytest.approx([-np.tanh(0.8224), 0, np.tanh(0.8224)], abs=1e-3)
    assert (table["q05"] < table["q50"]).all()
    assert (table["q50"] < table["q95"]).all()


def test_priors_are_halved_and_doubled_around_their_centres(table: pd.DataFrame) -> None:
    wide = prior_table(written(1.0), LinearModel(prior_scale=2)).set_index(["level", "quantity"])
    exact = [("average couple", "linear trend"), ("average couple", "person mean")]
    np.testing.assert_allclose(
        wide.loc[exact, QUANTILES].to_numpy(float), 2 * table.loc[exact, QUANTILES].to_numpy(float)
    )
    log = [("between couples", name) for name in ("SD of inertia", "SD of person mean", "SD of log residual SD")]
    narrow = np.log(table.loc[log, QUANTILES].to_numpy(float))
    doubled = narrow[:, [1]] + 2 * (narrow - narrow[:, [1]])
    np.testing.assert_allclose(np.log(wide.loc[log, QUANTILES].to_numpy(float)), doubled)
    reach = wide.loc[("between couples", "correlation of the partners’ random effects"), "q95"]
    assert np.arctanh(reach) == pytest.approx(2 * 0.8224, abs=1e-3)


def test_a_flat_prior_has_no_table() -> None:
    for function in (prior_table, prior_predictive):
        with pytest.raises(PairbondError, match=r'^prior="flat" prefers no value'):
            function(written(1.0), LinearModel(prior="flat"))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "irregular"), [("var", False), ("ct-var", True)])
def test_what_is_predicted_is_sensible_whatever_the_unit_of_time(kind: Kind, irregular: bool) -> None:
    """Days called hours or weeks: the same couples, of which hardly any is absurd."""
    days, others = (prior_predictive(written(step, irregular), LinearModel(kind, weekday=False)) for step in (1.0, 7.0))
    pd.testing.assert_frame_equal(days, others)
    rows = days.set_index("quantity")
    sd = written(1.0).frame.groupby("person")["calm"].std().pow(2).mean() ** 0.5
    spread = rows.loc["within-person SD"]
    assert sd / 5 < spread["q05"] < spread["q50"] < 2 * sd
    assert spread["q95"] < 5 * sd
    for name in ("autocorrelation", "correlation of partners"):
        assert -1 < rows.loc[name, "q05"] < rows.loc[name, "q25"] < rows.loc[name, "q75"] < rows.loc[name, "q95"] < 1
    assert -0.1 < rows.loc["correlation of partners", "q50"] < 0.1
    assert 0.2 < rows.loc["autocorrelation", "q50"] < 0.5
    assert rows.loc["person mean", "impossible"] < 0.3
    assert rows.loc["change over the diary", "impossible"] < 0.05
    assert rows.loc["average couple without return to a mean", "impossible"] < 0.1
    assert rows.loc["couple without return to a mean", "impossible"] < 0.2
