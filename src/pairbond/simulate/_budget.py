"""What makes up a value on a day of a run: inside its node exactly, across nodes by what would be missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pairbond.engine.functions import array_functions
from pairbond.engine.plain import Drawn
from pairbond.engine.prefixes import select_prefix
from pairbond.engine.run import run_task
from pairbond.errors import PairbondError, nearest
from pairbond.model import BOTH, PARTNERS, place_of
from pairbond.simulate._days import day_within
from pairbond.theory import Theory, describe

if TYPE_CHECKING:
    import pandas as pd

    from pairbond.simulate._run import Run


def budget(run: Run, node: str, partner: str, day: float, couple: int | str | None, draw: int | None) -> pd.DataFrame:
    """See :meth:`pairbond.simulate.Run.budget`."""
    import pandas as pd

    theory = run.theory
    if not isinstance(theory, Theory):
        raise PairbondError(f"{theory.label} is not made of mechanisms; only the theory has a budget.")
    name = _node(theory, node)
    who = place_of(partner, PARTNERS)
    on = day_within(day, run.begin, run.days)
    place = _place(run, couple, draw)
    moment = _moment(run, on, place)
    one = theory.quantities[name]

    def own(value: Any) -> float:
        value = np.asarray(value, float)
        return float(value.ravel()[0] if one.couple or value.size == 1 else value.ravel()[who])

    whole, bare, differences = describe.knockouts(theory, name, *moment)
    value, without_any = own(whole), own(bare)
    if not np.isfinite(value):
        raise PairbondError(f"{name} is not finite on day {day:g}: the trajectory broke off (see Run.failures).")
    step = next(x for x in theory.graph.steps if x.name == name)
    linear = step.node.link is None or one.stage == "drift"
    rows: list[tuple[str, str, str, float, str]] = [
        ("inside", owner, term, own(share), one.unit if linear else "before the link")
        for (owner, term), share in describe.shares(theory, name, *moment).items()
    ]
    missing = {mechanism: own(x) for mechanism, x in differences.items()}
    rows += [("knock-out", mechanism, "", x, one.unit) for mechanism, x in missing.items()]
    rows.append(("jointly", "jointly", "", value - without_any - sum(missing.values()), one.unit))
    table = pd.DataFrame(rows, columns=["kind", "mechanism", "term", "share", "unit"])
    kinds = [
        part.iloc[np.argsort(-part["share"].abs(), kind="stable")] for _, part in table.groupby("kind", sort=False)
    ]
    table = pd.concat(kinds, ignore_index=True)
    label, number = run.labels[place]
    table.attrs = {
        "node": name, "partner": BOTH if one.couple else partner, "day": on, "couple": label, "draw": number,
        "value": value, "without_any": without_any, "unit": one.unit,
    }  # fmt: skip
    return table


def _node(theory: Theory, name: str) -> str:
    """The node of that name; of a state, that of its rate of change."""
    nodes = {step.name: step.name for step in theory.graph.steps}
    nodes |= {x.name: f"drift_{x.name}" for x in theory.states if f"drift_{x.name}" in nodes}
    if name not in nodes:
        near = nearest(name, nodes)
        raise PairbondError(f"the theory has no node {name!r}; the nearest is {near!r}.")
    return nodes[name]


def _place(run: Run, couple: int | str | None, draw: int | None) -> int:
    """Which trajectory."""
    if couple is None and len(run.couples) > 1:
        raise PairbondError(
            f"the run has {len(run.couples)} couples; say which, for example couple={run.labels[0][0]!r}."
        )
    label = (next(iter(run.couples)) if couple is None else couple, run.draws[0] if draw is None else draw)
    if label not in run.labels:
        what, given, there = ("couple", couple, list(run.couples)) if label[0] not in run.couples else (
            "draw", draw, list(run.draws)
        )  # fmt: skip
        near = {str(x): x for x in there}[nearest(str(given), [str(x) for x in there])]
        raise PairbondError(f"the run has no {what} {given!r}; the nearest is {near!r}.")
    return run.labels.index(label)


def _moment(run: Run, day: int, place: int) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]:
    """State, status, inputs and constants of one trajectory as they meet at the beginning of a day, [2, 1] or [1]."""
    task = replace(run, days=day, record=()).task.only(np.array([place]))
    carry = {k: np.asarray(v, float) for k, v in run_task(task, run.engine, run.precision, 1).carry.items()}
    step = day * run.every
    drawn = Drawn(np, task, "uniform", task.keys, np.array([step], np.uint32))
    given = {**task.fixed, **task.given}
    inputs, _ = run.schedule.inputs(array_functions(np), carry, given, drawn, float(step))
    return select_prefix(carry, "state"), select_prefix(carry, "status"), inputs, select_prefix(given, "param")
