"""What a node's value is made of, to the last digit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairbond.theory._graph import Step, scale
from pairbond.theory._latex import Writer
from pairbond.theory._trace import compute, summands, traced

if TYPE_CHECKING:
    from pairbond.theory.theory import Theory


def shares(theory: Theory, step: Step, m: Any, q: Any, p: Any) -> dict[tuple[str, str], Any]:
    """(owner, summand in LaTeX) -> its part of the sum that goes into the link.

    Rates of change are divided by their time constant already, so that their shares add up to the rate itself.
    """
    writer = Writer(theory)
    factor = scale(m, step, q, p)
    parts: list[tuple[str, str, Any]] = [(step.owner, "", step.node.base)]
    parts += [(one.owner, one.gain, one.term.fn) for one in step.adds]
    found: dict[tuple[str, str], Any] = {}
    for owner, gain, fn in parts:
        whole = traced(fn) if callable(fn) else fn
        for one in summands(whole):
            value = compute(one, m, q, p) * factor * (getattr(p, gain) if gain else 1.0)
            if step.quantity.stage == "drift" and step.node.link is not None:
                value = step.node.link(m, q, p, value)
            label = (owner, writer.write(one))
            found[label] = found[label] + value if label in found else value
    return {label: value for label, value in found.items() if label[1] != "0"}
