"""Run the model once on symbols, and record every operation.

The model is an ordinary function over a namespace ``m``. Run with symbols in place of numbers it leaves its
operations behind in a :class:`~pairbond.engine.program.Program`. A value of the two partners is a :class:`Pair`
of symbols.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from pairbond.engine.program import FUNCTIONS, TRUTHS, Program


class _Arithmetic:
    """Operators shared by :class:`Symbol` and :class:`Pair`; ``apply(operation, *values)`` does the work."""

    __slots__ = ()
    __array_ufunc__ = None  # NumPy numbers leave the operators to us

    def __add__(self, other: Any) -> Any:
        return apply("add", self, other)

    def __radd__(self, other: Any) -> Any:
        return apply("add", other, self)

    def __sub__(self, other: Any) -> Any:
        return apply("sub", self, other)

    def __rsub__(self, other: Any) -> Any:
        return apply("sub", other, self)

    def __mul__(self, other: Any) -> Any:
        return apply("mul", self, other)

    def __rmul__(self, other: Any) -> Any:
        return apply("mul", other, self)

    def __truediv__(self, other: Any) -> Any:
        return apply("div", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return apply("div", other, self)

    def __neg__(self) -> Any:
        return apply("neg", self)

    def __lt__(self, other: Any) -> Any:
        return apply("lt", self, other)

    def __le__(self, other: Any) -> Any:
        return apply("le", self, other)

    def __gt__(self, other: Any) -> Any:
        return apply("lt", other, self)

    def __ge__(self, other: Any) -> Any:
        return apply("le", other, self)

    def __eq__(self, other: object) -> Any:
        return apply("eq", self, other)

    def __ne__(self, other: object) -> Any:
        return apply("ne", self, other)

    def __and__(self, other: Any) -> Any:
        return apply("and", self, other)

    __rand__ = __and__

    def __or__(self, other: Any) -> Any:
        return apply("or", self, other)

    __ror__ = __or__

    def __invert__(self) -> Any:
        return apply("not", self)

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise TypeError("a value of the model has no truth while it is being traced: use m.where instead of if.")

    def __float__(self) -> float:
        raise TypeError("a value of the model is no number while it is being traced: use the functions of m.")


class Symbol(_Arithmetic):
    """One number of the running model: the value of one line."""

    __slots__ = ("line", "program")

    def __init__(self, program: Program, line: int) -> None:
        self.program = program
        self.line = line


class Pair(_Arithmetic):
    """A value of both partners: two symbols or numbers."""

    __slots__ = ("a", "b")

    def __init__(self, a: Any, b: Any) -> None:
        self.a = a
        self.b = b


def apply(operation: str, *values: Any) -> Any:
    """The operation on symbols, pairs and numbers; a single value goes with both of a pair."""
    values = tuple(Pair(*v.ravel().tolist()) if isinstance(v, np.ndarray) and v.size == 2 else v for v in values)
    if any(isinstance(v, Pair) for v in values):
        return Pair(
            apply(operation, *(v.a if isinstance(v, Pair) else v for v in values)),
            apply(operation, *(v.b if isinstance(v, Pair) else v for v in values)),
        )
    program = next((v.program for v in values if isinstance(v, Symbol)), None)
    if program is None:
        return FUNCTIONS[operation](*values)
    lines = [v.line if isinstance(v, Symbol) else program.constant(v) for v in values]
    for place, line in enumerate(lines):
        asks = operation in ("and", "or", "not") or (operation == "where" and place == 0)
        lines[place] = (_as_truth if asks else _as_number)(program, line)
    return Symbol(program, program.apply(operation, *lines))


def _as_truth(program: Program, line: int) -> int:
    """A number that is used as a condition holds unless it is 0."""
    if program.lines[line][0] in TRUTHS or program.number(line) is not None:
        return line
    return program.apply("ne", line, program.constant(0.0))


def _as_number(program: Program, line: int) -> int:
    """A truth that is used in a sum counts 1 or 0."""
    if program.lines[line][0] in TRUTHS:
        return program.apply("where", line, program.constant(1.0), program.constant(0.0))
    return line


class TracedFunctions:
    """The namespace ``m`` for symbols; the same names as the theory's own for NumPy."""

    @staticmethod
    def exp(x: Any) -> Any:
        return apply("exp", x)

    @staticmethod
    def log(x: Any) -> Any:
        return apply("log", x)

    @staticmethod
    def sqrt(x: Any) -> Any:
        return apply("sqrt", x)

    @staticmethod
    def tanh(x: Any) -> Any:
        return apply("tanh", x)

    @staticmethod
    def sigmoid(x: Any) -> Any:
        return apply("sigmoid", x)

    @staticmethod
    def absolute(x: Any) -> Any:
        return apply("abs", x)

    @staticmethod
    def whole(x: Any) -> Any:
        """Without what comes after the point; for numbers of less than nine digits."""
        return apply("whole", x)

    @staticmethod
    def maximum(x: Any, y: Any) -> Any:
        return apply("max", x, y)

    @staticmethod
    def minimum(x: Any, y: Any) -> Any:
        return apply("min", x, y)

    @staticmethod
    def where(condition: Any, x: Any, y: Any) -> Any:
        return apply("where", condition, x, y)

    @staticmethod
    def swap(x: Any) -> Any:
        return Pair(x.b, x.a) if isinstance(x, Pair) else x

    @staticmethod
    def total(x: Any) -> Any:
        # an operation of its own: a sum over the partners must not care who comes first, so nothing is fused into it
        return apply("total", x.a, x.b) if isinstance(x, Pair) else 2.0 * x

    @staticmethod
    def product(x: Any) -> Any:
        return x.a * x.b if isinstance(x, Pair) else x * x

    @staticmethod
    def both(x: Any) -> Any:
        return Pair(x, x)
