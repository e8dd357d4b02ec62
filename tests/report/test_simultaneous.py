"""The rule that decides what counts as found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.report.simultaneous import FAMILIES, LEVEL, Hypothesis, examine, rule


def hypothesis_with(
    low: float, middle: float, high: float, key: int = 0, family: str = "lagged", tail: float | None = None
) -> Hypothesis:
    return Hypothesis(family, (key,), low, middle, high, "yes", "no", "", tail)


def null_report(rng: np.random.Generator, questions: int, draws: int = 400, skew: float = 0.0) -> list[Hypothesis]:
    """Posteriors of quantities that are all zero: an error of estimation, then draws around it.

    ``skew`` bends the draws as a logarithm would, so that intervals are lopsided.
    """
    scale = rng.uniform(0.02, 0.3, questions)
    estimate = rng.normal(0, scale)
    sample = estimate + scale * rng.normal(size=(draws, questions))
    if skew:
        sample = np.expm1(skew * sample) / skew
    low, middle, high = np.quantile(sample, [0.05, 0.5, 0.95], axis=0)
    families = np.where(np.arange(questions) % 5 == 0, "prediction", "lagged")
    return [hypothesis_with(low[i], middle[i], high[i], i, str(families[i])) for i in range(questions)]


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([8, 24, 80]), st.sampled_from([0.0, 1.5]))
def test_noise_yields_no_finding_in_nine_reports_of_ten(seed: int, questions: int, skew: float) -> None:
    rng = np.random.default_rng(seed)
    reports = [null_report(rng, questions, skew=skew) for _ in range(300)]
    false = np.mean([bool(examine(r).significant) for r in reports])
    naive = np.mean([any(q.low > 0 or q.high < 0 for q in r) for r in reports])
    # 300 reports: three standard errors of a rate of 0.10 are 0.052.
    assert false <= LEVEL + 0.052
    assert naive > 0.4, "the same reports must trip a rule that looks at one interval at a time"


@pytest.mark.slow
def test_the_level_is_kept_over_many_reports() -> None:
    rng = np.random.default_rng(7)
    false = np.mean([bool(examine(null_report(rng, 30)).significant) for _ in range(2500)])
    assert false < 0.115  # 0.10 and two and a half standard errors


@pytest.mark.slow
def test_dependent_questions_keep_the_level() -> None:
    rng = np.random.default_rng(3)
    significant = 0
    for _ in range(1500):
        common = rng.normal()
        errors = 0.9 * common + np.sqrt(1 - 0.81) * rng.normal(size=20)
        significant += bool(
            examine([hypothesis_with(e - 1.645, e, e + 1.645, i) for i, e in enumerate(errors)]).significant
        )
    assert significant / 1500 < 0.115


def test_what_is_there_is_found() -> None:
    rng = np.random.default_rng(1)
    found = 0
    for _ in range(200):
        report = null_report(rng, 30)
        report.append(hypothesis_with(5.0 - 1.645, 5.0, 5.0 + 1.645, key=99))
        found += (99,) in examine(report).significant
    assert found == 200


def test_an_interval_that_holds_zero_is_never_a_finding() -> None:
    assert not examine([hypothesis_with(-0.01, 0.5, 1.0, tail=1e-12)]).significant


@pytest.mark.parametrize("bad", [(np.nan, np.nan, np.nan), (0.1, np.inf, np.inf), (0.2, 0.2, 0.2)])
def test_no_interval_no_finding(bad: tuple[float, float, float]) -> None:
    assert not examine([hypothesis_with(*bad)]).significant


def test_one_more_question_makes_every_other_harder() -> None:
    z = 2.2
    one = hypothesis_with(z - 1.645, z, z + 1.645)
    noise = [hypothesis_with(-1.7, 0.0, 1.7, i) for i in range(1, 30)]
    assert examine([one]).significant
    assert not examine([one, *noise]).significant
    assert examine([one, *noise])[(0,)].adjusted > examine([one])[(0,)].adjusted


def test_holm_steps_down_as_published() -> None:
    # Tail probabilities 0.01, 0.02, 0.03, 0.04 in one family of four:
    # Holm's adjusted values are 0.04, 0.06, 0.06, 0.06.
    tests = examine([hypothesis_with(0.1, 1, 2, i, tail=p) for i, p in enumerate([0.03, 0.01, 0.04, 0.02])])
    assert [a.adjusted for a in tests.all] == pytest.approx([0.06, 0.04, 0.06, 0.06])


def test_families_share_the_level() -> None:
    one = examine([hypothesis_with(0.1, 1, 2, 0, "lagged", tail=0.08)])
    two = examine([hypothesis_with(0.1, 1, 2, 0, "lagged", tail=0.08), hypothesis_with(-1, 0, 1, 1, "prediction")])
    assert one.significant
    assert not two.significant


def test_a_lopsided_interval_counts_on_the_side_that_faces_zero() -> None:
    near = examine([hypothesis_with(0.01, 1.0, 1.2)]).all[0]  # zero is only just outside
    far = examine([hypothesis_with(0.8, 1.0, 3.0)]).all[0]
    assert far.adjusted < 0.001 < 0.05 < near.adjusted


@given(st.floats(-0.0049, 0.0049), st.floats(1e-5, 1e-3))
def test_what_would_be_printed_as_zero_is_no_finding(middle: float, width: float) -> None:
    low, high = middle - width, middle + width
    assert not examine([hypothesis_with(low, middle, high, tail=1e-9)]).significant
    larger = middle + (0.01 if middle > 0 else -0.01)
    assert examine([hypothesis_with(larger - width, larger, larger + width, tail=1e-9)]).significant


def test_the_rule_names_every_family_with_its_size_and_level() -> None:
    tests = examine(
        [
            hypothesis_with(-1, 0, 1, 0, "lagged"),
            hypothesis_with(-1, 0, 1, 1, "lagged"),
            hypothesis_with(-1, 0, 1, 0, "trend"),
        ]
    )
    said = rule(tests)
    assert f"{FAMILIES['lagged']} (2)" in said
    assert f"{FAMILIES['trend']} (1)" in said
    assert "at most 0.050" in said


def test_fewer_draws_ask_for_more() -> None:
    few, many = (examine([replace(hypothesis_with(0.5, 2.0, 3.5), draws=n)]).all[0].adjusted for n in (50, 4000))
    assert few > 1.2 * many
