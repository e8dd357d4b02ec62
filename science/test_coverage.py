"""The tables of the coverage study count what they say, on tables made by hand; one diary goes all the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from pairbond.inference import fit
from pairbond.report.findings import findings
from pairbond.report.simultaneous import FAMILIES, examine, share
from pairbond.report.view import select_view

from . import _coverage_sets
from ._coverage_sets import MAKE, found_by_least_squares, one, page_tests
from ._runs import Done
from .coverage import by_kind, ended, false_findings, run, shifts, troubles, written

pytestmark = pytest.mark.science


def effects() -> pd.DataFrame:
    """Two diaries of four effects each: one interval misses, one finding is false, one has the wrong sign."""
    rows = []
    for replication in (0, 1):
        for cause, effect, kind, truth in ((0, 0, "inertia", 0.3), (1, 1, "inertia", 0.0), (0, 1, "reciprocal", 0.1),
                                           (1, 0, "reciprocal", 0.0)):  # fmt: skip
            rows.append(
                {
                    "replication": replication, "cause_partner": cause, "cause_item": "calm", "effect_partner": effect,
                    "effect_item": "calm", "kind": kind, "truth": truth, "error_share": 0.0, "q05": truth - 0.05,
                    "q50": truth, "q95": truth + 0.05, "sd": 0.03, "low": truth - 0.05, "high": truth + 0.05,
                    "estimate": truth, "se": 0.03, "found": truth != 0, "found_ls": truth != 0, "nothing": 0.0,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def test_coverage_counts_intervals_that_hold_the_truth() -> None:
    table = effects()
    table.loc[0, ["q05", "q50", "q95"]] = [0.31, 0.35, 0.39]
    table.loc[7, "low"] = np.nan  # least squares left it open: neither right nor wrong
    rows = by_kind(table).set_index("group")
    assert rows.loc["inertia", "coverage90"] == 0.75
    assert rows.loc["reciprocal", "coverage90"] == 1.0
    assert rows.loc["all", "coverage90"] == 0.875
    assert rows.loc["all", "coverage90_se"] == pytest.approx(np.sqrt(2) * 0.5 / 8)  # diaries, not effects, are drawn
    assert rows.loc["0.calm -> 0.calm", "bias"] == pytest.approx(0.025)
    assert rows.loc["reciprocal", "least_squares_coverage90"] == 1.0
    assert rows.loc["reciprocal", "power_alone"] == 1.0  # of the effects that are not zero
    assert set(rows["of"]) == {"all", "kind", "kind and error", "effect"}


def test_false_findings_are_counted_by_diary() -> None:
    table = effects()
    assert false_findings(table)["family_wise_false"].startswith("0.0000")
    table.loc[1, ["found", "q50"]] = [True, 0.07]  # nothing is there
    found = false_findings(table)
    assert found["family_wise_false"].startswith("0.5000")
    assert found["family_wise_false_among_true_zeros"] == "0.5000"
    assert found["diaries_with_a_true_zero"] == 2
    table.loc[6, "q50"] = -0.1  # the other sign
    assert false_findings(table)["family_wise_false"].startswith("1.0000")
    assert false_findings(table)["least_squares_family_wise_false"].startswith("0.0000")


def test_false_findings_include_differences_and_follow_the_null_value() -> None:
    gaps = pd.DataFrame({"replication": [0, 1], "truth": [0.1, 0.1], "q50": [0.2, -0.2], "found": [True, True]})
    assert false_findings(effects(), gaps)["family_wise_false"].startswith("0.5000")
    table = effects().assign(nothing=0.1)  # "less than a tenth" is right of an inertia of zero, wrong of one of .3
    table.loc[1, ["found", "q50"]] = [True, 0.05]
    assert false_findings(table.iloc[:2])["family_wise_false"].startswith("0.0000")
    table.loc[0, "q50"] = 0.05
    assert false_findings(table.iloc[:2])["family_wise_false"].startswith("1.0000")


def test_lagged_effects_are_page_tests() -> None:
    """Same tests, same verdicts as the family of a page that has all families, and the twin at the same level."""
    made = MAKE["b"](np.random.default_rng([3, 0]))
    fitted = fit(made.diary, starts=1)
    ours = page_tests(made.diary, fitted)
    page = findings(select_view(made.diary, fitted, None, None))
    missing = [replace(ours.all[0].hypothesis, family=name) for name in FAMILIES if name not in page.families]
    whole = examine([*(a.hypothesis for a in page.all), *missing])
    verdicts = [(a.key, a.significant, a.adjusted) for a in whole.all if a.hypothesis.family == "lagged"]
    assert verdicts == [(a.key, a.significant, a.adjusted) for a in ours.all]
    assert ours.share == whole.share == share()


def test_the_twin_is_tested_at_the_level_of_the_page() -> None:
    table = effects().iloc[:4].assign(couples=1000, se=1.0)
    tests = len(table) + 1  # and the difference between the two directions
    for p, significant in ((0.99 * share() / tests, True), (1.01 * share() / tests, False)):
        z = -norm.ppf(p / 2)
        rows = table.assign(estimate=[z, 0, 0, 0], low=[0.1, -1, -1, -1], high=[9, 1, 1, 1], couples=10**9)
        assert found_by_least_squares(rows).tolist() == [significant, False, False, False]


@pytest.mark.parametrize(
    ("does", "how"), [((None, ["Few days.", "No fit."]), "sentence"), (ValueError("x"), "traceback")]
)
def test_a_messy_diary_is_fitted_as_for_a_report(monkeypatch: pytest.MonkeyPatch, does: object, how: str) -> None:
    def instead(*_: object, **__: object) -> object:
        if isinstance(does, Exception):
            raise does
        return does

    monkeypatch.setattr(_coverage_sets, "fit_with_fallback", instead)
    [row] = one("messy", 1, 0, {"seed": 1})["fits"]
    assert row["ended"] == how
    assert row["sentence"] == ("Few days. No fit." if how == "sentence" else "ValueError: x")


def test_ends_shifts_and_troubles() -> None:
    fits = pd.DataFrame(
        {
            "ended": ["effects", "sentence", "traceback"], "sentence": ["", "too few days.", "ValueError: x"],
            "wall": [1.0, 2.0, 30.0], "troubles": ["floor, drop-out", "floor", "drop-out"],
        }
    )  # fmt: skip
    found = ended(fits)
    assert (found["effects"], found["sentence"], found["traceback"]) == (1, 1, 1)
    assert "1 x too few days." in found["sentences"]
    table = troubles(fits).set_index("trouble")
    assert table.loc["any"].tolist() == [1, 1, 1]
    assert table.loc["floor"].tolist() == [1, 1, 0]
    moved = pd.DataFrame({"share": [0.2, 0.2], "shift": [-0.4, 0.1], "named": 1.0, "replication": 0, "random": "mean"})
    row = shifts(moved).iloc[0]
    assert (row["largest"], row["within_quarter"], row["random"]) == (0.4, 0.5, "mean")


def test_one_diary_goes_all_the_way_and_is_not_fitted_twice(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    first = run("b", 1, seed=3, workers=1, out=tmp_path / "out", folder=tmp_path / "parts")
    text = (tmp_path / "out" / "coverage_b.csv").read_text("utf-8")
    assert "# effects: 1" in text
    assert "# commit: " in text
    assert len(first) == 9
    assert "coverage-b: 1 of 1" in capfd.readouterr().err
    again = run("b", 1, seed=3, workers=1, out=tmp_path / "out", folder=tmp_path / "parts")
    pd.testing.assert_frame_equal(again, first)
    assert "coverage-b" not in capfd.readouterr().err


def test_a_study_in_which_nothing_could_be_fitted_still_has_a_table(tmp_path: Path) -> None:
    fits = pd.DataFrame([{"replication": 0, "ended": "sentence", "sentence": "not converged.", "wall": 1.0}])
    nothing = Done({"shifts": pd.DataFrame(), "fits": fits}, 1, 1, ())
    assert written(nothing, "constant", tmp_path, {}).empty
    open_ones = effects().assign(q05=np.nan, q50=np.nan, q95=np.nan, found=False)
    nothing = Done({"effects": open_ones, "fits": fits}, 1, 1, ())
    assert written(nothing, "trend", tmp_path, {}).empty
    assert "not converged." in (tmp_path / "coverage_trend.csv").read_text("utf-8")
