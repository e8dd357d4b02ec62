"""The parts of a theory as tables, and the order in which a step is worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairbond.errors import PairbondError
from pairbond.theory.childhood import symbolic_term
from pairbond.theory.describe.latex import Writer
from pairbond.theory.names import nearest

if TYPE_CHECKING:
    import pandas as pd

    from pairbond.theory.theory import Theory

TABLES = ("mechanisms", "constants", "quantities", "childhood")


def table(theory: Theory, what: str = "mechanisms") -> pd.DataFrame:
    """The mechanisms, the constants, the quantities, or the terms of ``childhood``: one row each, by name.

    Raises
    ------
    PairbondError : a table there is not, with the nearest.
    """
    import pandas as pd  # not needed to run the theory

    if what not in TABLES:
        raise PairbondError(f"there is no table of {what!r}; the nearest is {nearest(what, TABLES)!r}.")
    if what == "mechanisms":
        rows: list[dict[str, Any]] = [
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
    elif what == "constants":
        rows = [
            {
                "constant": one.name,
                "symbol": one.symbol,
                "value": one.value,
                "unit": one.unit,
                "free": one.free,
                "low": one.range[0],
                "high": one.range[1],
                "source": one.source,
                "owner": theory.owners[one.name],
            }
            for one in theory.constants.values()
        ]
    elif what == "childhood":
        rows = [
            {
                "mechanism": mechanism.name,
                "part": one.part,
                "adds": Writer(theory).write(symbolic_term(one)),
                "says": mechanism.says,
            }
            for mechanism in theory.mechanisms.values()
            for one in mechanism.childhood
        ]
    else:
        rows = [
            {
                "quantity": one.name,
                "symbol": one.symbol,
                "term": one.term,
                "stage": one.stage,
                "of": "couple" if one.couple else "person",
                "unit": one.unit,
                "low": one.low,
                "high": one.high,
                "default": one.default,
            }
            for one in theory.quantities.values()
        ]
    return pd.DataFrame(rows).set_index(next(iter(rows[0])))


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
