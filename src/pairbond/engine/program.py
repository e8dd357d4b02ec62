"""A straight-line program: the operations of the model, each written once and simplified where it can be.

Common subexpressions share a line, and constants are folded, so that a gain of 0 makes its whole term
vanish.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

Line = tuple[Any, ...]  # (operation, argument, ...): arguments are line numbers, except in LEAVES

LEAVES = frozenset({"const", "carry", "given", "step", "normal", "uniform"})
TRUTHS = frozenset({"lt", "le", "eq", "ne", "and", "or", "not"})
_EITHER_WAY = frozenset({"mul", "total", "and", "or", "eq", "ne"})


class Program:
    """The lines so far. ``lines[i]`` is (operation, arguments...)."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._known: dict[Line, int] = {}

    def leaf(self, operation: str, *arguments: Any) -> int:
        """The line of a value from outside: ``("carry", 3)``, ``("normal", "shame", 0)``."""
        return self._add((operation, *arguments))

    def constant(self, value: float) -> int:
        """The line of a number."""
        return self._add(("const", float(value)))

    def number(self, line: int) -> float | None:
        """The number on a line, if it is one."""
        found = self.lines[line]
        return found[1] if found[0] == "const" else None

    def apply(self, operation: str, *arguments: int) -> int:
        """The line of an operation, simplified where constants allow it."""
        simpler = _simplify(self, operation, arguments)
        if simpler is not None:
            return simpler
        if operation in _EITHER_WAY or (operation == "add" and not self._both_products(arguments)):
            arguments = tuple(sorted(arguments))
        return self._add((operation, *arguments))

    def needed(self, outside: Iterable[int]) -> list[int]:
        """The lines that those ``outside`` asks for depend on, these among them, in order."""
        wanted: set[int] = set()
        stack = list(outside)
        while stack:
            line = stack.pop()
            if line in wanted:
                continue
            wanted.add(line)
            operation, *arguments = self.lines[line]
            if operation not in LEAVES:
                stack.extend(arguments)
        return sorted(wanted)

    def steady(self) -> list[bool]:
        """Of each line, whether it is the same at every step."""
        steady: list[bool] = []
        for operation, *arguments in self.lines:
            if operation in LEAVES:
                steady.append(operation in ("const", "given"))
            else:
                steady.append(all(steady[a] for a in arguments))
        return steady

    def _both_products(self, arguments: tuple[int, ...]) -> bool:
        # which of two products is fused into the sum depends on their order; keeping the order as written keeps
        # the two partners' programs mirror images of each other
        return all(self.lines[a][0] == "mul" for a in arguments)

    def _add(self, line: Line) -> int:
        found = self._known.get(line)
        if found is None:
            found = self._known[line] = len(self.lines)
            self.lines.append(line)
        return found


def _sigmoid(x: float) -> float:
    return 0.5 + 0.5 * math.tanh(0.5 * x)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b,
    "total": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "neg": lambda a: -a,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "and": lambda a, b: bool(a) and bool(b),
    "or": lambda a, b: bool(a) or bool(b),
    "not": lambda a: not a,
    "where": lambda c, a, b: a if c else b,
    "min": min,
    "max": max,
    "abs": abs,
    "whole": math.trunc,
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
    "sigmoid": _sigmoid,
}


def _simplify(program: Program, operation: str, arguments: tuple[int, ...]) -> int | None:
    """What the operation comes to without a new line, or None."""
    numbers = [program.number(a) for a in arguments]
    if all(n is not None for n in numbers):
        return program.constant(FUNCTIONS[operation](*numbers))
    if operation == "where":
        if numbers[0] is not None:
            return arguments[1] if numbers[0] else arguments[2]
        return arguments[1] if arguments[1] == arguments[2] else None
    rule = _RULES.get(operation)
    return rule(program, arguments, numbers) if rule else None


def _add(program: Program, x: tuple[int, ...], n: list[float | None]) -> int | None:
    if n[0] == 0:
        return x[1]
    return x[0] if n[1] == 0 else None


def _sub(program: Program, x: tuple[int, ...], n: list[float | None]) -> int | None:
    if n[0] == 0:
        return program.apply("neg", x[1])
    return x[0] if n[1] == 0 else None


def _mul(program: Program, x: tuple[int, ...], n: list[float | None]) -> int | None:
    for number, other in ((n[0], x[1]), (n[1], x[0])):
        if number == 0:
            return program.constant(0.0)
        if number == 1:
            return other
        if number == -1:
            return program.apply("neg", other)
    return None


def _div(program: Program, x: tuple[int, ...], n: list[float | None]) -> int | None:
    if n[0] == 0:
        return program.constant(0.0)
    if n[1] is not None and n[1] != 0:
        return program.apply("mul", x[0], program.constant(1.0 / n[1]))
    return None


def _neg(program: Program, x: tuple[int, ...], n: list[float | None]) -> int | None:
    operation, *arguments = program.lines[x[0]]
    return arguments[0] if operation == "neg" else None


def _and(program: Program, x: tuple[int, ...], n: list[float | None]) -> int | None:
    for number, other in ((n[0], x[1]), (n[1], x[0])):
        if number is not None:
            return other if number else program.constant(0.0)
    return None


def _or(program: Program, x: tuple[int, ...], n: list[float | None]) -> int | None:
    for number, other in ((n[0], x[1]), (n[1], x[0])):
        if number is not None:
            return program.constant(1.0) if number else other
    return None


_RULES: dict[str, Callable[[Program, tuple[int, ...], list[float | None]], int | None]] = {
    "add": _add,
    "total": _add,
    "sub": _sub,
    "mul": _mul,
    "div": _div,
    "neg": _neg,
    "and": _and,
    "or": _or,
}
