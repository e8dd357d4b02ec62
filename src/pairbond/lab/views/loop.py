"""The causal diagram as plain data: every arrow, and the main loop laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pairbond.lab.module import LabModule
from pairbond.lab.views._layout import Layout, laid_out
from pairbond.model import Model, Quantity
from pairbond.theory import Theory, describe

PLACES = ("own", "other", "couple")


def record(model: Model) -> tuple[str, ...]:
    """Quantities of the main loop, whose course the picture shows."""
    return tuple(dict.fromkeys(name for name, _ in _main(model))) if isinstance(model, Theory) else ()


def data(made: LabModule, days: int = 120) -> dict[str, Any] | None:
    """The diagram of a model that is made of mechanisms; of any other None.

    ``nodes`` are quantities, ``mechanisms`` names, ``arrows`` rows of numbers as ``columns`` says: places in these
    lists. ``picture`` is the main loop: boxes and paths in units of its ``width``; a path is an arrow with the partner
    (0 or 1) from whom it comes and to whom it goes. ``budget`` says where the shares of a moment lie in a row of
    ``width`` numbers. Signs of arrows are those along ``days`` days.
    """
    model = made.program.model
    if not isinstance(model, Theory):
        return None
    arrows = describe.carried(model, days)
    names = sorted({name for one in arrows for name in (one.source, one.target)}, key=list(model.quantities).index)
    mechanisms = list(model.mechanisms)
    at = {name: i for i, name in enumerate(names)}
    laid = laid_out(_present(describe.RING, model), _present(describe.BRANCH, model), _labels(model, names), arrows)
    return {
        "nodes": [_node(model.quantities[name]) for name in names],
        "mechanisms": mechanisms,
        "couple_gains": [k for k in mechanisms if model.mechanisms[k].gain in model.graph.shared],
        "columns": ["source", "target", "place", "signs", "owners", "everybody", "cut_by"],
        "arrows": [_row(one, at, mechanisms) for one in arrows],
        "picture": _picture(laid, at, arrows, mechanisms),
        "record": list(record(model)),
        "budget": [_budget(row, mechanisms) for row in made.description.get("budget", [])],
        "width": made.description["sizes"].get("shares", 0),
    }


def _main(model: Theory) -> tuple[describe.Place, ...]:
    return (*_present(describe.RING, model), *_present(describe.BRANCH, model))


def _present(chain: Sequence[describe.Place], model: Theory) -> tuple[describe.Place, ...]:
    """Those of a chain that the theory has: states, and what it works out."""
    there = {*model.computed, *(one.name for one in model.states)}
    return tuple(one for one in chain if one[0] in there)


def _node(one: Quantity) -> dict[str, Any]:
    said = ("name", "label", "couple")
    return {key: getattr(one, key) for key in said}


def _budget(row: dict[str, Any], mechanisms: list[str]) -> list[Any]:
    """Name, rate, linear, first slot, how many for the value, and of each summand: owner (-1: everybody), reads, slots.

    Slots of a node follow one another.
    """
    shares = [
        [mechanisms.index(x["owner"]) if x["owner"] else -1, [] if x["owner"] else x["reads"], len(x["slots"])]
        for x in row["shares"]
    ]
    return [row["name"], row["rate"], row["linear"], row["slots"][0], len(row["slots"]), shares]


def _labels(model: Theory, names: Sequence[str]) -> dict[str, str]:
    return {name: model.quantities[name].label for name in names}


def _row(one: describe.Arrow, at: dict[str, int], mechanisms: list[str]) -> list[Any]:
    inside = [mechanisms.index(k) for k in one.owners if k in mechanisms]
    return [
        at[one.source],
        at[one.target],
        PLACES.index(one.place),
        list(one.signs),
        inside,
        len(inside) < len(one.owners),
        [mechanisms.index(k) for k in one.cut_by],
    ]


def _picture(
    laid: Layout, at: dict[str, int], arrows: Sequence[describe.Arrow], mechanisms: Sequence[str]
) -> dict[str, Any]:
    def cuttable(arrow: describe.Arrow) -> bool:
        return any(owner in mechanisms for owner in arrow.owners)

    return {
        "width": laid.width,
        "height": laid.height,
        "boxes": [{"node": at[name], "partner": who, **asdict(box)} for (name, who), box in laid.boxes.items()],
        "paths": [
            {
                "arrow": arrows.index(one.arrow),
                "from": one.source,
                "to": one.target,
                "main": one.main,
                "d": one.d,
                "sign_at": list(one.middle if cuttable(one.arrow) else one.beside),
            }
            for one in laid.paths
        ],
    }
