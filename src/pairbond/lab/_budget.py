"""Rows of the description of a budget: what every node is made of, and where its shares lie."""

from __future__ import annotations

from typing import Any

from pairbond.engine.packing import Slots
from pairbond.simulate import GeneralProgram
from pairbond.theory import describe


def budget(program: GeneralProgram, slots: Slots) -> list[dict[str, Any]]:
    """One row a node: its quantity, the place of its value, and its summands with owner, what they read, and place.

    A rate of change has the name of its state, and ``rate`` is true. Shares add up to the value where ``linear``, and
    otherwise to what the node's bounds are applied to; where ``edited``, what is done may change the value afterwards.
    ``owner`` is a mechanism, or "" for what is part of everybody.
    """
    theory, rows = program.theory, []
    for name in program.budgeted:
        step = theory.node(name)
        rate = step.quantity.stage == "drift"
        rows.append(
            {
                "name": name.removeprefix("drift_") if rate else name,
                "rate": rate,
                "unit": step.quantity.unit,
                "linear": rate or step.node.link is None,
                "edited": bool(step.edits) or step.pinned(),
                "slots": list(slots[f"value.{name}"]),
                "shares": [
                    {
                        "owner": owner if owner in theory.mechanisms else "",
                        "reads": sorted([place, read] for place, read in reads if place not in ("p", "u")),
                        "inputs": sorted(read for place, read in reads if place == "u"),
                        "slots": list(slots[f"share.{name}.{i}"]),
                    }
                    for i, ((owner, _), reads) in enumerate(describe.summands_of(theory, step).items())
                ],
            }
        )
    return rows
