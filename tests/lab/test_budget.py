"""Why now: a module tells a knock-out budget in one call of one step, each trajectory with another gain at 0."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.wasmtime_host import Host

from pairbond.lab import lab_module
from pairbond.simulate import prepare
from pairbond.simulate.recording import default_theory
from pairbond.theory.couples import COUPLES
from pairbond.theory.interventions import SupportNetwork

NODES = ("craving", "drift_shame", "warmth")
DAY = 40


@pytest.mark.slow
def test_a_module_gives_the_budget_of_a_moment() -> None:
    theory = default_theory()
    made = lab_module(theory, "double", record=NODES)
    run = prepare(COUPLES["closed-circuit"], DAY, seed=3, interventions=[SupportNetwork(who="b", start=20)])
    host = Host(made.wasm)
    task = made.program.task(run)
    moment = task.later(host.run(task), 0)  # one step, which shows its beginning

    gains = [one.gain for one in theory.mechanisms.values()]
    several = moment.only(np.zeros(len(gains) + 2, int))
    given = {name: value.copy() for name, value in several.given.items()}
    for i, gain in enumerate(gains):
        given[f"param.{gain}"][:, [i + 1, len(gains) + 1]] = 0.0  # of one mechanism; in the last trajectory of all
    shown = host.run(replace(several, given=given)).shown

    for node in NODES:
        for partner, name in enumerate("ab"):
            wanted = run.budget(node, name, DAY)
            values = shown[node][0, partner]
            assert abs(values[0] - wanted.attrs["value"]) < 1e-11
            assert abs(values[-1] - wanted.attrs["without_any"]) < 1e-11
            missing = wanted[wanted["kind"] == "knock-out"].set_index("mechanism")["share"]
            differences = dict(zip(theory.mechanisms, values[0] - values[1:-1], strict=True))
            for mechanism, share in missing.items():
                assert abs(differences[str(mechanism)] - share) < 1e-11, (node, name, mechanism)
            assert {k for k, x in differences.items() if abs(x) > 1e-11} <= set(missing.index)
            assert max(abs(x) for x in differences.values()) > 1e-3
