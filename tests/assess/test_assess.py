"""From a diary to an answer, through the real fit, on a short diary."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest

from pairbond.assess import Assessment, _prerequisites, assess
from pairbond.assess import _verb as verb
from pairbond.assess.quantities import COSTS, HOLDS, LAST, parts, phase_sd, prior, prior_phase_sd
from pairbond.diary import example_diary
from pairbond.dynamics import PHASES
from pairbond.errors import PairbondError
from pairbond.inference.theory import fit_theory
from pairbond.inference.theory.noise_free_projection import noise_free_projection
from pairbond.theory import Theory

from ._made import noise, only, shuffled, simulated, with_danger


@pytest.fixture(scope="module")
def found() -> Iterator[Assessment]:
    """Few starts and draws: what is asked here is how the parts fit together, not what comes out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verb, "fit_theory", partial(fit_theory, starts=2, draws=80))
        yield assess(simulated(42), holdout=6, seed=1)


@pytest.fixture
def no_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("nothing should be fitted")

    monkeypatch.setattr(verb, "fit_theory", never)


@pytest.mark.slow
def test_every_statement_has_its_reason_or_is_allowed(found: Assessment) -> None:
    table = found.gate
    assert len(table) == 2 + 1 + 12 + 2 * (len(HOLDS) + len(COSTS)) + 1
    assert ((table["failed"] == "") == table["allowed"]).all()
    shut = table[~table["allowed"]]
    assert (shut["why"].str.len() > 10).all()
    assert (shut["helps"].str.len() > 10).all()
    assert table["ratio"].notna().all()


@pytest.mark.slow
def test_nothing_is_reported_that_the_gate_stops(found: Assessment) -> None:
    allowed = found.gate[found.gate["allowed"]]

    def shown(kind: str) -> set[tuple[int, str]]:
        rows = allowed[allowed["kind"] == kind]
        return set(zip(rows["partner"], rows["about"], strict=True))

    assert set(zip(found.traits["partner"], found.traits["name"], strict=True)) == shown("trait")
    assert set(zip(found.holds["partner"], found.holds["about"], strict=True)) == shown("hold")
    assert set(zip(found.costs["partner"], found.costs["about"], strict=True)) == shown("cost")
    assert set(found.phases.now["partner"]) == {p for p, _ in shown("phase")}
    assert np.isfinite(found.phases.cycling) == bool(shown("cycle"))
    assert not np.isfinite(found.circuit) or bool(shown("closed circuit"))


@pytest.mark.slow
def test_everybody_is_scored_on_the_same_answers(found: Assessment) -> None:
    assert set(found.scores["account"]) == {"theory", "yesterday", "misfit", "strain", "low"}
    assert found.scores["ratings"].nunique() == 1
    by = found.scores.set_index("account")["mean_logscore"]
    assert found.forecast["difference"] == pytest.approx(by["theory"] - by["yesterday"])
    assert found.settings["days_kept_back"] == 6


@pytest.mark.slow
def test_what_holds_adds_up_to_the_theorys_own_node(found: Assessment) -> None:
    assert found.fit is not None
    current_state = found.fit.current_state
    total = sum(parts(current_state, tuple(HOLDS)).values())
    np.testing.assert_allclose(total, parts(current_state, ("hold",))["hold"], rtol=1e-12)


@pytest.mark.slow
def test_the_cycle_is_that_of_the_fit(found: Assessment) -> None:
    assert found.fit is not None
    course = noise_free_projection(found.fit.current_state)
    assert course.cycles.mean() == pytest.approx(found.fit.cycling)
    assert np.isfinite(course.period[course.cycles]).all()
    assert np.isnan(course.period[~course.cycles]).all()


@pytest.mark.slow
@pytest.mark.usefixtures("no_fit")
@pytest.mark.parametrize("seed", range(3))
def test_noise_shuffled_days_and_mood_alone_get_no_answer(seed: int) -> None:
    made = {
        "no order": (noise(seed), shuffled(simulated(), seed)),
        "too few items": (only(simulated(), "calm", "exhaustion", "own_memory"),),
    }
    for rule, diaries in made.items():
        for diary in diaries:
            shut = assess(diary, seed=seed)
            assert not shut.gate["allowed"].any()
            assert shut.failed("phase") == rule
            assert shut.phases.now.empty
            assert shut.traits.empty
            assert shut.stories == ()
            assert not shut.courses_open


@pytest.mark.usefixtures("no_fit")
def test_a_real_couple_that_wrote_of_moods_hears_what_would_help() -> None:
    real = example_diary("barkalifa_sample1")
    shut = assess(real, real.couples[0])
    assert shut.failed("trait") == "too few items"
    assert "closeness" in shut.gate["helps"].iloc[0]
    assert shut.settings["contact_in_diary"] is False


@pytest.mark.usefixtures("no_fit")
def test_too_few_days_are_said_to_be_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_prerequisites, "order", lambda *_: 0.0)  # so few days have no order, which would be said first
    shut = assess(simulated(18))
    assert not shut.gate["allowed"].any()
    assert shut.failed("phase") == "too short"
    assert "too few days" in shut.gate["why"].iloc[0]


@pytest.mark.usefixtures("no_fit")
def test_what_was_written_about_fear_changes_nothing() -> None:
    mood = only(simulated(), "calm", "exhaustion")
    quiet, afraid = (assess(with_danger(mood, level)) for level in (0.0, 6.0))
    assert quiet.gate.equals(afraid.gate)
    assert quiet.scores.equals(afraid.scores)


def test_faulty_requests_are_refused_in_a_sentence() -> None:
    with pytest.raises(PairbondError, match="one couple at a time"):
        assess(example_diary("barkalifa_sample1"))
    with pytest.raises(PairbondError, match="no couple nobody"):
        assess(simulated(), "nobody")
    with pytest.raises(PairbondError, match="holdout"):
        assess(simulated(), holdout=-3)


def test_an_account_that_cannot_be_found_is_an_answer_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise PairbondError("no start leads anywhere.")

    monkeypatch.setattr(verb, "fit_theory", nowhere)
    shut = assess(simulated(42))
    assert shut.fit is None
    assert shut.failed("phase") == "no account"


@pytest.mark.slow
def test_phases_of_strangers_lie_apart() -> None:
    assert prior_phase_sd() > 0.4


@pytest.mark.slow
def test_sure_phases_do_not_lie_apart() -> None:
    sure = np.zeros((LAST, len(PHASES)))
    sure[:, 0] = 1.0
    assert phase_sd(sure) == 0.0
    assert phase_sd(np.full((LAST, 3), 1 / 3)) == pytest.approx(np.sqrt(2 / 3))
    ahead = noise_free_projection(prior())
    assert 0.0 < ahead.cycles.mean() < 0.2, "few couples of so broad a population cycle"
    assert set(parts(prior(), ("bond",))) == {"bond"}
    assert Theory().defaults["hold_craving"] == 0.6
