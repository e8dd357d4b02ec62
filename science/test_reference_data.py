"""Known truth and published estimates: what must come out, and how near."""

from __future__ import annotations

import pytest

from ._results import record

pytestmark = pytest.mark.science


def test_truth_is_recovered_with_missing_covariates() -> None:
    from .dynr_recovery import WITH_CAUSES, table

    rows, p = table(WITH_CAUSES)
    record("dynr_recovery", rows, joint_p=f"{p:.4f}", covariates=" ".join(WITH_CAUSES), seed=1)
    assert rows["inside"].sum() >= 9
    assert p > 0.01


def test_published_multilevel_estimates() -> None:
    from .mlvar_reference import reference

    table, numbers, _ = reference()
    record("mlvar_reference", table, prior="weak", **numbers)
    assert 0.95 <= numbers["slope"] <= 1.05
    assert numbers["within_half_se"] >= 60
    assert numbers["spread_correlation"] >= 0.7


def test_no_influence_is_found_where_there_is_none() -> None:
    from .no_influence import REDRAWS, report

    table, clean = report(REDRAWS)
    assert table["survive_holm"][0] == 0
    assert clean >= 0.95
    # days centred on the person's own mean seem to swing back by about 1/13; random means do not
    assert table["own_lag_centred"].mean() < -0.06
    assert abs(table["own_lag_random_means"].mean()) < 0.02


def test_intervals_mean_what_they_say() -> None:
    from .calibration import REPLICATIONS, report, run

    table, seconds = run(REPLICATIONS, "quick")
    p, coverage = report(table, seconds=f"{seconds:.0f}")
    assert 0.86 <= coverage <= 0.94
    assert p > 0.01
