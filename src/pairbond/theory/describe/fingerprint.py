"""A hash of everything that a theory computes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from pairbond.theory import status
from pairbond.theory._graph import Contribution
from pairbond.theory._trace import Expression, spelled, symbolic_constants, symbolic_functions, traced
from pairbond.theory.childhood import symbolic_term

if TYPE_CHECKING:
    from pairbond.theory.theory import Theory


def fingerprint(theory: Theory) -> str:
    """SHA-256 of every constant, every equation in its order, the rules of status, and the terms of childhood."""
    lines = [f"{one.name} {one.value!r} {one.free}" for one in theory.constants.values()]
    lines += [
        f"{one.name} {one.stage} {one.low!r} {one.high!r} {one.default!r} {one.couple} {one.noisy}"
        for one in theory.quantities.values()
    ]
    for step in theory.graph.steps:
        base = traced(step.node.base) if callable(step.node.base) else step.node.base
        link = traced(step.node.link, Expression("x", ())) if step.node.link else ""
        lines.append(f"{step.name} {spelled(base)} {spelled(link)}")
        lines += [_line(one) for one in (*step.adds, *step.scales, *step.edits)]
    lines += [f"{name} {spelled(value)}" for name, value in _status_rules().items()]
    for mechanism in theory.mechanisms.values():
        lines += [f"{mechanism.name} {one.part} {spelled(symbolic_term(one))}" for one in mechanism.childhood]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _line(one: Contribution) -> str:
    x = (Expression("x", ()),) if one.term.kind == "edit" else ()
    return f"{one.gain} {one.term.kind} {spelled(traced(one.term.fn, *x))}"


class _Any(dict[str, Any]):
    def __missing__(self, name: str) -> Expression:
        return Expression("own", (name,))


def _status_rules() -> dict[str, Any]:
    dt: Any = Expression("own", ("dt",))
    return status.advance(symbolic_functions, _Any(), _Any(), symbolic_constants, _Any(), dt)
