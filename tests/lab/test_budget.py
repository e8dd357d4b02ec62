"""Why now: what a moment is made of, from a module and from ``Run.budget``.

Shares inside a node come from the function ``shares``; a knock-out budget from one call of one step, each trajectory
with another gain at 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.wasmtime_host import Host

from pairbond.engine.functions import array_functions
from pairbond.engine.plain import Drawn
from pairbond.engine.run import run_task
from pairbond.engine.task import Task
from pairbond.errors import PairbondError
from pairbond.lab import lab_module
from pairbond.lab._sets import sets
from pairbond.rivals import RIVALS
from pairbond.simulate import GeneralProgram, Run, prepare
from pairbond.simulate.recording import default_theory
from pairbond.theory import describe
from pairbond.theory.couples import COUPLES
from pairbond.theory.interventions import SupportNetwork

NODES = ("craving", "drift_shame", "warmth")
DAY = 40
THEORY = default_theory()


def some_run() -> Run:
    return prepare(COUPLES["closed-circuit"], DAY, seed=3, interventions=[SupportNetwork(who="b", start=20)])


def last_moment(program: GeneralProgram, run: Run) -> Task:
    """The beginning of the last day, on the machine code of this computer."""
    task = program.task(run)
    return task.later(run_task(task, "native", "double", 1), 0)


def check(run: Run, values: Mapping[str, np.ndarray], nodes: Sequence[str]) -> None:
    """Shares are those of ``Run.budget``, and add up to the value where nothing bounds it."""
    for node in nodes:
        of = describe.summands_of(THEORY, THEORY.node(node))
        shares = [values[f"share.{node}.{i}"] for i in range(len(of))]
        step = THEORY.node(node)
        if step.quantity.stage == "drift" or (step.node.link is None and not step.edits and not step.pinned()):
            assert np.abs(sum(shares) - values[f"value.{node}"]).max() < 1e-11, node
        for partner, name in enumerate("ab"):
            wanted = run.budget(node, name, DAY)
            assert abs(np.broadcast_to(values[f"value.{node}"], (2, 1))[partner, 0] - wanted.attrs["value"]) < 1e-11
            inside = wanted[wanted["kind"] == "inside"].set_index(["mechanism", "term"])["share"]
            assert len(inside) == len(of)
            for label, share in zip(of, shares, strict=True):
                assert abs(np.broadcast_to(share, (2, 1))[partner, 0] - inside[label]) < 1e-11, (node, label)


def test_shares_of_the_program_are_those_of_a_budget() -> None:
    run = some_run()
    program = GeneralProgram(THEORY, sets(THEORY))
    moment = last_moment(program, run)
    drawn = Drawn(np, moment, "uniform", moment.keys, np.array([moment.first], np.uint32))
    given = {**moment.fixed, **moment.given}
    values = program.shares(array_functions(np), moment.carry, given, drawn, float(moment.first))
    check(run, {k: np.asarray(v, float) for k, v in values.items()}, ("drift_image", "craving", "warmth"))
    assert {name.split(".")[1] for name in values} == set(program.budgeted)


def test_a_model_without_mechanisms_has_no_shares() -> None:
    with pytest.raises(PairbondError, match="not made of mechanisms"):
        lab_module(RIVALS["rinaldi"], shares=True)


@pytest.mark.slow
def test_a_module_says_what_every_node_is_made_of() -> None:
    run = some_run()
    made = lab_module(THEORY, "scalar", shares=True)
    moment = last_moment(made.program, run)
    values = Host(made.wasm).shares(moment)
    check(run, values, ("drift_image", "drift_tension", "shame_pressure", *NODES))
    drawn = Drawn(np, moment, "uniform", moment.keys, np.array([moment.first], np.uint32))
    given = {**moment.fixed, **moment.given}
    for name, value in made.program.shares(array_functions(np), moment.carry, given, drawn, moment.first).items():
        assert np.abs(values[name] - value).max() < 1e-11, name
    described = [place for row in made.description["budget"] for x in (row, *row["shares"]) for place in x["slots"]]
    assert sorted(described) == list(range(made.description["sizes"]["shares"]))


@pytest.mark.slow
def test_a_module_gives_the_budget_of_a_moment() -> None:
    theory, run = THEORY, some_run()
    made = lab_module(theory, "double", record=NODES)
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
