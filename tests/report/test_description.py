"""Descriptions that need no model: the sample, notable days, stretches, the same day, levels beside others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pairbond.diary import Diary, Item, diary_from_frame
from pairbond.report._description import components, item_table, sample_of
from pairbond.report._notable import notable, stretches
from pairbond.report._together import together
from pairbond.report.concurrent import apart
from pairbond.report.level_comparison import levels
from pairbond.report.view import select_view

from ._fake import diary


def series(values: dict[str, dict[str, np.ndarray]], higher: str = "better") -> Diary:
    """A diary of one couple from person -> item -> daily ratings."""
    rows = [
        {"person": who, "time": float(day), **{item: v[day] for item, v in items.items()}}
        for who, items in values.items()
        for day in range(len(next(iter(items.values()))))
    ]
    names = list(next(iter(values.values())))
    return diary_from_frame(pd.DataFrame(rows), [Item(n, low=-10, high=10, higher=higher) for n in names])  # type: ignore[arg-type]


def test_counts_compliance_and_missing_ratings_are_those_of_the_table() -> None:
    asked = diary(3, days=10)
    frame = asked.frame.copy()
    frame.loc[frame.index[:5], "warmth"] = np.nan
    asked = replace(asked, frame=frame)
    found = sample_of(asked, asked.items)
    assert (found.couples, found.persons, found.entries) == (3, 6, len(frame))
    span = frame.groupby("couple")["time"].agg(lambda t: t.max() - t.min() + 1)
    assert found.compliance == pytest.approx(len(frame) / (2 * span.sum()))
    pairs = sum((np.diff(np.sort(t)) == 1).sum() for _, t in frame.groupby(["couple", "partner"])["time"])
    assert found.pairs == pairs
    table = item_table(asked, asked.items, asked.partners, pooled=True).set_index("item")
    assert table.loc["warmth", "missing"] == pytest.approx(5 / len(frame))
    assert table.loc["sadness", "missing"] == 0


def test_variance_components_are_recovered() -> None:
    rng = np.random.default_rng(2)
    person = np.repeat(np.arange(400), rng.integers(5, 30, 400))
    values = rng.normal(0, 1.5, 400)[person] + rng.normal(0, 2.0, len(person))
    within, between, icc = components(pd.Series(values).groupby(person))
    assert within == pytest.approx(2.0, rel=0.05)
    assert between == pytest.approx(1.5, rel=0.12)
    assert icc == pytest.approx(1.5**2 / (1.5**2 + 2.0**2), abs=0.05)


def test_a_planted_day_and_planted_weeks_stand_out() -> None:
    rng = np.random.default_rng(0)
    calm = rng.normal(0, 0.5, 40)
    calm[5:12] += 1.5
    calm[25:32] -= 1.5
    calm[17] = 6.0
    asked = series({"Ana": {"calm": calm}})
    first = notable(asked, asked.items)[0]
    assert (first.day, first.partner, first.item) == (18, "Ana", "calm")
    assert first.far == pytest.approx((6.0 - calm.mean()) / calm.std(ddof=1))
    calm[17] = 0.0
    for higher, planted in (("better", ((6, 12), (26, 32))), ("worse", ((26, 32), (6, 12)))):
        asked = series({"Ana": {"calm": calm}}, higher)
        found = stretches(asked, asked.items)
        assert found is not None
        best, worst, length = found
        assert length == 7
        assert ((best.first, best.last), (worst.first, worst.last)) == planted
    assert stretches(series({"Ana": {"calm": calm}}, "neither"), asked.items[:0]) is None


@pytest.mark.slow
def test_series_with_carry_over_that_have_nothing_in_common_keep_the_level() -> None:
    rng = np.random.default_rng(1)
    outside = 0
    for _ in range(150):
        x = np.zeros((60, 2))
        for t in range(1, 60):
            x[t] = 0.6 * x[t - 1] + rng.normal(size=2)
        asked = series({"Ana": {"calm": x[:, 0]}, "Ben": {"calm": x[:, 1]}})
        [row] = together(asked, asked.items).to_dict("records")
        outside += row["q05"] > 0 or row["q95"] < 0
        assert (row["tail"] < 0.1) == (row["q05"] > 0 or row["q95"] < 0) or abs(row["tail"] - 0.1) < 0.02
    # three standard errors above one in ten; read as independent days, more than one in five would be
    assert outside / 150 < 0.10 + 3 * np.sqrt(0.1 * 0.9 / 150)


def test_how_far_apart_two_rated_the_same_day() -> None:
    ana, ben = np.array([1.0, 2, 3, 4] * 5), np.array([2.0, 2, 2, 2] * 5)
    view = select_view(series({"Ana": {"calm": ana}, "Ben": {"calm": ben}}), None, None, None)
    [row] = apart(view).to_dict("records")
    assert (row["both"], row["first"], row["second"], row["apart"]) == (20, 10, 5, 1.0)


def test_a_level_is_placed_among_the_same_role_of_the_others() -> None:
    asked = diary(8)
    table = levels(select_view(asked, None, None, "c3"), asked).set_index(["partner", "item"])
    means = asked.frame.groupby(["couple", "partner"])["sadness"].mean().xs("man", level="partner")
    row = table.loc[("man", "sadness")]
    assert row["level"] == pytest.approx(means["c3"])
    assert row["lower"] == int((means.drop("c3") < means["c3"]).sum())
    assert row["others"] == 7
