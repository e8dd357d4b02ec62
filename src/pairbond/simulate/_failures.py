"""A trajectory that breaks off is reported, not hidden: which one, when, why, and how to see it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pairbond.simulate._days import step_of
from pairbond.simulate.recording import default_theory
from pairbond.theory import Theory

if TYPE_CHECKING:
    from pairbond.simulate._run import Run


@dataclass(frozen=True)
class Failure:
    """One trajectory that did not stay among finite numbers within their ranges.

    ``day`` is the first whole day on which it showed; ``replay`` is Python that runs it alone.
    """

    couple: int | str
    draw: int
    place: int
    day: int
    reason: str
    replay: str


def failures(run: Run) -> tuple[Failure, ...]:
    """The failures of a run; the days are found by running the broken trajectories again."""
    from pairbond.engine.prefixes import select_prefix
    from pairbond.engine.run import run_task

    states = select_prefix(run.result.carry, "state")
    broken = np.flatnonzero(np.any([_wrong(run, k, v).any(0) for k, v in _two(states).items()], axis=0))
    if not broken.size:
        return ()
    names = tuple(one.name for one in run.theory.states)
    again = replace(run, record=names).task.only(broken)
    shown = _two(run_task(again, run.engine, run.precision, 1).shown)
    found: list[Failure] = []
    for i, place in enumerate(broken.tolist()):
        wrong = {k: _wrong(run, k, v[..., i]).any(-1) for k, v in shown.items()}
        first = {k: int(np.argmax(v)) for k, v in wrong.items() if v.any()}
        name = min(first, key=lambda k: first[k])
        couple, draw = run.labels[place]
        value = shown[name][first[name], :, i]
        found.append(
            Failure(couple, draw, place, run.begin + first[name], _reason(run, name, value), _again(run, place))
        )
    return tuple(found)


def _two(values: Any) -> dict[str, np.ndarray]:
    """Every value with an axis for the partners before the last."""
    return {k: v if v.shape[-2:-1] == (2,) else v[..., None, :] for k, v in values.items()}


def _wrong(run: Run, name: str, value: np.ndarray) -> np.ndarray:
    one = run.theory.quantities[name]
    with np.errstate(invalid="ignore"):
        return ~(np.isfinite(value) & (value >= one.low) & (value <= one.high))


def _reason(run: Run, name: str, value: np.ndarray) -> str:
    one = run.theory.quantities[name]
    if not np.isfinite(value).all():
        return f"{name} is not finite"
    return f"{name} is outside [{one.low:g}, {one.high:g}]"


def _again(run: Run, place: int) -> str:
    couple, draw = run.labels[place]
    arguments = [f"{{{couple!r}: couple}}", f"days={run.days}", f"draws=[{draw}]", f"seed={run.seed}"]
    if run.interventions:
        arguments.append("interventions=interventions")
    if isinstance(run.theory, Theory) and run.theory != default_theory():
        arguments.append("theory=theory")
    if run.dt != step_of(run.theory):
        arguments.append(f"dt={run.dt!r}")
    if not run.noise:
        arguments.append("noise=False")
    if not run.allow_separation:
        arguments.append("allow_separation=False")
    if run.given is not None:
        arguments.append("begin=begin")
    return f"pairbond.simulate({', '.join(arguments)})"
