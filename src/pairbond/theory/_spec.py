"""What the theory is made of: constants, nodes, terms, mechanisms.

A *node* is one quantity that is worked out anew at every step. Its value is

    link[ (base + sum of gain * add) * product of (1 + gain * (scale - 1)) ]

and whoever owns it gives base and link. A *mechanism* adds terms to nodes it does not own; its gain
is 1 when it is fully there and 0 when it is not, which is the same as its term being absent.
A *part* is what everybody has: nodes and constants without a gain, which cannot be taken out.

Every function here is ``fn(m, q, p)``: ``m`` the functions (exp, swap ...), ``q`` what there is to read
(``q.own.x``, ``q.other.x``, ``q.couple.x``, ``q.u.x``), ``p`` the constants. Both partners are worked out at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Function = Callable[[Any, Any, Any], Any]
KINDS = ("add", "scale", "edit")
Origin = Literal["published", "essay", "assumed", "chosen by search"]


@dataclass(frozen=True)
class Constant:
    """A number of the theory.

    ``free`` numbers are the theory's parameters (fitted, swept, drawn); all others are fixed weights
    inside sums, part of the definition of the quantity that uses them. ``source`` is where the idea comes from,
    ``origin`` where the value does: "published" (the source gives the number), "essay" (an essay says how large or how
    long), "chosen by search" (so that claims hold), or "assumed", also where nothing is declared. ``limits`` is the
    range that is plausible, None where none is declared; ``range`` the neighbourhood in which claims have to hold: the
    limits, or ±20 %. ``sensitivity`` is how much the core changes with the number, None until it is measured.
    """

    name: str
    value: float
    symbol: str = ""
    unit: str = "1"
    source: str = ""
    free: bool = False
    limits: tuple[float, float] | None = None
    origin: Origin = "assumed"
    sensitivity: float | None = None

    @property
    def range(self) -> tuple[float, float]:
        """Lowest and highest value of the declared neighbourhood."""
        if self.limits is not None:
            return self.limits
        near, far = 0.8 * self.value, 1.2 * self.value
        return (near, far) if near <= far else (far, near)


def fixed(source: str = "definition", /, **values: float) -> tuple[Constant, ...]:
    """Fixed weights, named by keyword."""
    return tuple(Constant(name, float(value), source=source) for name, value in values.items())


@dataclass(frozen=True)
class Node:
    """A quantity worked out at every step; ``name`` is its row in the table of quantities.

    ``base`` is a function or a number; ``link`` is ``fn(m, q, p, x)``, applied to the sum.
    """

    name: str
    base: Function | float = 0.0
    link: Callable[[Any, Any, Any, Any], Any] | None = None


@dataclass(frozen=True)
class Term:
    """What a mechanism does to a node it does not own.

    ``kind`` is ``add``, ``scale``, or ``edit`` (interventions only: ``fn(m, q, p, x)`` returns what becomes of
    the finished value ``x``). ``gated=False`` is for a term that reads a node which carries the gain already, as
    when one partner's projection lands in the other: the gain that counts is the projecting person's.
    """

    node: str
    kind: str
    fn: Callable[..., Any]
    gated: bool = True


@dataclass(frozen=True)
class Early:
    """What a mechanism does to the map from childhood to the adult's traits (d10).

    ``part`` is ``wound`` (what inner worth falls short), ``leaning`` (+ inflating, - giving oneself away), ``anxiety``
    or ``avoidance`` (logits); ``fn(m, care, worth)`` is added to it: ``m`` the functions, ``care`` the childhood, in
    [0, 1], ``worth`` the inner worth it leaves (for ``leaning`` only). Or ``part`` is a kind of care, and what
    ``fn(m, home, usual)`` says is added to what is ``usual``: ``home`` is how both parents live.
    """

    part: str
    fn: Callable[[Any, Any, Any], Any]


@dataclass(frozen=True)
class Part:
    """Nodes and constants that everybody has."""

    name: str
    params: tuple[Constant, ...] = ()
    nodes: tuple[Node, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Mechanism:
    """One claim about how people affect each other, with a gain in [0, 1] for each person.

    Attributes
    ----------
    name : str
        Its file is ``mechanisms/<name>.py``; its gain is called ``gain_<name>``.
    symbol : str
        Of the gain, in LaTeX.
    says : str
        What it does, in one sentence.
    source : str
        Where it comes from: essays S0–S4 and the field's literature.
    claims : tuple of str
        The claims it is said to explain.
    quantities : tuple
        Rows for nodes and states that the table of quantities does not have; for mechanisms of your own. A state
        begins at its row's ``default`` and moves by the node ``drift_<name>``, which needs a row too.
    childhood : tuple of Early
        What it does long before the couple meets. It is there or not; gains do not scale it.
    """

    name: str
    symbol: str
    says: str
    source: str
    claims: tuple[str, ...] = ()
    params: tuple[Constant, ...] = ()
    terms: tuple[Term, ...] = ()
    nodes: tuple[Node, ...] = ()
    quantities: tuple[Any, ...] = field(default=())
    childhood: tuple[Early, ...] = ()

    @property
    def gain(self) -> str:
        """Name of its gain."""
        return f"gain_{self.name}"
