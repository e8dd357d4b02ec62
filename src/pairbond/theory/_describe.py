"""The theory described: its tables, its order of work, what it rests on, its fingerprint."""

from __future__ import annotations

import hashlib
from re import fullmatch
from typing import TYPE_CHECKING, Any

from pairbond.errors import PairbondError
from pairbond.theory import status
from pairbond.theory._graph import Contribution
from pairbond.theory._spec import Early
from pairbond.theory._trace import Expression, spelled, symbolic_constants, symbolic_functions, symbolic_reader, traced
from pairbond.theory.childhood import CARE
from pairbond.theory.names import nearest

if TYPE_CHECKING:
    import pandas as pd

    from pairbond.theory.theory import Theory

TABLES = ("mechanisms", "constants", "quantities", "childhood")


def table(theory: Theory, what: str) -> pd.DataFrame:
    import pandas as pd  # not needed to run the theory

    from pairbond.theory._latex import Writer

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
            for one in theory.laws
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
            {"mechanism": law.name, "part": one.part, "adds": Writer(theory).write(_grown(one)), "says": law.says}
            for law in theory.laws
            for one in law.childhood
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


def citations(theory: Theory) -> dict[str, tuple[str, ...]]:
    """Source -> what rests on it."""
    found: dict[str, list[str]] = {}
    for one in (*theory.laws, *theory.free.values()):
        for source in _sources(one.source):
            found.setdefault(source, []).append(one.name)
    return {source: tuple(dict.fromkeys(found[source])) for source in sorted(found)}


def _sources(text: str) -> list[str]:
    """Works are set apart by semicolons, essays (S0–S4) by commas."""
    works = [one.strip() for one in text.split(";")]
    return [one for work in works for one in (work.split(", ") if fullmatch(r"(S\d(, )?)+", work) else [work])]


def fingerprint(theory: Theory) -> str:
    """SHA-256 of every constant, every equation in its order, the rules of status, and where two people begin."""
    lines = [f"{one.name} {one.value!r} {one.free}" for one in theory.constants.values()]
    for one in theory.quantities.values():
        lines.append(f"{one.name} {one.stage} {one.low!r} {one.high!r} {one.default!r} {one.couple} {one.noisy}")
    for step in theory.graph.steps:
        base = traced(step.node.base) if callable(step.node.base) else step.node.base
        link = traced(step.node.link, Expression("x", ())) if step.node.link else ""
        lines.append(f"{step.name} {spelled(base)} {spelled(link)}")
        lines += [_line(one) for one in (*step.adds, *step.scales, *step.edits)]
    lines += [f"{name} {spelled(value)}" for name, value in _status_rules().items()]
    for law in theory.laws:
        lines += [f"{law.name} {one.part} {spelled(_grown(one))}" for one in law.childhood]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _line(one: Contribution) -> str:
    x = (Expression("x", ()),) if one.term.kind == "edit" else ()
    return f"{one.gain} {one.term.kind} {spelled(traced(one.term.fn, *x))}"


def _grown(one: Early) -> Any:
    own = symbolic_reader.own
    return one.fn(symbolic_functions, own, own.usual if one.part in CARE else own.inner_worth)


class _Any(dict[str, Any]):
    def __missing__(self, name: str) -> Expression:
        return Expression("own", (name,))


def _status_rules() -> dict[str, Any]:
    dt: Any = Expression("own", ("dt",))
    return status.advance(symbolic_functions, _Any(), _Any(), symbolic_constants, _Any(), dt)
