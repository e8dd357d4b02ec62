"""Run a term on symbols instead of numbers, to see what it reads and what it computes.

The symbols are what one person sees: own values, the other's, the couple's. A term that asks a symbol for a
decision (``if x > 0``) is refused here, since it could not be run on arrays of couples either.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import Any

from pairbond.errors import PairbondError
from pairbond.theory.names import nearest


@dataclass(frozen=True, eq=False)
class Expression:
    """An operation and its arguments, which are expressions or numbers.

    ``op`` is an operator or the name of a function, or one of own, other, couple, u, p: then ``args`` is the name read.
    """

    op: str
    args: tuple[Any, ...]

    def __add__(self, x: Any) -> Expression:
        return Expression("+", (self, x))

    def __radd__(self, x: Any) -> Expression:
        return Expression("+", (x, self))

    def __sub__(self, x: Any) -> Expression:
        return Expression("-", (self, x))

    def __rsub__(self, x: Any) -> Expression:
        return Expression("-", (x, self))

    def __mul__(self, x: Any) -> Expression:
        return Expression("*", (self, x))

    def __rmul__(self, x: Any) -> Expression:
        return Expression("*", (x, self))

    def __truediv__(self, x: Any) -> Expression:
        return Expression("/", (self, x))

    def __rtruediv__(self, x: Any) -> Expression:
        return Expression("/", (x, self))

    def __neg__(self) -> Expression:
        return Expression("neg", (self,))

    def __lt__(self, x: Any) -> Expression:
        return Expression("<", (self, x))

    def __le__(self, x: Any) -> Expression:
        return Expression("<=", (self, x))

    def __gt__(self, x: Any) -> Expression:
        return Expression(">", (self, x))

    def __ge__(self, x: Any) -> Expression:
        return Expression(">=", (self, x))

    def __bool__(self) -> bool:
        raise TypeError("A term may not decide on a value with `if`; use m.where.")

    def leaves(self) -> set[tuple[str, str]]:
        """All (place, name) that the expression reads."""
        if self.op in PLACES:
            return {(self.op, self.args[0])}
        found: set[tuple[str, str]] = set()
        for one in self.args:
            if isinstance(one, Expression):
                found |= one.leaves()
        return found


OPERATORS: dict[str, Any] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "neg": operator.neg,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
PLACES = ("own", "other", "couple", "u", "p")
FUNCTIONS = (
    *("exp", "log", "sqrt", "tanh", "sigmoid", "where", "maximum", "minimum", "absolute"),
    *("swap", "total", "product", "both"),
)


class SymbolicFunctions:
    """The namespace ``m`` on symbols."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in FUNCTIONS:
            near = nearest(name, FUNCTIONS)
            raise PairbondError(f"a term reads m.{name}, which is no function; the nearest is m.{near}.")
        return lambda *args: Expression(name, args)


class _Place:
    def __init__(self, place: str) -> None:
        self._place = place

    def __getattr__(self, name: str) -> Expression:
        return Expression(self._place, (name,))


class SymbolicReader:
    """``q`` on symbols."""

    def __init__(self) -> None:
        self.own, self.other, self.couple, self.u = (_Place(x) for x in PLACES[:4])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise PairbondError(f"a term reads q.{name}, which there is not; the nearest is q.{nearest(name, PLACES[:4])}.")


symbolic_functions = SymbolicFunctions()
symbolic_reader = SymbolicReader()
symbolic_constants = _Place("p")


def traced(fn: Any, *x: Any) -> Any:
    """What ``fn(m, q, p, *x)`` computes: an expression, or a number."""
    return fn(symbolic_functions, symbolic_reader, symbolic_constants, *x)


def reads(thing: Any) -> set[tuple[str, str]]:
    """What a traced result reads; nothing if it is a number."""
    return thing.leaves() if isinstance(thing, Expression) else set()


def compute(thing: Any, m: Any, q: Any, p: Any) -> Any:
    """The value of a traced result, on numbers."""
    if not isinstance(thing, Expression):
        return thing
    if thing.op == "p":
        return getattr(p, thing.args[0])
    if thing.op in PLACES:
        return getattr(getattr(q, thing.op), thing.args[0])
    args = [compute(one, m, q, p) for one in thing.args]
    return OPERATORS[thing.op](*args) if thing.op in OPERATORS else getattr(m, thing.op)(*args)


def summands(thing: Any) -> list[Any]:
    """The terms of a sum, each with its sign; anything else is one term."""
    if isinstance(thing, Expression):
        if thing.op == "+":
            return [*summands(thing.args[0]), *summands(thing.args[1])]
        if thing.op == "-":
            return [*summands(thing.args[0]), *(_negative(one) for one in summands(thing.args[1]))]
        if thing.op == "neg":
            return [_negative(one) for one in summands(thing.args[0])]
    return [thing]


def _negative(thing: Any) -> Any:
    if isinstance(thing, Expression) and thing.op == "neg":
        return thing.args[0]
    return -thing


def spelled(thing: Any) -> str:
    """The traced result as one line, the same on every machine: what the hash of the theory is taken of."""
    if not isinstance(thing, Expression):
        return repr(thing)
    return f"({thing.op} {' '.join(one if isinstance(one, str) else spelled(one) for one in thing.args)})"
