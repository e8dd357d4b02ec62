"""Every course through one compiled step, under the same draws and the same noise.

Courses differ only in the inputs they give, which are numbers here and not compiled in, so one program serves them all.
Every noise realisation is used twice, the second time with the partners' noise exchanged: nothing then depends on who
of the two happens to be called the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pairbond.counterfactual.outcomes import RECORDED
from pairbond.engine.prefixes import add_prefix, select_prefix
from pairbond.engine.random_numbers import couple_keys
from pairbond.engine.run import run_task
from pairbond.engine.task import Advance, Channels, Task
from pairbond.inference.theory import CurrentState
from pairbond.simulate import Begin
from pairbond.simulate.recording import default_theory
from pairbond.simulate.schedule import checked
from pairbond.theory import INTERVENTIONS, Intervention

F = NDArray[np.float64]
EVERY = 4  # steps a day
# what any intervention but an experiment can set; the same for all calls, so that the program is made once a process
INPUTS = tuple(sorted({name for kind in INTERVENTIONS for name in kind.sets if not name.startswith(("pin_", "to_"))}))


@dataclass(frozen=True, eq=False)
class Batch:
    """Trajectories of one couple: ``replicates`` noise realisations for each draw of its current state.

    ``engine`` as in :func:`pairbond.simulate.simulate`.
    """

    current_state: CurrentState
    replicates: int
    days: int
    seed: int
    engine: str = "compiled"

    @property
    def shape(self) -> tuple[int, int]:
        """Draws and noise realisations; trajectories are those of the first draw, then of the second, and so on."""
        return len(self.current_state), self.replicates

    def run(self, interventions: Sequence[Intervention] = ()) -> dict[str, F]:
        """What is recorded, day by day: [days + 1, 2, n] or [days + 1, n] by name."""
        size = len(self.current_state) * self.replicates
        schedule = checked(interventions, default_theory().quantities, EVERY)  # refuses two on one input
        dose = {name: np.zeros((2, size)) for name in INPUTS}
        for one in schedule.interventions:
            for name, value in one.inputs.items():
                extra = dose.setdefault(name, np.zeros((2, size)))
                dose[name] = extra + value * np.array(one.mask)[:, None]
        given = {**self._task.given, **add_prefix(dose, "input")}
        task = replace(self._task, given=given, structure=(*STRUCTURE, *sorted(dose)))
        return dict(run_task(task, self.engine, "double", 1).shown)

    @cached_property
    def _task(self) -> Task:
        here, theory = self.current_state, default_theory()
        draws, replicates = self.shape
        begin = Begin(here.state, {"code": np.full(draws, here.code)})
        state, status = begin.spread(theory, draws, replicates)
        params: Mapping[str, Any] = theory.params(here.couples)
        given = {f"param.{name}": np.repeat(np.asarray(value, float), replicates, -1) for name, value in params.items()}
        number = np.tile(np.arange(replicates), draws)
        given["turned"] = (number % 2).astype(float)
        keys = couple_keys(self.seed, np.repeat(np.arange(draws), replicates).tolist(), (number // 2).tolist())
        return Task(
            _advance(),
            {**add_prefix(state, "state"), **add_prefix(status, "status")},
            given,
            {},
            Channels(dict.fromkeys(theory.noisy, False), {}),
            keys,
            self.days,
            EVERY,
        )


STRUCTURE = ("what if", RECORDED)


def _advance() -> Advance:
    theory = default_theory()

    def advance(m: Any, carry: Any, given: Any, normal: Any, uniform: Any, step: Any) -> tuple[Any, Any]:
        state = select_prefix(carry, "state")
        turned = given["turned"] > 0.5
        noise = {name: m.where(turned, m.swap(normal[name]), normal[name]) for name in theory.noisy}
        # no uniform numbers: nobody leaves, parts or comes back
        moved, status, values = theory.step(
            m,
            state,
            select_prefix(carry, "status"),
            select_prefix(given, "input"),
            select_prefix(given, "param"),
            noise,
            {},
            1.0 / EVERY,
        )
        everything = {**values, **state}
        after = {**add_prefix(moved, "state"), **add_prefix(status, "status")}
        return after, {name: everything[name] for name in RECORDED}

    return advance
