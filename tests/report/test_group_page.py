"""What a researcher reads on the page of a group, number by number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

import pandas as pd
import pytest

from pairbond.diary import Diary
from pairbond.inference._not_converged import GAIN, RHAT
from pairbond.plots import Figure
from pairbond.report._contradicted import fragile
from pairbond.report._description import sample_of
from pairbond.report._group_glance import group_lines
from pairbond.report._methods_text import methods_text
from pairbond.report._write import _title
from pairbond.report.between_couples import _width
from pairbond.report.concurrent import concurrent
from pairbond.report.course import _outward, course
from pairbond.report.findings import findings, null
from pairbond.report.glance import glance
from pairbond.report.method import DIAGNOSTICS
from pairbond.report.partner_effects import partner_effects
from pairbond.report.prediction import prediction
from pairbond.report.sample import sample
from pairbond.report.simultaneous import HypothesisTest
from pairbond.report.view import View, select_view
from pairbond.report.voice import between

from ._fake import comparison, diary, fit

QUANTILES = ("q05", "q25", "q50", "q75", "q95")


@pytest.fixture(autouse=True, scope="module")
def without_pictures() -> Iterator[None]:
    def bare(name: str, draw: object, numbers: pd.DataFrame, *, title: str, note: str, alt: str) -> Figure:
        return Figure(name, title, note, alt, "", "", numbers)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("course", "influence", "scores"):
            patch.setattr(import_module(f"pairbond.plots.{name}"), "figure", bare)
        yield


def view_of(tested: Diary, **settings: Any) -> View:
    return select_view(tested, fit(tested, **settings), None, None)


def unbounded(tested: Diary) -> Diary:
    """The same diary whose mapping gives no ends of the scales."""
    ends = tested.frame[[i.name for i in tested.items]].agg(["min", "max"])  # as a diary without them is read
    items = tuple(
        replace(i, low=float(ends[i.name]["min"]), high=float(ends[i.name]["max"]), kind="continuous")
        for i in tested.items
    )
    return replace(tested, items=items, available=items)


WHO = ("woman", "man")


def set_effect(
    table: pd.DataFrame, cause: tuple[int, str], effect: tuple[int, str], middle: float, half: float
) -> None:
    """One effect, over all lags, gets this median and this half width."""
    at = (table["cause_partner"] == WHO[cause[0]]) & (table["cause_item"] == cause[1])
    at &= (table["effect_partner"] == WHO[effect[0]]) & (table["effect_item"] == effect[1])
    for q, z in zip(QUANTILES, (-1.0, -0.41, 0.0, 0.41, 1.0), strict=True):
        table.loc[at, q] = middle + z * half


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.004, 0.07, "0.004 to 0.070"), (-0.07, -0.0004, "−0.0700 to −0.0004"), (0.0, 0.07, "0.00 to 0.07"),
        (-0.03, 0.12, "−0.03 to 0.12"),
    ],
)  # fmt: skip
def test_a_limit_near_zero_shows_its_side(low: float, high: float, said: str) -> None:
    assert between(low, high) == said


def test_a_scale_that_nobody_declared_is_the_observed_range() -> None:
    tested = diary(3)
    assert select_view(tested, None, None, None).scale_words("sadness") == "scale 0 to 4"
    frame = tested.frame.assign(sadness=tested.frame["sadness"] - 1.5)
    found = select_view(unbounded(replace(tested, frame=frame)), None, None, None).scale_words("sadness")
    assert re.fullmatch(r"observed range −1\.5 to \d(\.\d+)?", found), found


def test_what_a_sentence_says_of_the_prior_is_what_the_table_says() -> None:
    view = view_of(diary(3))
    assert view.priors is not None
    ranges = {a.hypothesis.prior for a in findings(view).about("effect") if a.key[1] != a.key[3]}
    assert ranges == {(-0.49, 0.49)} == set(view.priors[["q05", "q95"]].itertuples(index=False, name=None))


def test_the_width_of_single_couples_is_that_of_effects_that_differ_between_them() -> None:
    view = view_of(diary(4))
    table = view.couple_effects
    assert table is not None
    others = ~table["kind"].isin(view.couple_kinds)
    assert others.any()
    table.loc[others, "q05"] = table.loc[others, "q95"] = 0.0  # those of all couples: no width of their own
    own = table[~others & (table["days"] == 1)]
    assert _width(view) == pytest.approx(float((own["q95"] - own["q05"]).median()))
    assert _width(view) > 0.1


def test_only_a_finding_is_fragile_and_it_is_by_its_size_or_by_the_rule() -> None:
    for middle, half, lost in ((0.3, 0.05, False), (0.14, 0.05, True), (0.25, 0.3, True), (-0.3, 0.05, True)):
        view = view_of(diary(4), effect=0.4)
        assert view.fit is not None
        table = view.fit.error_sensitivity
        high = table["error_share"] == 0.4
        part = table[high].copy()
        set_effect(part, (0, "sadness"), (1, "sadness"), middle, half)
        set_effect(part, (1, "warmth"), (1, "sadness"), -0.3, 0.01)  # an effect of about zero turns: no finding
        table.loc[high] = part
        tests = findings(view)
        key = ("effect", "woman", "sadness", "man", "sadness")
        assert tests[key].significant
        assert not tests["effect", "man", "warmth", "man", "sadness"].significant
        assert (key in fragile(view, tests)) == lost, middle
        assert fragile(view, tests) <= {a.key for a in tests.all if a.significant}


def test_an_interval_that_excludes_zero_failed_only_the_correction() -> None:
    tested = diary(4)
    for middle, words, never in (
        (-0.05, "survived Holm correction", "could be distinguished from zero"),
        (0.0, "could be distinguished from zero", "survived Holm"),
    ):
        fitted = fit(tested, noise=0.02)
        for cause, item in ((1, "sadness"), (1, "warmth")):
            for effect in ("sadness", "warmth"):
                set_effect(fitted.effects, (cause, item), (0, effect), 0.0, 0.04)
        set_effect(fitted.effects, (1, "warmth"), (0, "sadness"), middle, 0.045)
        view = select_view(tested, fitted, None, None)
        section = partner_effects(view, findings(view))
        assert section is not None
        said = next(w for w in section.words if "→" in w.text and "none of the four" in w.text and w.text[0] in "mM")
        assert words in said.text, said
        assert never not in said.text
        assert ("one of these 4 intervals excludes zero" in said.numbers) == (middle != 0)


def test_same_day_correlations_that_failed_only_the_correction_are_not_called_zero() -> None:
    tested = diary(4)
    fitted = fit(tested)
    table = fitted.same_day
    for q, z in zip(QUANTILES, (-1.0, -0.41, 0.0, 0.41, 1.0), strict=True):
        table[q] = 0.01 + z * 0.05
        table.loc[table["kind"] == "within person", q] = 0.06 + z * 0.055
    view = select_view(tested, fitted, None, None)
    tests = findings(view)
    assert not any(a.significant for a in tests.about("same day"))
    section = concurrent(view, tests)
    assert section is not None
    assert any("None of the 6 residual correlations survived Holm correction." in w.text for w in section.words)
    inside = [a for a in tests.about("same day") if not a.unadjusted]
    assert "Holm" not in null("None.", inside).numbers


def said_at_a_glance(view: View) -> str:
    return " ".join(f"{w.text} {w.numbers}" for w in group_lines(view, findings(view)))


def test_the_first_screen_has_a_line_for_every_kind_of_effect() -> None:
    tested = diary(5)
    fitted = fit(tested, noise=0.02)
    for p in (0, 1):
        for item in ("sadness", "warmth"):
            for other in ("sadness", "warmth"):
                set_effect(fitted.effects, (p, item), (1 - p, other), 0.0, 0.04)
                set_effect(fitted.effects, (p, item), (p, other), 0.31 if item == other else 0.0, 0.04)
    set_effect(fitted.effects, (1, "warmth"), (0, "sadness"), -0.05, 0.045)
    set_effect(fitted.effects, (0, "sadness"), (0, "warmth"), 0.12, 0.04)
    set_effect(fitted.effects, (1, "sadness"), (1, "sadness"), 0.11, 0.04)
    same, trend = fitted.same_day, fitted.trend
    assert trend is not None
    for q, z in zip(QUANTILES, (-1.0, -0.41, 0.0, 0.41, 1.0), strict=True):
        same[q] = 0.01 + z * 0.04
        same.loc[(same["kind"] == "within person") & (same["partner"] == "woman"), q] = 0.31 + z * 0.04
        same.loc[(same["kind"] == "within person") & (same["partner"] == "man"), q] = 0.29 + z * 0.04
        trend[q] = 0.0 + z * 0.05
        trend.loc[(trend["couple"] == "") & (trend["partner"] == "woman") & (trend["item"] == "sadness"), q] = (
            -0.3 + z * 0.05
        )
    view = select_view(tested, fitted, None, None)
    said = said_at_a_glance(view)
    for line in (
        "No lagged effect from one partner to the other was significant after correction; the largest was −0.05 SD "
        "(men’s rating of warmth received → women’s sadness).",
        "inertia was 0.11 to 0.31 SD (4 of 4 are findings)",
        "1 of 4 cross-lagged effects is a finding: women’s sadness → women’s rating of warmth received (0.12 SD, 90 % "
        "interval 0.08 to 0.16)",
        "On the same day, sadness and warmth received were associated within each person (residual r = 0.31 for women "
        "and 0.29 for men). No association between partners could be distinguished from zero.",
        "Women’s sadness fell by 0.30 points a week; no other rating showed a reliable linear trend.",
        f"and a Holm-adjusted two-sided p of at most {findings(view).share:.3f} within its family of tests.",
    ):
        assert line in said, (line, said)


def test_the_first_picture_of_a_group_holds_cross_lagged_effects_within_persons() -> None:
    view = view_of(diary(4))
    picture = glance(view, findings(view)).figures[0]
    own = picture.numbers[picture.numbers["cause_partner"] == picture.numbers["effect_partner"]]
    assert len(own[own["cause_item"] != own["effect_item"]]) == 4


def test_compliance_is_counted_by_partner_and_days_with_both_by_couple() -> None:
    tested = diary(2, days=20)
    frame = tested.frame
    keep = frame["partner"].eq("woman") | ~frame["time"].between(5, 14)  # the second writes on half of the days only
    found = sample_of(replace(tested, frame=frame[keep].reset_index(drop=True)), tested.items)
    rows = frame[keep]
    each = {p: len(part) for p, part in rows.groupby("partner")}
    span = rows.groupby("couple")["time"].agg(lambda t: t.max() - t.min() + 1)
    for p in WHO:
        mean, low, high = found.by_partner[p]
        assert mean == pytest.approx(each[p] / span.sum())
        assert low <= mean <= high
    assert found.by_partner["man"][0] < 0.6 < found.by_partner["woman"][0]
    days = [set(part["time"]) for _, part in rows.groupby(["couple", "partner"])]
    assert found.both == len(days[0] & days[1]) + len(days[2] & days[3])
    section = sample(select_view(tested, None, None, None))
    assert section is not None
    assert "it does not count days lost by dropping out" in section.words[0].text


def test_trends_differences_and_residual_sds_are_tabled() -> None:
    view = view_of(diary(4))
    tests = findings(view)
    over_time, lagged, who = course(view, tests), partner_effects(view, tests), sample(view)
    assert over_time is not None
    assert lagged is not None
    assert who is not None
    trends = next(t for t in over_time.tables if t.title == "Linear trends")
    assert trends.frame["q50"].tolist() == [a.hypothesis.middle for a in sorted(tests.about("trend"), key=_place)]
    title = "Partner effect woman → man minus partner effect man → woman"
    differences = next(t for t in lagged.tables if t.title == title)
    assert view.asymmetry is not None
    assert differences.frame["q50"].tolist() == view.asymmetry["q50"].tolist()
    shown = who.tables[0].shown
    assert shown is not None
    assert shown["residual SD"].tolist() == ["0.70"] * 4  # the square root of the variance in points


def _place(answer: HypothesisTest) -> tuple[str, ...]:
    kind, partner, *rest = map(str, answer.key)
    return (kind, str(WHO.index(partner)), *rest)


def test_a_page_of_several_speaks_of_all_of_a_role() -> None:
    voice = view_of(diary(3)).voice
    assert [voice.whose(p) for p in voice.partners] == ["women’s", "men’s"]
    wives = replace(voice, names={"husband": "husband", "wife": "wife"})
    assert [wives.whose(p) for p in wives.partners] == ["husbands’", "wives’"]
    assert replace(wives, kind="couple").whose("wife") == "the wife’s"
    assert replace(voice, names={"Ana": "Ana", "Ben": "Ben"}, roles=False).whose("Ana") == "Ana’s"


@pytest.mark.parametrize(
    ("title", "heading"), [("evenings", "Diary of 3 couples"), ("evenings.csv", "Diary of 3 couples"), ("Ours", "Ours")]
)
def test_a_title_that_is_only_a_file_name_gives_way(title: str, heading: str) -> None:
    assert _title(select_view(diary(3, title=title), None, None, None)) == heading


def test_the_methods_paragraph_is_made_from_the_fit() -> None:
    view = view_of(diary(4))
    tests = findings(view)
    text = methods_text(view, tests, "9.9")
    sizes = tests.families
    for part in (
        "ratings of sadness and warmth received by 4 couples", "pairbond 9.9, model “var”", "400 draws",
        "−0.49 to 0.49 SD for partner effects", f"({sizes['lagged']} tests)", f"at most {tests.share:.3f}",
    ):  # fmt: skip
        assert part in text, (part, text)


def test_what_is_fine_of_a_diagnostic_is_what_the_fit_takes_as_fine() -> None:
    assert f"up to {GAIN:g} is fine" in DIAGNOSTICS["next_step_gain"]
    assert f"up to {RHAT:g} is fine" in DIAGNOSTICS["rhat_max"]


def test_a_baseline_that_is_itself_poor_is_called_so() -> None:
    tested = diary(5)
    compared = comparison(tested, gain=0.1)
    scores = compared.scores
    for pooled, poor in ((-1.3, True), (-1.1, False)):
        scores.loc[scores["model"] == "pooled", "mean_logscore"] = pooled
        view = select_view(tested, fit(tested), compared, None)
        section = prediction(view, findings(view))
        assert section is not None
        said = section.words[1].text
        assert said.count(" over ") == len(view.gains) - 1 + poor, "all models but that of shuffled partners"
        assert ("predicted worse than each person’s own average (−0.100)" in said) == poor


def test_the_axis_of_a_group_spans_what_is_drawn() -> None:
    assert _outward(3.81, 6.42) == (3.8, 6.5) or _outward(3.81, 6.42) == (3.5, 6.5)
    low, high = _outward(0.013, 0.087)
    assert low <= 0.013 < 0.087 <= high
    assert high - low < 0.1
