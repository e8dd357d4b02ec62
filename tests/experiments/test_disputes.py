"""Disputes: every one has an experiment that gives its numbers, and verdicts follow from the checks alone."""

import numpy as np
import pytest

from pairbond.experiments import Trial, measure, records, run, table, verdicts


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


def test_a_dispute_has_the_row_and_the_draws_of_a_claim() -> None:
    [found] = run("l7", draws=2, keep=False)
    assert found.held in (0.0, 0.5, 1.0)
    [row] = table([found]).to_dict("records")
    assert (row["id"], row["kind"], row["verdict"]) == ("L7", "dispute", found.verdict)
    assert row["rival"] == records("dispute")["L7"].rival.sentence
