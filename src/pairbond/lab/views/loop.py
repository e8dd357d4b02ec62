"""The causal diagram as plain data: every arrow, and the main loop laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pairbond.lab.views._layout import Layout, laid_out
from pairbond.model import Model, Quantity
from pairbond.theory import Theory, describe

PLACES = ("own", "other", "couple")


def loop_view(model: Model, days: int = 120) -> dict[str, Any] | None:
    """The diagram of a model that is made of mechanisms; of any other None.

    ``nodes`` are quantities, ``mechanisms`` names, ``arrows`` rows of numbers as ``columns`` says: places in these
    lists. ``picture`` is the main loop: boxes and paths in units of its ``width``; a path is an arrow with the partner
    (0 or 1) from whom it comes and to whom it goes. ``record`` names what has to be written down every day for signals.
    Signs of arrows are those along ``days`` days.
    """
    if not isinstance(model, Theory):
        return None
    arrows = describe.carried(model, days)
    names = sorted({name for one in arrows for name in (one.source, one.target)}, key=list(model.quantities).index)
    mechanisms = list(model.mechanisms)
    at = {name: i for i, name in enumerate(names)}
    laid = laid_out(present(describe.RING, names), present(describe.BRANCH, names), _labels(model, names), arrows)
    return {
        "nodes": [_node(model.quantities[name]) for name in names],
        "mechanisms": mechanisms,
        "couple_gains": [k for k in mechanisms if model.mechanisms[k].gain in model.graph.shared],
        "columns": ["source", "target", "place", "signs", "owners", "everybody", "cut_by"],
        "arrows": [_row(one, at, mechanisms) for one in arrows],
        "picture": _picture(laid, at, arrows),
        "record": sorted({name for name, _ in laid.boxes}, key=names.index),
    }


def present(chain: Sequence[describe.Place], names: Sequence[str]) -> tuple[describe.Place, ...]:
    """Those of a chain that the theory has."""
    return tuple(one for one in chain if one[0] in names)


def _node(one: Quantity) -> dict[str, Any]:
    said = ("name", "label", "term", "unit", "couple", "stage")
    return {key: getattr(one, key) for key in said}


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


def _picture(laid: Layout, at: dict[str, int], arrows: Sequence[describe.Arrow]) -> dict[str, Any]:
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
                "sign_at": list(one.middle),
            }
            for one in laid.paths
        ],
    }
