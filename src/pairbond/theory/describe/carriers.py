"""Which mechanisms an arrow of the diagram hangs on: those without which nothing passes along it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pairbond.theory._graph import Step
from pairbond.theory._namespace import numpy_functions
from pairbond.theory._trace import reads, traced
from pairbond.theory.describe.diagram import UNSEEN, closed_circuit, seen_by, sign_of, slope

if TYPE_CHECKING:
    from pairbond.theory.theory import Theory

ROUNDING = 1e-7  # slopes below are not told from 0 where values are large
MOMENTS = 12  # drawn over the whole ranges, as a run of one couple leaves many arrows idle
BEYOND = 1.5  # where a range has no end
TOGETHER, APART = 0.0, 1.0  # codes of the status


@dataclass(frozen=True)
class Arrow:
    """One thing that reads another.

    Attributes
    ----------
    source, target : names of quantities; a rate of change counts as its state, received conduct as conduct.
    place : "own", "other" or "couple": whose ``source`` it is, seen from the person whose ``target`` it is.
    signs : of a and of b: "+", "-", "±", and "" where nothing passes along a run of the closed circuit.
    owners : mechanisms, and parts that everybody has, in whose functions ``target`` reads ``source``.
    cut_by : mechanisms each of which alone stops everything that passes.
    """

    source: str
    target: str
    place: str
    signs: tuple[str, str]
    owners: tuple[str, ...]
    cut_by: tuple[str, ...]


def carried(theory: Theory, days: int = 120) -> tuple[Arrow, ...]:
    """Every arrow of the diagram, with its sign for each partner and the mechanisms it hangs on.

    Signs are those along ``days`` days of the closed circuit. A mechanism cuts an arrow if, with its gain at 0, the
    target no longer answers to the source, or the source is always the same, at moments drawn over all ranges, while
    the two are together and nothing is done; where nothing passes then, while they are apart; else in any status, with
    anything done.
    """
    m, names = numpy_functions, list(theory.mechanisms)
    known, u, p = theory.moment(m, *closed_circuit(theory, days))
    drawn = [theory.moment(m, *_moments(theory, code)) for code in (TOGETHER, APART, None)]
    found: list[Arrow] = []
    for step in theory.graph.steps:
        if step.quantity.stage == "received":
            continue
        for (place, name), owners in sorted(_owners(step).items()):
            if theory.quantities[name].stage in UNSEEN:
                continue
            along = slope(m, theory.graph, step, (place, name), known, u, p)
            each = np.broadcast_to(along, (2, *np.shape(along)[-1:]))
            cut: list[str] = []
            for moment in drawn:
                passes = _passes(theory, step, (place, name), moment)
                if passes[0]:
                    cut = [one for one, still in zip(names, passes[1:], strict=True) if not still]
                    break
            found.append(
                Arrow(
                    name,
                    step.name.removeprefix("drift_"),
                    place,
                    (sign_of(each[0], ""), sign_of(each[1], "")),
                    owners,
                    tuple(sorted(cut, key=lambda one: one not in owners)),
                )
            )
    return tuple(found)


def _owners(step: Step) -> dict[tuple[str, str], tuple[str, ...]]:
    """What a node reads of persons and couple, and in whose functions."""
    parts = [(step.owner, traced(step.node.base))] if callable(step.node.base) else []
    parts += [(step.owner, traced(step.node.link, 1.0))] if step.node.link is not None else []
    parts += [(one.owner, traced(one.term.fn)) for one in (*step.adds, *step.scales)]
    found: dict[tuple[str, str], dict[str, None]] = {}
    for owner, part in parts:
        for place, name in reads(part):
            if place in ("own", "other", "couple"):
                found.setdefault((place, name), {})[owner] = None
    return {key: tuple(owners) for key, owners in found.items()}


def _moments(theory: Theory, code: float | None) -> tuple[Any, Any, Any, Any]:
    """State, status, inputs and constants ``[2, moments, 1 + mechanisms]``: with all, then without each mechanism.

    ``code`` None: any status, with anything done.
    """
    rng = np.random.default_rng(1)

    def drawn(names: Any) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for one in names:
            low, high = max(one.low, -BEYOND), min(one.high, BEYOND)
            made[one.name] = rng.uniform(low, high, (MOMENTS,) if one.couple else (2, MOMENTS))[..., None]
        return made

    quantities = theory.quantities.values()
    params = drawn(one for one in quantities if one.stage == "trait")
    names = list(theory.mechanisms)
    kept = np.ones((len(names), len(names) + 1))
    kept[np.arange(len(names)), 1 + np.arange(len(names))] = 0.0
    for name, mask in zip(names, kept, strict=True):
        params[theory.mechanisms[name].gain] = mask * np.ones((2, MOMENTS, 1))
    of_status = [one for one in quantities if one.stage == "status"]
    status = {one.name: np.zeros((MOMENTS, 1) if one.couple else (2, MOMENTS, 1)) for one in of_status}
    status["code"] = np.full((MOMENTS, 1), code) if code is not None else rng.integers(0, 3, (MOMENTS, 1)).astype(float)
    if code is None:
        for one in of_status:
            if not one.couple:
                status[one.name] = rng.uniform(0.0, 1.0, (2, MOMENTS, 1))
    inputs = {} if code is not None else drawn(one for one in quantities if one.stage == "input")
    return drawn(theory.states), status, inputs, params


def _passes(theory: Theory, step: Step, at: tuple[str, str], moment: Any) -> np.ndarray:
    """Whether the node answers to what it reads there, and that varies: with all, then without each mechanism."""
    known, u, p = moment
    shape = (2, MOMENTS, len(theory.mechanisms) + 1)
    slopes = np.broadcast_to(slope(numpy_functions, theory.graph, step, at, known, u, p), shape)
    source = np.broadcast_to(seen_by(numpy_functions, theory.graph, at, known, u), shape)
    with np.errstate(invalid="ignore"):
        answers = (np.abs(slopes) > ROUNDING).any(axis=(0, 1))
    return answers & (np.ptp(source, axis=(0, 1)) > ROUNDING)
