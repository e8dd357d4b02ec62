"""Every quantity of the theory: one table, read by everything.

Name in code, symbol, the field's term, label in plain words, unit, range, whether more is better or worse for the
person, source, and the value it starts from or is worth when nobody supplies it (``default``: the neutral value that
a reader gets when the file that owns a node is gone). Reports, plots, courses of action and the documentation read
their words here. Numbers are pure (unit 1) and within [0, 1] unless the table says otherwise; time is in days.
"""

from __future__ import annotations

from typing import Any

from pairbond.model.quantity import Quantity
from pairbond.theory._rows import (
    APPRAISALS,
    CONDUCT,
    COUPLE_READOUTS,
    COUPLE_STATES,
    INPUTS,
    MODES,
    RATES,
    READOUTS,
    STATES,
    STATUS,
    TRAITS,
    Row,
)


def _read(rows: tuple[Row, ...], stage: str, couple: bool = False) -> list[Quantity]:
    made: list[Quantity] = []
    for name, symbol, term, more in rows:
        differs: dict[str, Any] = {"couple": couple, **more}
        made.append(Quantity(name, symbol, term, stage, **differs))
    return made


def _table() -> dict[str, Quantity]:
    inf = float("inf")
    rows = [
        *_read(STATUS, "status"),
        *_read(TRAITS, "trait"),
        *_read(STATES, "state"),
        *_read(COUPLE_STATES, "state", couple=True),
        *_read(INPUTS, "input"),
        *_read(READOUTS, "readout"),
        *_read(COUPLE_READOUTS, "readout", couple=True),
        *_read(MODES, "mode"),
        *_read(CONDUCT, "conduct"),
        *_read(APPRAISALS, "appraisal"),
        *_read(RATES, "rate"),
    ]
    for one in [x for x in rows if x.stage == "conduct"]:
        more: dict[str, Any] = {"low": one.low, "high": one.high}
        seen: dict[str, Any] = {**more, "higher": one.higher}
        rows.append(Quantity(f"received_{one.name}", one.symbol + "'", f"{one.term} received", "received", **seen))
        rows.append(Quantity(f"pin_{one.name}", f"a_{{{one.symbol}}}", f"share of {one.term} that is set", "input"))
        rows.append(Quantity(f"to_{one.name}", rf"{one.symbol}^*", f"value that {one.term} is set to", "input", **more))
    for one in [x for x in rows if x.stage == "state"]:
        symbol, what = rf"\dot {one.symbol}", f"change of {one.term}"
        rows.append(Quantity(f"drift_{one.name}", symbol, what, "drift", "1/d", -inf, inf, couple=one.couple))
    table = {one.name: one for one in rows}
    assert len(table) == len(rows), "two rows of the same name"
    return table


QUANTITIES: dict[str, Quantity] = _table()


def of_stage(stage: str) -> tuple[Quantity, ...]:
    """The quantities of one stage, in the order of the table."""
    return tuple(one for one in QUANTITIES.values() if one.stage == stage)
