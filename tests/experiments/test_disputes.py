"""Disputes: every one has an experiment that gives its numbers, and verdicts follow from the checks alone."""

from importlib import import_module

import numpy as np
import pytest

from pairbond.experiments import Trial, explained, measure, records, run, table, verdicts


def test_every_dispute_is_declared() -> None:
    assert list(records("dispute")) == [f"L{i}" for i in range(1, 8)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["L1", "L7"])
def test_an_experiment_gives_what_both_sides_need(name: str) -> None:
    numbers = measure(name, Trial())
    swapped = measure(name, Trial(swapped=True))
    for key, value in numbers.items():
        np.testing.assert_allclose(swapped[key], value, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("distance", "share", "verdict"),
    [
        (0.0, 0.2, "the first side"),
        (0.5, 0.9, "the second side"),
        (0.0, 0.9, "cannot be told apart"),
    ],
)
def test_verdicts_follow_from_the_checks(distance: float, share: float, verdict: str) -> None:
    numbers = {"stance_behind_distance": np.array([distance]), "turns_share_insight": np.array([share])}
    assert verdicts(records("dispute")["L3"], numbers) == [verdict]


def test_a_dispute_has_the_row_and_the_draws_of_a_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    def protocol(trial: Trial) -> dict[str, np.ndarray]:
        distance = np.array([0.0 if draw.number < 2 else 0.5 for draw in trial.draws])
        return {"stance_behind_distance": distance, "turns_share_insight": np.where(distance > 0, 0.9, 0.2)}

    monkeypatch.setattr(import_module("pairbond.experiments.run"), "all_protocols", lambda: {"L3": protocol})
    [found] = run("l3", draws=4, keep=False)
    assert (found.verdict, found.held) == ("the first side", 0.25)  # of draws 1 to 4
    [row] = table([found]).to_dict("records")
    assert (row["id"], row["kind"], row["verdict"]) == ("L3", "dispute", found.verdict)
    assert row["rival"] == records("dispute")["L3"].rival.sentence
    words = explained(found)
    assert "no   stance behind distance > 0.1: 0" in words
    assert "Around the defaults: the same in 25% of 4 draws." in words
