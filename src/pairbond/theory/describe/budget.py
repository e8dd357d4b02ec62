"""What a node's value is made of: shares to the last digit, and what would be missing without each mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from pairbond.theory._graph import Step, reader, scale
from pairbond.theory._namespace import numpy_functions
from pairbond.theory._trace import compute, reads, summands, traced
from pairbond.theory.describe.latex import Writer

if TYPE_CHECKING:
    from pairbond.theory.theory import Theory


def shares(
    theory: Theory,
    node: str,
    state: Mapping[str, Any],
    status: Mapping[str, Any],
    inputs: Mapping[str, Any] = MappingProxyType({}),
    params: Mapping[str, Any] = MappingProxyType({}),
    m: Any = numpy_functions,
) -> dict[tuple[str, str], Any]:
    """What a node is made of: (owner, summand in LaTeX) -> its share.

    Shares add up exactly to a rate of change, and otherwise to what the node's link is applied to.
    """
    step = theory.node(node)
    known, u, p = theory.moment(m, state, status, inputs, params)
    return _inside(step, reader(m, theory.graph, known, u), p, m, Writer(theory))


def summands_of(theory: Theory, step: Step) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """The summands that :func:`shares` tells apart, in its order, and what each reads: (place, name)."""
    writer = Writer(theory)
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for owner, _, fn in _parts(step):
        for one in summands(traced(fn) if callable(fn) else fn):
            found.setdefault((owner, writer.write(one)), set()).update(reads(one))
    return {label: read for label, read in found.items() if label[1] != "0"}


def all_shares(
    theory: Theory,
    state: Mapping[str, Any],
    status: Mapping[str, Any],
    inputs: Mapping[str, Any],
    params: Mapping[str, Any],
    m: Any = numpy_functions,
) -> tuple[Mapping[str, Any], dict[str, dict[tuple[str, str], Any]]]:
    """Values of everything at one moment, and of each node what :func:`shares` says, all in one evaluation."""
    known, u, p = theory.moment(m, state, status, inputs, params)
    q, writer = reader(m, theory.graph, known, u), Writer(theory)
    return known, {step.name: _inside(step, q, p, m, writer) for step in theory.graph.steps}


def _parts(step: Step) -> list[tuple[str, str, Any]]:
    """Owner, gain and function of the base and of what is added."""
    return [(step.owner, "", step.node.base), *((one.owner, one.gain, one.term.fn) for one in step.adds)]


def _inside(step: Step, q: Any, p: Any, m: Any, writer: Writer) -> dict[tuple[str, str], Any]:
    factor = scale(m, step, q, p)
    found: dict[tuple[str, str], Any] = {}
    for owner, gain, fn in _parts(step):
        for one in summands(traced(fn) if callable(fn) else fn):
            value = compute(one, m, q, p) * factor * (getattr(p, gain) if gain else 1.0)
            if step.quantity.stage == "drift" and step.node.link is not None:
                value = step.node.link(m, q, p, value)
            label = (owner, writer.write(one))
            found[label] = found[label] + value if label in found else value
    return {label: value for label, value in found.items() if label[1] != "0"}


def knockouts(
    theory: Theory,
    node: str,
    state: Mapping[str, Any],
    status: Mapping[str, Any],
    inputs: Mapping[str, Any] = MappingProxyType({}),
    params: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[Any, Any, dict[str, Any]]:
    """What a node would lose without each mechanism at this moment, everything that is remembered held as it is.

    Returns its value, its value without any mechanism, and mechanism -> value minus the value with that gain 0
    for both partners. Differences do not add up: mechanisms act on each other.
    """
    node = theory.node(node).name
    # in one evaluation: a last axis holds the theory as it is, then without each mechanism, then without any
    names = list(theory.mechanisms)
    each = np.ones(np.shape(state["shame"]) or (2,))
    kept = np.ones((len(names), len(names) + 2))
    kept[np.arange(len(names)), 1 + np.arange(len(names))] = 0.0
    kept[:, -1] = 0.0

    def wide(values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: np.asarray(x)[..., None] if np.ndim(x) else x for name, x in values.items()}

    given = wide(params)
    for name, mask in zip(names, kept, strict=True):
        gain = theory.mechanisms[name].gain
        # of both partners, also where they share one number: an axis of mechanisms is none of partners
        given[gain] = given.get(gain, 1.0) * each[..., None] * mask
    values = theory.evaluate(numpy_functions, wide(state), wide(status), wide(inputs), given)
    of = each[0] if theory.quantities[node].couple else each
    found = np.broadcast_to(values[node], (*of.shape, len(names) + 2))
    whole = found[..., 0]
    return whole, found[..., -1], {name: whole - found[..., 1 + i] for i, name in enumerate(names)}
