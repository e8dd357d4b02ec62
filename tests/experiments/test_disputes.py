"""Disputes: every one has an experiment that gives its numbers, and verdicts follow from the checks alone."""

import numpy as np
import pytest

from pairbond.errors import PairbondError
from pairbond.experiments.disputes import disputes, settle
from pairbond.experiments.protocols.disputes import EXPERIMENTS
from pairbond.experiments.world import World


def test_every_dispute_has_two_sides_and_an_experiment() -> None:
    assert list(disputes()) == [f"L{i}" for i in range(1, 8)]
    assert set(EXPERIMENTS) == set(disputes())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["L1", "L7"])
def test_an_experiment_gives_what_both_sides_need(name: str) -> None:
    numbers = EXPERIMENTS[name](World())
    assert disputes()[name].numbers <= numbers.keys()
    swapped = EXPERIMENTS[name](World(swapped=True))
    for key, value in numbers.items():
        np.testing.assert_allclose(swapped[key], value, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("numbers", "verdict"),
    [
        ({"stance_behind_distance": 0.0, "turns_share_insight": 0.2}, "the first side"),
        ({"stance_behind_distance": 0.5, "turns_share_insight": 0.9}, "the second side"),
        ({"stance_behind_distance": 0.0, "turns_share_insight": 0.9}, "cannot be told apart"),
    ],
)
def test_verdicts_follow_from_the_checks(monkeypatch: pytest.MonkeyPatch, numbers: dict, verdict: str) -> None:
    monkeypatch.setitem(EXPERIMENTS, "L3", lambda _: {name: np.array([x]) for name, x in numbers.items()})
    assert settle("l3")[0].verdict == verdict


def test_an_unknown_dispute_is_refused() -> None:
    with pytest.raises(PairbondError, match="there is no dispute 'L9'; there are L1, L2"):
        settle("L9")
