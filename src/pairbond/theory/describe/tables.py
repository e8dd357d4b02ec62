"""The parts of a theory as tables, and the order in which a step is worked out."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Any

from pairbond.errors import PairbondError
from pairbond.theory.childhood import symbolic_term
from pairbond.theory.describe.latex import Writer
from pairbond.theory.names import nearest

if TYPE_CHECKING:
    import pandas as pd

    from pairbond.theory.theory import Theory

NO_SOURCE = "none stated"
DERIVED = ("received_", "drift_", "pin_", "to_")  # quantities that go with another one, whose idea they share


def table(theory: Theory, what: str = "mechanisms") -> pd.DataFrame:
    """The mechanisms, the parameters, the quantities, or the terms of ``childhood``: one row each, by name.

    Of a parameter, ``low`` and ``high`` are the plausible range, NaN where ``range`` says "missing"; ``tested from``
    and ``tested to`` the neighbourhood in which claims have to hold. ``origin`` is where the value comes from,
    ``source`` the idea; ``sensitivity`` is NaN until it is measured; ``kind`` is "free" (fitted, swept, drawn), "fixed"
    or "gain".

    Raises
    ------
    PairbondError : a table there is not, with the nearest.
    """
    import pandas as pd  # not needed to run the theory

    found = rows(theory, what)
    return pd.DataFrame(found).set_index(next(iter(found[0])))


def rows(theory: Theory, what: str = "mechanisms") -> list[dict[str, Any]]:
    """The rows of :func:`table` as plain data, the name of each under the first key.

    Raises
    ------
    PairbondError : a table there is not, with the nearest.
    """
    if what not in TABLES:
        raise PairbondError(f"there is no table of {what!r}; the nearest is {nearest(what, TABLES)!r}.")
    return TABLES[what](theory)


def _mechanisms(theory: Theory) -> list[dict[str, Any]]:
    return [
        {
            "mechanism": one.name,
            "gain": one.symbol,
            "says": one.says,
            "acts on": ", ".join(dict.fromkeys([*(x.node for x in one.terms), *(x.part for x in one.childhood)])),
            "claims": ", ".join(one.claims),
            "source": one.source,
        }
        for one in theory.mechanisms.values()
    ]


def _parameters(theory: Theory) -> list[dict[str, Any]]:
    missing = (nan, nan)
    gains = {one.gain for one in theory.mechanisms.values()}
    return [
        {
            "parameter": one.name,
            "symbol": one.symbol,
            "unit": one.unit,
            "value": one.value,
            "low": (one.limits or missing)[0],
            "high": (one.limits or missing)[1],
            "range": "declared" if one.limits else "missing",
            "origin": one.origin,
            "source": one.source or NO_SOURCE,
            "sensitivity": nan if one.sensitivity is None else one.sensitivity,
            "kind": "gain" if one.name in gains else "free" if one.free else "fixed",
            "tested from": one.range[0],
            "tested to": one.range[1],
            "owner": theory.owners[one.name],
        }
        for one in theory.constants.values()
    ]


def _quantities(theory: Theory) -> list[dict[str, Any]]:
    return [
        {
            "quantity": one.name,
            "symbol": one.symbol,
            "label": one.label,
            "term": one.term,
            "stage": one.stage,
            "of": "couple" if one.couple else "person",
            "unit": one.unit,
            "low": one.low,
            "high": one.high,
            "default": one.default,
            "higher": one.higher,
            "source": _source(theory, one.name),
        }
        for one in theory.quantities.values()
    ]


def _source(theory: Theory, name: str) -> str:
    """What is stated, or the source of the mechanism that a node belongs to, or of what it goes with."""
    if stated := theory.quantities[name].source:
        return stated
    owner = next((step.owner for step in theory.graph.steps if step.name == name), "")
    if owner in theory.mechanisms:
        return theory.mechanisms[owner].source
    base = next((name.removeprefix(x) for x in DERIVED if name.startswith(x)), "")
    return _source(theory, base) if base in theory.quantities else NO_SOURCE


def _childhood(theory: Theory) -> list[dict[str, Any]]:
    writer = Writer(theory)
    return [
        {"mechanism": name, "part": early.part, "adds": writer.write(symbolic_term(early)), "says": one.says}
        for name, one in theory.mechanisms.items()
        for early in one.childhood
    ]


TABLES = {"mechanisms": _mechanisms, "parameters": _parameters, "quantities": _quantities, "childhood": _childhood}


def schedule(theory: Theory) -> pd.DataFrame:
    """What is worked out when in a step, from 1 on, by whom, from what."""
    import pandas as pd

    rows = [
        {
            "node": one.name,
            "stage": one.quantity.stage,
            "owner": one.owner,
            "terms from": ", ".join(dict.fromkeys(x.owner for x in (*one.adds, *one.scales, *one.edits))),
            "reads": ", ".join(sorted(theory.graph.reads[one.name])),
        }
        for one in theory.graph.steps
    ]
    return pd.DataFrame(rows, index=pd.RangeIndex(1, len(rows) + 1, name="order"))
