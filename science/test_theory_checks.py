"""The checks of the theory's fit, checked: what they count, and that a run cut short goes on where it stopped."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from . import _runs
from ._asking import CIRCUIT, heard
from ._held_out import lead
from ._nothing_to_name import KINDS as NOTHING
from ._ordinary import KINDS as ORDINARY
from ._phase_scores import balanced, interval, right
from ._runs import Piece, finish
from ._single_items import leave_couple_out
from ._theory_couples import AHEAD, KNOCKED_OUT, MISSPECIFIED, THEORY, truths, turning
from ._theory_diaries import ITEMS, MISSING, NOISE, save, write

pytestmark = pytest.mark.science


def test_a_neighbours_day_counts_within_a_series_only() -> None:
    true, found, series = np.array([0, 1, 1, 2]), np.array([0, 0, 2, 1]), np.array([0, 0, 0, 1])
    assert right(true, found, series).tolist() == [True, True, False, False]
    assert right(true, found).tolist() == [True, True, True, True]
    assert balanced([0, 0, 0, 1], [True, True, True, False]) == 0.5


def test_the_interval_of_a_lead_holds_it() -> None:
    rng = np.random.default_rng(0)
    true, group = rng.integers(0, 3, 3000), np.repeat(np.arange(30), 100)
    hit, other = rng.uniform(size=3000) < 0.8, rng.uniform(size=3000) < 0.6
    low, high = interval(true, hit, group, other)
    assert low < 0.2 < high
    assert high - low < 0.1
    mean, low, high = lead(rng.normal(1.0, 1.0, 50) * 10, np.full(50, 10))
    assert low < 1.0 < high
    assert low < mean < high


@pytest.mark.parametrize("period", [30.0, 52.0, 88.0])
def test_the_period_of_a_known_turn(period: float) -> None:
    t = np.arange(AHEAD + 1)
    image = np.stack([np.sin(2 * np.pi * t / period), np.full(AHEAD + 1, 0.8)], 1)
    cycles, found = turning(image)
    assert cycles
    assert found == pytest.approx(period, abs=0.5)
    still, none = turning(np.abs(image))
    assert not still
    assert np.isnan(none)


def test_a_single_item_that_tells_the_phase_is_found_and_one_that_does_not_is_not() -> None:
    rng = np.random.default_rng(1)
    parts = []
    for couple in range(8):
        for p in (0, 1):
            true = np.repeat(rng.integers(0, 3, 9), 10)
            part = pd.DataFrame({"couple": couple, "partner": p, "day": np.arange(90), "true": true, "away": False})
            part["tells"] = 2.0 * true + rng.integers(0, 2, 90)
            parts.append(part.assign(says_nothing=rng.integers(0, 7, 90).astype(float)))
    days = pd.concat(parts, ignore_index=True)
    shown = leave_couple_out(days, ["tells", "says_nothing"])
    assert shown.rule.startswith("own tells")
    assert (shown.phase == days["true"]).mean() > 0.95
    blind = leave_couple_out(days, ["says_nothing"])
    assert balanced(days["true"], blind.phase == days["true"]) < 0.45


def test_half_of_the_couples_cycle_and_mechanisms_are_taken_out() -> None:
    plain, misspecified = truths(4, 11, THEORY), truths(4, 11, MISSPECIFIED)
    for found in (plain, misspecified):
        assert [t.cycling for t in found] == [True, True, False, False]
        assert all(np.isfinite(t.period) == t.cycling for t in found)
    assert all(t.missing_mechanism in KNOCKED_OUT for t in misspecified)
    assert not any(t.missing_mechanism for t in plain)
    other = plain[0].swapped()
    assert (other.traits["coping"] == plain[0].traits["coping"][::-1]).all()
    assert (other.values["image"] == plain[0].values["image"][:, ::-1]).all()


@pytest.mark.parametrize("heavy", [False, True])
def test_answers_have_the_noise_and_the_gaps_they_are_said_to_have(tmp_path: Path, heavy: bool) -> None:
    days = 300
    share = {name: np.full((days, 2), 0.5) for name in ITEMS}
    diary = save(tmp_path / "d", share, ["together"] * days, np.random.default_rng(2), heavy=heavy)
    graded = [name for name in ITEMS if name != "voiced_need"]
    answers = diary.frame[graded].to_numpy()
    seen = answers[np.isfinite(answers)] / 6
    rounding = 1 / 6**2 / 12
    assert seen.std() == pytest.approx(np.sqrt(NOISE**2 + rounding), rel=0.05)
    assert np.isnan(answers).mean() == pytest.approx(MISSING, abs=0.02)
    assert diary.frame["voiced_need"].dropna().mean() == pytest.approx(0.5, abs=0.1)


def test_one_writer_leaves_nothing_of_the_other(tmp_path: Path) -> None:
    [truth, *_] = truths(2, 12)
    diary = write(truth, tmp_path / "d", 0, writers=1)
    assert diary.frame["partner"].unique().tolist() == ["A"]
    assert diary.frame["person"].unique().tolist() == ["A"]


@pytest.mark.parametrize("kind", list(ORDINARY))
@pytest.mark.parametrize("number", [0, 1])
def test_ordinary_couples_hardly_ever_leave_their_scales(kind: str, number: int) -> None:
    share, contact = ORDINARY[kind](np.random.default_rng(number), number)
    assert set(share) == set(ITEMS)
    beyond = np.mean([((v < -0.05) | (v > 1.05)).mean() for v in share.values()])
    assert beyond < 0.05
    assert all(v.shape == (len(contact), 2) for v in share.values())


@pytest.mark.parametrize("kind", list(NOTHING))
def test_a_diary_of_nothing_is_a_diary(kind: str) -> None:
    diary, couple = NOTHING[kind](np.random.default_rng(3), 2)
    assert couple in diary.couples
    assert diary.days(couple) > 25
    if kind == "mood":
        assert not {item.name for item in diary.items} & set(ITEMS)


def test_shuffled_days_keep_their_answers() -> None:
    from pairbond.diary import example_diary

    diary, couple = NOTHING["shuffled"](np.random.default_rng(3), 0)
    before, after = example_diary("barkalifa_sample1").rows(couple), diary.rows(couple)
    names = [item.name for item in diary.available]
    assert sorted(before[names].sum(axis=1)) == pytest.approx(sorted(after[names].sum(axis=1)))
    assert before["pleasant"].tolist() != after["pleasant"].tolist()


def test_what_is_let_through_is_counted() -> None:
    table = pd.DataFrame({"kind": ["phase", "phase", "trait"], "about": ["phase", "phase", "coping"],
                          "partner": [0, 1, 0], "allowed": [True, False, False],
                          "failed": ["", "no order", "no order"]})  # fmt: skip

    def asked(diary: Any, couple: str, seed: int) -> Any:
        phases = SimpleNamespace(cycling=float("nan"))
        return SimpleNamespace(gate=table, circuit=0.95, phases=phases, fit=None, forecast={}, stories=())

    found = heard(asked, None, "1", 0)  # type: ignore[arg-type]
    assert (found["phase_let_through"], found["trait_let_through"]) == (1, 0)
    assert found["let_through"] == "phase[0]"
    assert found["stopped_by"] == "no order"
    assert found["named_closed_circuit"]


def test_the_name_is_given_from_the_same_chance_on_as_in_the_package() -> None:
    answer = pytest.importorskip("pairbond.assess")
    assert answer.CIRCUIT == CIRCUIT


def test_a_run_that_was_cut_short_goes_on(tmp_path: Path) -> None:
    pieces = [Piece(str(i), (i,)) for i in range(4)]
    first = finish("run", {"a": 1}, pieces[:2], square, workers=1, folder=tmp_path)
    assert (first.pieces, first.of) == (2, 2)
    [path] = tmp_path.glob("run-*.jsonl")
    path.write_text(path.read_text("utf-8") + '{"key": "2", "tab', "utf-8")  # the power went off
    done: list[int] = []
    second = finish("run", {"a": 1}, pieces, square, lambda d: done.append(d.pieces), 2, tmp_path)
    assert done == [3, 4]
    assert second.tables["rows"]["square"].tolist() == [0, 1, 4, 9]
    assert second.tables["rows"]["by"].nunique() >= 2
    other = finish("run", {"a": 2}, pieces[:1], square, workers=1, folder=tmp_path)
    assert other.pieces == 1
    assert len(list(tmp_path.glob("run-*.jsonl"))) == 2


def test_what_other_code_has_made_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [Piece("1", (1,))]
    finish("run", {}, pieces, square, workers=1, folder=tmp_path)
    monkeypatch.setattr(_runs, "fingerprint", lambda: "another")
    done: list[int] = []
    finish("run", {}, pieces, square, lambda d: done.append(d.pieces), 1, tmp_path)
    assert done == [1]
    assert len(list(tmp_path.glob("*.old"))) == 1


def test_what_fails_is_reported(tmp_path: Path) -> None:
    found = finish("fails", {}, [Piece("1", (1,)), Piece("x", ("x",))], square, workers=1, folder=tmp_path)
    assert found.pieces == 1
    assert found.about["failed"].startswith("x: TypeError")


def square(number: int) -> dict[str, list[dict[str, Any]]]:
    """A piece of work."""
    import os

    return {"rows": [{"square": number**2, "by": os.getpid(), "threads": os.environ["OMP_NUM_THREADS"]}]}


def test_particles_agree_with_particles_without_lookahead() -> None:
    from tests.inference_theory._made import SECURE, numbers, panel, particles

    from ._particles import Particles

    _, diary = panel(SECURE, 12, 2)
    number = numbers(diary, SECURE)
    plain = particles(diary, number, 8000, 1)[0].sum()
    ahead = [Particles(diary, number, exact=False).log_likelihood(2000, seed) for seed in (1, 2)]
    np.testing.assert_allclose(ahead, plain, atol=1.0)
