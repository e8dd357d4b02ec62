"""What an experiment is planned to run is what it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from pairbond.experiments import Pair, Planned, PlannedRun, Trajectory, Trial, all_protocols, planned, records
from pairbond.simulate import Begin
from pairbond.simulate.recording import default_theory
from pairbond.theory import Intervention


@dataclass(frozen=True)
class Watched(Trial):
    """A trial that runs, and writes down what it ran."""

    ran: list[PlannedRun] = field(default_factory=list)

    def follow(
        self,
        pairs: Mapping[str, Pair],
        days: int,
        acts: Sequence[Intervention] = (),
        record: Sequence[str] = (),
        begin: Begin | None = None,
    ) -> dict[str, Trajectory]:
        for pair in pairs.values():
            self.ran.append(PlannedRun(self.couples(pair)[0], days, tuple(acts), False, begin is None))
        return super().follow(pairs, days, acts, record, begin)


@pytest.mark.parametrize("which", ["C5", "C7", "J5", "L7"])
def test_a_plan_names_the_runs_that_are_made(which: str) -> None:
    trial = Watched(default_theory())
    all_protocols()[which](trial)
    assert planned(which, default_theory()).runs == tuple(trial.ran)


def test_every_experiment_that_follows_two_people_has_a_plan() -> None:
    plans = {name: planned(name, default_theory()) for name in [*records("claim"), *records("dispute")]}
    assert {name for name, one in plans.items() if not one.runs} == {"A1", "A2", "A3"}  # childhood: nobody meets
    assert all(set(one.reads) <= {*default_theory().quantities, *default_theory().computed} for one in plans.values())


def test_nothing_is_kept_of_another_plan() -> None:
    first, again = (planned("F11", default_theory()) for _ in range(2))
    assert isinstance(first, Planned)
    assert first == again
