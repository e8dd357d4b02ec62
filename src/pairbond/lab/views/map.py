"""The cycle map: six boxes for each of two partners, and the quantity of each box that the model answers with."""

from __future__ import annotations

from typing import Any

from pairbond.lab.module import LabModule
from pairbond.model import Model
from pairbond.theory import Theory, describe

BOXES = ("shown", "hope", "asking", "hurt", "picture", "longing")  # as the texts name them, one for each step
# ends of the scale of words where a quantity has none: about 98 % of the days of all named couples lie between them
ENDS = {"demand": (0.0, 0.5), "injury": (0.0, 2.5), "image": (-1.6, 1.6)}
LIMITS = {"words": 240, "bytes": 100_000}  # letters in a box, so that one page of A4 holds all; size of a file


def record(model: Model) -> tuple[str, ...]:
    """Quantities of the six boxes."""
    return _quantities(model)


def data(made: LabModule) -> dict[str, Any] | None:
    """Boxes of the map; None for a model that lacks a step of the loop.

    ``boxes`` : in the order of the loop, each with the name of its text, its ``quantity``, the ends of the scale on
        which words are chosen, and whether what follows from it is the ``other`` partner's.
    ``limits`` : letters in a box, bytes of a file.
    """
    model = made.program.model
    names = _quantities(model)
    if not names or not isinstance(model, Theory):
        return None
    whose = [who for _, who in describe.STEPS]
    boxes = []
    for i, (box, name) in enumerate(zip(BOXES, names, strict=True)):
        low, high = ENDS.get(name, (model.quantities[name].low, model.quantities[name].high))
        # the last step comes back to the one before it, in the same person
        other = i + 1 < len(whose) and whose[i + 1] != whose[i]
        boxes.append({"name": box, "quantity": name, "low": low, "high": high, "other": other})
    return {"boxes": boxes, "limits": LIMITS}


def _quantities(model: Model) -> tuple[str, ...]:
    if not isinstance(model, Theory):
        return ()
    there = {*model.computed, *(one.name for one in model.states)}
    names = tuple(name for name, _ in describe.STEPS)
    return names if there.issuperset(names) else ()
