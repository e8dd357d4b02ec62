"""Small matrices, a vector of candidates at each place: loops written in Python, run as machine code.

A kernel is a Python function over :class:`Loops`. What looks like arithmetic writes down operations on vectors, and
``for i in k.range(n)`` writes one loop around what its body wrote. Nothing is computed in Python; the text is
made into machine code once and kept on disk (``engine/machine.py``), so there is no compiler to wait for.

>>> @kernel
... def doubled(k):
...     a, b = k.array(0, k.count), k.array(1, k.count)
...     for i in k.range(0, k.count):
...         b[i] = a[i] + a[i]
>>> x, y = np.ones((3, lanes())), np.zeros((3, lanes()))
>>> doubled([x, y], 3)
>>> bool((y == 2.0).all())
True
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from functools import cache, wraps
from typing import Any, NamedTuple

import numpy as np

from pairbond.engine import vector_math
from pairbond.engine.machine import compiled, this_machine
from pairbond.engine.writer import Writer


def lanes() -> int:
    """Candidates in a vector."""
    return this_machine().shape("double").lanes


class Place:
    """A whole number: a count, or where a loop is."""

    def __init__(self, k: Loops, name: str) -> None:
        self.k, self.name = k, name

    def _with(self, operation: str, other: Place | int) -> Place:
        return Place(self.k, self.k.w.line(f"{operation} i64 {self.name}, {_whole(other)}"))

    def __add__(self, other: Place | int) -> Place:
        return self._with("add", other)

    def __sub__(self, other: Place | int) -> Place:
        return self._with("sub", other)

    def __mul__(self, other: Place | int) -> Place:
        return self._with("mul", other)

    __radd__, __rmul__ = __add__, __mul__


def _whole(x: Place | int) -> str:
    return x.name if isinstance(x, Place) else str(x)


class Vector:
    """A number of each candidate. A product waits to see whether something is added to it."""

    def __init__(self, k: Loops, name: str = "", product: tuple[str, str] | None = None) -> None:
        self.k, self._name, self._product = k, name, product

    @property
    def name(self) -> str:
        if self._product is not None and not self._name:
            self._name = self.k.w.mul(*self._product)
        return self._name

    def __add__(self, other: Vector | float) -> Vector:
        other = self.k.vector(other)
        for one, two in ((self, other), (other, self)):
            if one._product is not None and not one._name:
                return Vector(self.k, self.k.w.fma(*one._product, two.name))
        return Vector(self.k, self.k.w.add(self.name, other.name))

    def __sub__(self, other: Vector | float) -> Vector:
        return self + (-self.k.vector(other))

    def __rsub__(self, other: float) -> Vector:
        return self.k.vector(other) + (-self)

    def __neg__(self) -> Vector:
        if self._product is not None and not self._name:
            return Vector(self.k, "", (self.k.w.neg(self._product[0]), self._product[1]))
        return Vector(self.k, self.k.w.neg(self.name))

    def __mul__(self, other: Vector | float) -> Vector:
        return Vector(self.k, "", (self.name, self.k.vector(other).name))

    def __truediv__(self, other: Vector | float) -> Vector:
        return Vector(self.k, self.k.w.div(self.name, self.k.vector(other).name))

    def __rtruediv__(self, other: float) -> Vector:
        return self.k.vector(other) / self

    __radd__, __rmul__ = __add__, __mul__


class Array:
    """Vectors in rows and columns, or a part of them."""

    def __init__(self, k: Loops, base: str, sizes: tuple[Place | int, ...]) -> None:
        self.k, self.base, self.sizes = k, base, sizes

    def __getitem__(self, at: Any) -> Any:
        at = at if isinstance(at, tuple) else (at,)
        place = self._place(at)
        if len(at) < len(self.sizes):
            return Array(self.k, place, self.sizes[len(at) :])
        return Vector(self.k, self.k.w.line(f"load {self.k.v}, ptr {place}, align 8"))

    def __setitem__(self, at: Any, value: Vector | float) -> None:
        at = at if isinstance(at, tuple) else (at,)
        self.k.w.lines.append(f"  store {self.k.v} {self.k.vector(value).name}, ptr {self._place(at)}, align 8")

    def _place(self, at: tuple[Place | int, ...]) -> str:
        where = at[0]
        for i, size in enumerate((*self.sizes[1:], self.k.width), 1):
            where = where * size  # type: ignore[operator]  # an int or a Place, both know both
            if i < len(at):
                where = where + at[i]  # type: ignore[operator]
        return self.k.w.line(f"getelementptr double, ptr {self.base}, i64 {_whole(where)}")


class _Inside(NamedTuple):
    """A loop while its body is written: where it is, sums so far, and what becomes of them."""

    place: Place
    sums: list[Vector]
    ends: list[str]


class Loops:
    """Writes one kernel. ``counts`` are whole numbers it is called with; ``k.count`` is the first."""

    def __init__(self) -> None:
        shape = this_machine().shape("double")
        self.w, self.v, self.width = Writer(shape), shape.vector, shape.lanes
        self.here, self.labels = "entry", 0
        self.counts = [Place(self, f"%count{i}") for i in range(4)]
        self.count = self.counts[0]

    def vector(self, x: Vector | float) -> Vector:
        return x if isinstance(x, Vector) else Vector(self, self.w.number(float(x)))

    def _pointer(self, number: int) -> str:
        place = self.w.line(f"getelementptr ptr, ptr %table, i64 {number}")
        return self.w.line(f"load ptr, ptr {place}")

    def array(self, number: int, *sizes: Place | int) -> Array:
        """Argument ``number``, with the sizes of its axes (lanes apart)."""
        return Array(self, self._pointer(number), sizes)

    def plain(self, number: int) -> Callable[[Place | int], Vector]:
        """Argument ``number`` as plain numbers, the same for all candidates."""
        base = self._pointer(number)

        def at(i: Place | int) -> Vector:
            place = self.w.line(f"getelementptr double, ptr {base}, i64 {_whole(i)}")
            return self._all(self.w.line(f"load double, ptr {place}"))

        return at

    def wholes(self, number: int) -> Callable[[Place | int], Place]:
        """Argument ``number`` as whole numbers."""
        base = self._pointer(number)

        def at(i: Place | int) -> Place:
            place = self.w.line(f"getelementptr i64, ptr {base}, i64 {_whole(i)}")
            return Place(self, self.w.line(f"load i64, ptr {place}"))

        return at

    def _label(self, name: str) -> None:
        self.w.lines.append(f"  br label %{name}\n{name}:")
        self.here = name

    def _loop(self, first: Place | int, last: Place | int, by: int, begin: Sequence[str]) -> Iterator[_Inside]:
        """Open a loop, wait for its body to be written, close it."""
        self.labels += 1
        number, before = self.labels, self.here
        name = f"loop{number}"
        self._label(name)
        head = len(self.w.lines)
        self.w.lines.append(f"  %go{number} = icmp slt i64 %i{number}, {_whole(last)}")
        self.w.lines.append(f"  br i1 %go{number}, label %{name}.body, label %{name}.end\n{name}.body:")
        self.here = f"{name}.body"
        sums = [Vector(self, f"%s{number}.{i}") for i in range(len(begin))]
        inside = _Inside(Place(self, f"%i{number}"), sums, [])
        yield inside
        phi = [f"  %i{number} = phi i64 [ {_whole(first)}, %{before} ], [ %n{number}, %{self.here} ]"]
        phi += [
            f"  {one.name} = phi {self.v} [ {a}, %{before} ], [ {z}, %{self.here} ]"
            for one, a, z in zip(sums, begin, inside.ends, strict=True)
        ]
        self.w.lines.insert(head, "\n".join(phi))
        self.w.lines.append(f"  %n{number} = add i64 %i{number}, {by}\n  br label %{name}\n{name}.end:")
        self.here = f"{name}.end"

    def range(self, first: Place | int, last: Place | int, by: int = 1) -> Iterator[Place]:
        """``for i in k.range(first, last)``: the body is written once, as a loop."""
        for inside in self._loop(first, last, by, []):
            yield inside.place

    def sums(
        self,
        first: Place | int,
        last: Place | int,
        starts: Sequence[Vector | float],
        terms: Callable[[Place], Sequence[Vector]],
    ) -> list[Vector]:
        """Each start plus the sum over q from first to last of its term."""
        found: list[Vector] = []
        for inside in self._loop(first, last, 1, [self.vector(one).name for one in starts]):
            found = inside.sums
            more = terms(inside.place)
            inside.ends.extend((one + term).name for one, term in zip(found, more, strict=True))
        return found

    def sum(
        self, first: Place | int, last: Place | int, start: Vector | float, term: Callable[[Place], Vector]
    ) -> Vector:
        """A start plus the sum over q from first to last of a term."""
        return self.sums(first, last, [start], lambda q: [term(q)])[0]

    def number(self, place: Place) -> Vector:
        """A whole number as a number."""
        one = self.w.line(f"sitofp i64 {place.name} to double")
        return self._all(one)

    def _all(self, one: str) -> Vector:
        """A plain number in every lane."""
        first = self.w.line(f"insertelement {self.v} poison, double {one}, i64 0")
        wide = f"<{self.width} x i32> zeroinitializer"
        return Vector(self, self.w.line(f"shufflevector {self.v} {first}, {self.v} poison, {wide}"))

    def done(self, x: Vector) -> Vector:
        """Work it out here: for what is used in several loops."""
        return Vector(self, x.name)

    def polynomial(self, x: Vector, coefficients: tuple[float, ...]) -> Vector:
        """Horner's rule; constant first."""
        return Vector(self, self.w.polynomial(x.name, coefficients))

    def sqrt(self, x: Vector) -> Vector:
        return Vector(self, self.w.own("sqrt", x.name))

    def exp(self, x: Vector) -> Vector:
        return Vector(self, vector_math.exp(self.w, x.name))

    def log(self, x: Vector) -> Vector:
        return Vector(self, vector_math.log(self.w, x.name))

    def larger(self, x: Vector, y: Vector | float) -> Vector:
        """The larger of two; what is not a number stays so."""
        other = self.vector(y).name
        return Vector(self, self.w.select(self.w.compare("olt", x.name, other), other, x.name))

    def smaller(self, x: Vector, y: Vector | float) -> Vector:
        other = self.vector(y).name
        return Vector(self, self.w.select(self.w.compare("ogt", x.name, other), other, x.name))

    def where_positive(self, x: Vector, y: Vector, z: Vector) -> Vector:
        """y where x > 0, else z."""
        return Vector(self, self.w.select(self.w.compare("ogt", x.name, self.w.number(0.0)), y.name, z.name))

    def text(self) -> str:
        """The kernel in LLVM's language."""
        shape = self.w.shape
        v, width = shape.vector, shape.bits * shape.lanes
        declared = [f"declare {v} @llvm.{f}.{shape.suffix}({', '.join([v] * n)})" for f, n in (("fma", 3), ("sqrt", 1))]
        body = "\n".join(self.w.lines)
        return "\n".join(
            [
                *declared,
                "define void @run(ptr %table, ptr %p1, ptr %p2, ptr %p3, ptr %p4,",
                "                 i64 %count0, i32 %none, i64 %count1, i64 %count2, i64 %count3) #0 {",
                f"entry:\n{body}\n  ret void\n}}",
                f'attributes #0 = {{ nounwind "prefer-vector-width"="{width}" "min-legal-vector-width"="{width}" }}',
            ]
        )


def kernel(write: Callable[[Loops], None]) -> Callable[..., None]:
    """The kernel that ``write`` describes: called with its arrays (contiguous, lanes last) and up to four counts."""

    @cache
    def made() -> Callable[..., None]:  # when it is first called, not when its file is read
        k = Loops()
        write(k)
        return compiled(k.text(), this_machine())

    @wraps(write)
    def call(arrays: Sequence[np.ndarray], *counts: int) -> None:
        assert all(a.flags.c_contiguous for a in arrays)
        table = (ctypes.c_void_p * len(arrays))(*[a.ctypes.data for a in arrays])
        zero, one, two, three = (*counts, 0, 0, 0, 0)[:4]
        made()(ctypes.addressof(table), None, None, None, None, zero, 0, one, two, three)

    return call
