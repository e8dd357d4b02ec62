"""What a repair is, and how a theory comes to have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pairbond.model.quantity import Quantity
from pairbond.theory._spec import Constant, Mechanism, Node, Part
from pairbond.theory.names import check_names
from pairbond.theory.theory import Theory


@dataclass(frozen=True)
class StructuralRepair:
    """A change of the equations.

    Attributes
    ----------
    name : str
        Its file is ``repairs/<name>.py``.
    says : str
        What it claims, in one sentence.
    source : str
        Where it comes from.
    gates : str
        Letters of the core's gates that it is for.
    mechanisms : tuple of Mechanism
        New ones, or ones in place of those of the same name.
    nodes : tuple of Node
        In place of nodes that everybody has.
    numbers : mapping of constant to value
        Constants that take another value.
    gone : tuple of str
        Constants of everybody's parts that nothing reads any more.
    kept : bool
        Whether it is among those that ``repaired()`` takes: it mends what it is for.
    """

    name: str
    says: str
    source: str
    gates: str
    mechanisms: tuple[Mechanism, ...] = ()
    nodes: tuple[Node, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    kept: bool = True


def with_repair(theory: Theory, repair: StructuralRepair) -> Theory:
    """The theory with a repair; constants and nodes that it is to change and that are not there are refused."""
    known = {one.name for part in theory.parts for one in part.nodes}
    check_names("the theory", "node", [one.name for one in repair.nodes], dict.fromkeys(known))
    made = {**theory.mechanisms, **{one.name: one for one in repair.mechanisms}}
    nodes = {one.name: one for one in repair.nodes}
    parts = [
        replace(
            part,
            nodes=tuple(nodes.get(one.name, one) for one in part.nodes),
            params=_renumbered(part, repair),
        )
        for part in theory.parts
    ]
    numbers = {one.name: one for owner in (*theory.parts, *made.values()) for one in owner.params}
    check_names("the theory", "constant", (*repair.numbers, *repair.gone), numbers)
    mechanisms = [replace(made[name], params=_renumbered(made[name], repair)) for name in sorted(made)]
    return Theory(mechanisms, parts, theory.removed)


def renumbered(theory: Theory, numbers: Mapping[str, float]) -> Theory:
    """The theory with other values of some constants; an unknown one is refused with the nearest."""
    return (
        with_repair(theory, StructuralRepair("numbers", "Other numbers.", "", "", numbers=numbers))
        if numbers
        else theory
    )


def _renumbered(part: Part | Mechanism, repair: StructuralRepair) -> tuple[Constant, ...]:
    kept = [one for one in part.params if one.name not in repair.gone]
    return tuple(replace(one, value=repair.numbers.get(one.name, one.value)) for one in kept)


def own_state(
    name: str, symbol: str, term: str, high: float = 1.0, start: float = 0.0, low: float = 0.0
) -> tuple[Quantity, Quantity]:
    """The rows of a state that a mechanism brings along, and of its change (1/d)."""
    inf = float("inf")
    return (
        Quantity(name, symbol, term, "state", low=low, high=high, default=start),
        Quantity(f"drift_{name}", rf"\dot{{{symbol}}}", f"change of {term}", "drift", "1/d", -inf, inf),
    )


def own_node(name: str, symbol: str, term: str, low: float = 0.0, default: float = 0.0) -> Quantity:
    """The row of a value that a mechanism works out, without an upper end."""
    return Quantity(name, symbol, term, "appraisal", low=low, high=float("inf"), default=default)
