"""The independent twin of the fitted effects: against statsmodels, against simulation, and what never changes it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.linalg import solve_discrete_lyapunov

from pairbond.diary import Diary, diary_from_frame
from pairbond.inference import pooled_least_squares
from pairbond.inference._expected_slopes import Design, expected
from pairbond.inference.least_squares import _basis

ITEMS = ("calm", "trust")
LAG = np.array([[0.3, 0.1, 0.05, 0.0], [0.0, 0.4, 0.0, 0.1], [0.1, 0.0, 0.2, 0.0], [0.0, 0.0, 0.0, 0.1]])
SHOCK = 0.6 * np.eye(4) + 0.4


def answers(couples: int, days: int, seed: int, missing: float = 0.0) -> np.ndarray:
    """Stationary days [couples, days, partners x items] around levels and lines of each person's own."""
    rng = np.random.default_rng(seed)
    rest = solve_discrete_lyapunov(LAG, SHOCK)
    state = rng.normal(size=(couples, 4)) @ np.linalg.cholesky(rest).T
    y = np.empty((couples, days, 4))
    for t in range(days):
        y[:, t] = state
        state = state @ LAG.T + rng.normal(size=(couples, 4)) @ np.linalg.cholesky(SHOCK).T
    y += 3 * rng.normal(size=(couples, 1, 4)) + 0.05 * rng.normal(size=(couples, 1, 4)) * np.arange(days)[:, None]
    y[np.repeat(rng.random((couples, days, 2)) < missing, 2, axis=2)] = np.nan
    return y


def diary(y: np.ndarray, distinguishable: bool = True, per_day: float = 1.0) -> Diary:
    couples, days, width = y.shape
    index = pd.MultiIndex.from_product([range(couples), range(width // 2), range(days)])
    frame = pd.DataFrame(
        {
            "couple": [f"c{c:03d}" for c, _, _ in index], "person": [f"c{c:03d}-{p}" for c, p, _ in index],
            "partner": index.get_level_values(1), "time": index.get_level_values(2) / per_day,
        }
    )  # fmt: skip
    for k, item in enumerate(ITEMS):
        frame[item] = y[:, :, k::2].transpose(0, 2, 1).ravel()
    partners = ("first", "second")[: width // 2]
    return diary_from_frame(frame, list(ITEMS), partners=partners, distinguishable=distinguishable)


def matrix(table: pd.DataFrame, column: str = "estimate") -> np.ndarray:
    size = int(np.sqrt(len(table)))
    return table[column].to_numpy().reshape(size, size)


@pytest.mark.parametrize("detrend", [False, True])
def test_the_same_as_statsmodels(detrend: bool) -> None:
    from statsmodels.api import OLS

    given = diary(answers(25, 20, seed=1, missing=0.25))
    table = pooled_least_squares(given, detrend=detrend, correct=False)
    parts = []
    for (couple, partner), rows in given.frame.groupby(["couple", "partner"]):
        for item in ITEMS:
            own = rows[["time", item]].dropna()
            line = np.polyval(np.polyfit(own["time"], own[item], int(detrend)), own["time"])
            left = own[item] - line
            parts.append(pd.DataFrame({"couple": couple, "time": own["time"], "value": left, "of": f"{partner}{item}"}))
    long = pd.concat(parts)
    wide = long.pivot(index=["couple", "time"], columns="of", values="value").reset_index()
    freedom = long.groupby(["of", "couple"]).size().sub(1 + detrend).groupby("of").sum()
    sd = np.sqrt((long["value"] ** 2).groupby(long["of"]).sum() / freedom)
    both = wide.merge(wide.assign(time=wide["time"] + 1), on=["couple", "time"], suffixes=("", "_before"))
    causes = [f"{p}{i}_before" for p in given.partners for i in ITEMS]
    for effect in (f"{p}{i}" for p in given.partners for i in ITEMS):
        rows = both.dropna(subset=[*causes, effect])
        found = OLS(rows[effect], rows[causes]).fit(cov_type="cluster", cov_kwds={"groups": rows["couple"]}, use_t=True)
        scale = np.array([sd[c.removesuffix("_before")] for c in causes]) / sd[effect]
        ours = table[(table["effect_partner"] + table["effect_item"]) == effect]
        np.testing.assert_allclose(ours["estimate"], found.params * scale, rtol=0, atol=1e-10)
        np.testing.assert_allclose(ours["se"], found.bse * scale, rtol=0, atol=1e-10)
        np.testing.assert_allclose(ours[["low", "high"]], found.conf_int(0.1).mul(scale, axis=0), rtol=0, atol=1e-10)
        assert (ours["rows"] == len(rows)).all()
        assert (ours["couples"] == rows["couple"].nunique()).all()


def test_expected_slopes_are_those_of_the_whole_covariance() -> None:
    """Against one dense covariance of all ratings of each couple, with holes and somebody who never varies."""
    rng = np.random.default_rng(2)
    couples, days, d = 3, 9, 3
    seen = rng.random((couples, days, d)) < 0.8
    seen[1, :, 2] = False
    moving = np.ones((couples, d), dtype=bool)
    moving[1, 2] = False
    basis = _basis(seen, True)
    ready = (seen | ~moving[:, None]).all(2)
    rows = (ready[:, :-1, None] & seen[:, 1:]).transpose(2, 0, 1)
    lag = np.array([[0.5, 0.1, 0.0], [-0.2, 0.3, 0.1], [0.0, 0.2, -0.4]])
    rest = solve_discrete_lyapunov(lag, np.eye(d) + 0.3)
    whole = np.zeros((days, d, days, d))
    for s in range(days):
        for u in range(days):
            ahead = np.linalg.matrix_power(lag, abs(s - u)) @ rest
            whole[s, :, u] = ahead if s >= u else ahead.T
    lagged, same = np.zeros((d, d)), np.zeros((d, d, d))
    for c in range(couples):
        take = np.stack([np.diag(1.0 * seen[c, :, a]) - basis[c, :, a] @ basis[c, :, a].T for a in range(d)])
        left = np.einsum("ars,saub,bvu->ravb", take, whole, take)
        for e in range(d):
            for r in np.flatnonzero(rows[e, c]):
                lagged[e] += left[r + 1, e, r]
                same[e] += left[r, :, r]
    slopes, square = expected(Design.of(basis, moving, rows), lag, rest)
    np.testing.assert_allclose(square, same.sum(0), atol=1e-10)
    np.testing.assert_allclose(slopes, np.stack([np.linalg.solve(same[e], lagged[e]) for e in range(d)]), atol=1e-10)


@pytest.mark.slow
@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_finds_what_was_simulated(missing: float) -> None:
    sd = np.sqrt(np.diag(solve_discrete_lyapunov(LAG, SHOCK)))
    truth = LAG * sd / sd[:, None]
    tables = [pooled_least_squares(diary(answers(60, 16, seed, missing))) for seed in range(20)]
    estimates = np.stack([matrix(t) for t in tables])
    away = (estimates.mean(0) - truth) / (estimates.std(0, ddof=1) / np.sqrt(len(tables)))
    assert np.abs(away).max() < 3.5
    assert abs(away.mean()) < 1
    inside = np.mean([(matrix(t, "low") <= truth) & (truth <= matrix(t, "high")) for t in tables])
    assert 0.85 <= inside <= 0.94
    # what the person's own mean and line do to sixteen days, if nothing is done about it
    plain = matrix(pooled_least_squares(diary(answers(60, 16, 0, missing)), correct=False))
    assert np.diag(plain - truth).mean() < -0.1


def test_units_of_answers_and_of_time_do_not_matter() -> None:
    y = answers(20, 15, seed=3, missing=0.1)
    table = pooled_least_squares(diary(y))
    np.testing.assert_allclose(matrix(pooled_least_squares(diary(100 - 7 * y))), matrix(table), atol=1e-8)
    hourly = pooled_least_squares(diary(y, per_day=24.0))
    np.testing.assert_allclose(matrix(hourly), matrix(table), atol=1e-8)
    np.testing.assert_allclose(hourly["days"], 1 / 24)
    assert (table["days"] == 1).all()


def test_partners_without_a_role_are_pooled() -> None:
    y = answers(20, 15, seed=4, missing=0.1)
    table = pooled_least_squares(diary(y, distinguishable=False))
    other = np.roll(np.arange(4), 2)
    estimate, se = matrix(table), matrix(table, "se")
    np.testing.assert_allclose(estimate[np.ix_(other, other)], estimate, atol=1e-8)
    mixed = np.where((np.arange(20) % 2 == 0)[:, None, None], y, y[:, :, other])
    np.testing.assert_allclose(matrix(pooled_least_squares(diary(mixed, False))), estimate, atol=1e-8)
    # as many independent couples as before, not twice as many
    apart = matrix(pooled_least_squares(diary(y)), "se")
    assert 0.55 < np.median(se / apart) < 0.95
    assert (table["couples"] == 20).all()


def test_who_never_varies_is_no_outcome_and_hides_nobody_else() -> None:
    y = answers(30, 20, seed=5)
    plain = matrix(pooled_least_squares(diary(y)))
    y[:3, :, 0] = 4.0
    table = pooled_least_squares(diary(y))
    assert (table.loc[table["effect_partner"].eq("first") & table["effect_item"].eq("calm"), "couples"] == 27).all()
    assert (table.loc[table["effect_partner"].eq("second"), "couples"] == 30).all()
    assert np.abs(matrix(table) - plain).max() < 0.1
    y[:, :, 0] = 4.0  # nobody in this role varies: the others are as if it had not been asked
    without = pooled_least_squares(diary(y))
    assert np.isnan(matrix(without)[0]).all()
    assert np.isnan(matrix(without)[:, 0]).all()
    y[:, :, 0] = np.nan
    unasked = pooled_least_squares(diary(y))
    np.testing.assert_allclose(matrix(unasked), matrix(without), atol=1e-8)
    assert np.isfinite(matrix(unasked)[1:, 1:]).all()


@pytest.mark.slow
def test_what_cannot_be_distinguished_is_left_open() -> None:
    y = answers(20, 15, seed=6)
    y[:, :, 2:] = y[:, :, :2]
    assert pooled_least_squares(diary(y))[["estimate", "se", "low", "high"]].isna().all(axis=None)
    assert pooled_least_squares(diary(answers(3, 3, seed=6)))["estimate"].isna().all()
    for seed in range(20):  # two couples, five days: nothing at all rather than effects of a hundred
        few = pooled_least_squares(diary(answers(2, 5, seed)))
        assert few["estimate"].isna().all() or few["se"].max() < 5


def test_one_couple_and_people_who_write_alone() -> None:
    one = pooled_least_squares(diary(answers(1, 200, seed=7)))
    assert np.isfinite(matrix(one, "se")).all()
    assert 190 <= one["couples"].iloc[0] <= 199  # its occasions are the clusters
    alone = pooled_least_squares(diary(answers(40, 30, seed=8)[:, :, :2]))
    assert len(alone) == 4
    assert set(alone["kind"]) == {"inertia", "cross"}
    assert np.isfinite(alone["se"]).all()


def test_several_entries_a_day_are_taken_by_their_usual_distance() -> None:
    given = diary(answers(20, 40, seed=9), per_day=5.0)
    frame = given.frame.copy()
    frame["time"] += np.random.default_rng(0).uniform(0, 0.02, len(frame))
    table = pooled_least_squares(replace(given, frame=frame))
    assert table["days"].iloc[0] == pytest.approx(0.2, abs=0.01)
    assert np.abs(matrix(table) - matrix(pooled_least_squares(given))).max() < 0.1
