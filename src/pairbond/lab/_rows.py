"""Rows of the description of a module, read from the model's own tables."""

from __future__ import annotations

from math import isfinite
from typing import Any

import numpy as np

from pairbond.engine.packing import Slots
from pairbond.lab._sets import offered
from pairbond.model import Model, Quantity
from pairbond.simulate import NEVER, SWITCHES, GeneralProgram, prepare
from pairbond.theory import DoseSchedule, Theory
from pairbond.theory.couples import COUPLES

Row = dict[str, Any]


def _end(value: float) -> float | None:
    """An end of a range, as JSON can say it."""
    return float(value) if isfinite(value) else None


def _quantity(one: Quantity, at: tuple[int, ...]) -> Row:
    return {
        "name": one.name,
        "label": one.label,
        "term": one.term,
        "symbol": one.symbol,
        "stage": one.stage,
        "unit": one.unit,
        "low": _end(one.low),
        "high": _end(one.high),
        "higher": one.higher,
        "source": one.source,
        "slots": list(at),
    }


def described(model: Model, slots: Slots) -> list[Row]:
    """Rows of quantities; a name may have a prefix ("state.shame")."""
    return [_quantity(model.quantities[name.split(".")[-1]], at) for name, at in slots.items()]


def parameters(program: GeneralProgram, slots: Slots) -> list[Row]:
    """Traits, gains and free parameters."""
    model, rows = program.model, []
    for name, one in program.parameters.items():
        at = slots[f"param.{name}"]
        known = model.quantities.get(name)
        row = _quantity(known, at) if known else _constant(model, name, at)
        rows.append({**row, "default": one.default})
    return rows


def _constant(model: Model, name: str, at: tuple[int, ...]) -> Row:
    assert isinstance(model, Theory)
    one, owner = model.constants[name], model.owners[name]
    gain = owner in model.mechanisms and model.mechanisms[owner].gain == name
    low, high = one.range  # where nothing is declared, ±20 %
    return {
        "name": name,
        "label": model.mechanisms[owner].says if gain else name.replace("_", " "),
        "symbol": one.symbol,
        "stage": "gain" if gain else "parameter",
        "owner": owner,
        "unit": one.unit,
        "low": _end(low),
        "high": _end(high),
        "slots": list(at),
        "declared": one.limits is not None,
        "source": model.mechanisms[owner].source if gain else one.source,
        "origin": one.origin,
    }


def interventions(program: GeneralProgram, slots: Slots) -> list[Row]:
    """What can be done: its days in steps since the meeting (``never``: not at all), and the dose of every input."""
    model, there, rows = program.model, offered(program.model), []
    for name, inputs in program.levers.sets.items():
        known: Row = {"says": model.quantities[name].label} if name not in there else {
            "says": there[name].says,
            "directed_at_partner": there[name].directed_at_partner,
        }  # fmt: skip
        full = there[name]().inputs if name in there else {}
        doses = [
            {
                **_quantity(model.quantities[one], slots[f"act.{name}.{one}"]),
                "usual": _at_first(full.get(one, 1.0)),
            }
            for one in inputs
        ]
        days = {edge: list(slots[f"act.{name}.{edge}"]) for edge in ("start", "end")}
        rows.append({"name": name, **known, **days, "never": NEVER, "doses": doses})
    return rows


def _at_first(dose: float | DoseSchedule) -> float:
    return dose.at(0) if isinstance(dose, DoseSchedule) else float(dose)


def switches(slots: Slots) -> list[Row]:
    """What is on (1) or off (0)."""
    return [
        {"name": name, "label": label, "default": 1.0, "slots": list(slots[f"switch.{name}"])}
        for name, label in SWITCHES.items()
    ]


def mechanisms(model: Model) -> list[Row]:
    """What the theory is made of; another model has no parts."""
    if not isinstance(model, Theory):
        return []
    return [
        {
            "name": one.name,
            "gain": one.gain,
            "symbol": one.symbol,
            "says": one.says,
            "source": one.source,
            "claims": list(one.claims),
        }
        for one in model.mechanisms.values()
    ]


def couples(program: GeneralProgram) -> list[Row]:
    """Named couples: parameters that are not the default, ``[a's, b's]`` or a number for the two."""
    model = program.model
    if not isinstance(model, Theory):
        return []
    default, rows = program.given(1), []
    for name, couple in COUPLES.items():
        given = program.task(prepare(couple, 0, theory=model, dt=1 / program.every)).given
        own = {k: v for k, v in given.items() if k.startswith("param.") and (v != default[k]).any()}
        rows.append({"name": name, "parameters": {k.removeprefix("param."): _plain(v) for k, v in own.items()}})
    return rows


def _plain(value: np.ndarray) -> list[float] | float:
    return value[:, 0].tolist() if value.ndim == 2 else float(value[0])
