"""Rows of the description of a module, read from the model's own tables."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from pairbond.engine.packing import Slots
from pairbond.lab import _theory_rows
from pairbond.lab._sets import offered
from pairbond.model import Model
from pairbond.simulate import NEVER, SWITCHES, GeneralProgram
from pairbond.theory import DoseSchedule, Theory

Row = dict[str, Any]
COLUMNS = ("label", "term", "symbol", "stage", "unit", "low", "high", "higher", "source")


def quantities(model: Model) -> Mapping[str, Row]:
    """Words, unit, range and source of every quantity of a model, by name."""
    if isinstance(model, Theory):
        return _theory_rows.quantities(model, COLUMNS)
    return {name: {key: getattr(one, key) for key in COLUMNS} for name, one in model.quantities.items()}


def _row(name: str, columns: Row, at: tuple[int, ...]) -> Row:
    """A row with its slots; JSON has no infinite end of a range."""
    ends = {end: float(columns[end]) if isfinite(columns[end]) else None for end in ("low", "high")}
    return {"name": name, **columns, **ends, "slots": list(at)}


def described(known: Mapping[str, Row], slots: Slots) -> list[Row]:
    """Rows of quantities; a name may have a prefix ("state.shame")."""
    plain = {name: name.rpartition(".")[2] for name in slots}
    return [_row(plain[name], known[plain[name]], at) for name, at in slots.items()]


def parameters(program: GeneralProgram, known: Mapping[str, Row], slots: Slots) -> list[Row]:
    """Traits, gains and free parameters."""
    model = program.model
    columns = {**known, **(_theory_rows.constants(model) if isinstance(model, Theory) else {})}
    return [
        {**_row(name, columns[name], slots[f"param.{name}"]), "default": one.default}
        for name, one in program.parameters.items()
    ]


def interventions(program: GeneralProgram, known: Mapping[str, Row], slots: Slots) -> list[Row]:
    """What can be done: its days in steps since the meeting (``never``: not at all), and the dose of every input."""
    there, rows = offered(program.model), []
    for name, inputs in program.sets.items():
        says: Row = {"says": known[name]["label"]} if name not in there else {
            "says": there[name].says,
            "directed_at_partner": there[name].directed_at_partner,
        }  # fmt: skip
        full = there[name]().inputs if name in there else {}
        doses = [
            {**_row(one, known[one], slots[f"act.{name}.{one}"]), "usual": _at_first(full.get(one, 1.0))}
            for one in inputs
        ]
        days = {edge: list(slots[f"act.{name}.{edge}"]) for edge in ("start", "end")}
        rows.append({"name": name, **says, **days, "never": NEVER, "doses": doses})
    return rows


def _at_first(dose: float | DoseSchedule) -> float:
    return dose.at(0) if isinstance(dose, DoseSchedule) else float(dose)


def switches(slots: Slots) -> list[Row]:
    """What is on (1) or off (0)."""
    return [
        {"name": name, "label": label, "default": 1.0, "slots": list(slots[f"switch.{name}"])}
        for name, label in SWITCHES.items()
    ]
