"""The theory as a picture (Mermaid): an arrow wherever one thing reads another, with the sign it has along a run."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from pairbond.errors import PairbondError
from pairbond.theory._graph import Graph, Step, finish, reader, total
from pairbond.theory._namespace import numpy_functions
from pairbond.theory._trace import reads, traced
from pairbond.theory.couples import COUPLES
from pairbond.theory.names import nearest

if TYPE_CHECKING:
    from pairbond.theory.theory import Theory

NUDGE = 1e-5
BARELY = 1e-9
UNSEEN = ("input", "trait", "status")  # stages of what no arrow starts from


def arrows(
    theory: Theory,
    state: Mapping[str, Any],
    status: Mapping[str, Any],
    inputs: Mapping[str, Any] = MappingProxyType({}),
    params: Mapping[str, Any] = MappingProxyType({}),
) -> dict[tuple[str, str, str], str]:
    """(from, to, "own" | "other" | "couple") -> "+", "-" or "±": every reading, with its sign over these states.

    ``state`` and ``status`` are those along a run, ``[2, …]`` and ``[…]``. A rate of change counts as its state,
    received conduct as the other's conduct.
    """
    m = numpy_functions
    known, u, p = theory.moment(m, state, status, inputs, params)
    found: dict[tuple[str, str, str], str] = {}
    for step in theory.graph.steps:
        if step.quantity.stage == "received":
            continue
        for place, name in sorted(_read(step)):
            if theory.quantities[name].stage not in UNSEEN:
                slopes = slope(m, theory.graph, step, (place, name), known, u, p)
                found[name, step.name.removeprefix("drift_"), place] = sign_of(slopes)
    return found


def _read(step: Step) -> set[tuple[str, str]]:
    parts = [step.node.base, *(one.term.fn for one in (*step.adds, *step.scales))]
    traces = [traced(one) for one in parts if callable(one)]
    if step.node.link is not None:
        traces.append(traced(step.node.link, 1.0))
    return {(place, name) for one in traces for place, name in reads(one) if place in ("own", "other", "couple")}


def slope(m: Any, graph: Graph, step: Step, at: tuple[str, str], known: Any, u: Any, p: Any) -> Any:
    """Derivative of one node by one thing it reads, everything else it reads held."""

    def value(nudge: float) -> Any:
        q = reader(m, graph, known, u)
        place = getattr(q, at[0])
        setattr(place, at[1], getattr(place, at[1]) + nudge)
        return finish(m, step, q, p, total(m, step, q, p))

    with np.errstate(invalid="ignore"):  # a nudge below 0 under a root says nothing, and counts for nothing
        return (value(NUDGE) - value(-NUDGE)) / (2.0 * NUDGE)


def sign_of(slopes: Any, none: str = "+") -> str:
    """Sign of slopes along a run; ``none`` where all are 0."""
    rises, falls = bool(np.any(slopes > BARELY)), bool(np.any(slopes < -BARELY))
    return "±" if rises and falls else "-" if falls else "+" if rises else none


def seen_by(m: Any, graph: Graph, at: tuple[str, str], known: Any, u: Any) -> Any:
    """What is read there: (place, name)."""
    return getattr(getattr(reader(m, graph, known, u), at[0]), at[1])


def closed_circuit(theory: Theory, days: int) -> tuple[Any, Any, dict[str, Any], dict[str, Any]]:
    """State, status, inputs, constants along a run of a self-inflating and a self-sacrificing person: ``[2, days]``."""
    params = theory.params(COUPLES["closed-circuit"])
    state, status = theory.start(params), theory.start_status(params)
    seen: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for _ in range(days):
        state, status, _ = theory.step(numpy_functions, state, status, {}, params, {}, {}, 1.0)
        seen.append((state, status))
    along = [{name: np.stack([one[i][name] for one in seen], -1) for name in seen[0][i]} for i in (0, 1)]
    return along[0], along[1], {}, {name: np.asarray(value)[:, None] for name, value in params.items()}


def diagram(theory: Theory, *quantities: str, days: int = 200) -> str:
    """The theory as a Mermaid flow chart: an arrow wherever one thing reads another.

    Signs are those of the derivatives along a run of ``days`` days of a self-inflating and a self-sacrificing
    person. ``quantities`` names what to show; by default everything.

    Raises
    ------
    PairbondError : a quantity there is not, with the nearest.
    """
    for name in quantities:
        if name not in theory.quantities:
            raise PairbondError(f"there is no quantity {name!r}; the nearest is {nearest(name, theory.quantities)!r}.")
    return _mermaid(theory, arrows(theory, *closed_circuit(theory, days)), frozenset(quantities))


def _mermaid(theory: Theory, found: dict[tuple[str, str, str], str], only: frozenset[str]) -> str:
    """Mermaid text; ``only`` names the quantities to show (empty: all)."""
    lines = ["flowchart LR"]
    shown = {key: sign for key, sign in found.items() if not only or (key[0] in only and key[1] in only)}
    names = dict.fromkeys(one for key in shown for one in key[:2])
    lines += [f'  {name}["{theory.quantities[name].short_term}"]' for name in names]
    for (source, target, place), sign in shown.items():
        line = "-." if place == "other" else "--"
        end = ".->" if place == "other" else "-->"
        text = f"{sign} of the other" if place == "other" else sign
        lines.append(f'  {source} {line} "{text}" {end} {target}')
    return "\n".join(lines)
