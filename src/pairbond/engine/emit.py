"""From a straight-line program to LLVM's language: a loop over vectors of couples, and in it the loop over steps.

The machine function is

    run(carry, given, keys, shown, spare, blocks, first, steps, every, rows)

``carry`` [blocks, values, lanes] what goes from step to step, changed in place; ``given`` [blocks, values, lanes] what
stays; ``keys`` [blocks, 2, lanes] words of the noise; ``shown`` [blocks, rows, values, lanes] what is recorded at
every ``every``-th step, seen at its beginning; ``spare`` one row, where all other steps write. ``carry`` ends as it
was at the *beginning* of the last step, whose only purpose is to show the last row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pairbond.engine import random_code, vector_math
from pairbond.engine.program import LEAVES, Program
from pairbond.engine.random_numbers import channel_key
from pairbond.engine.writer import Shape, Writer

ARGUMENTS = ("carry", "given", "keys", "shown", "spare", "blocks", "first", "steps", "every", "rows")
_COMPARE = {"lt": "olt", "le": "ole", "eq": "oeq", "ne": "une"}
_PLAIN = {"add": "add", "total": "add", "sub": "sub", "mul": "mul", "div": "div", "neg": "neg"}
_LONG = {"exp": vector_math.exp, "log": vector_math.log, "tanh": vector_math.tanh, "sigmoid": vector_math.sigmoid}


# numbers below 1e-38 (or 1e-308) are 0 while we run: what decays for years, as tension after the end, would otherwise
# make every operation slow on some machines. The processor's own setting is put back at the end.
_WITHOUT_SMALL_NUMBERS = (
    """  %setting = alloca i32
  %ours = alloca i32
  call void @llvm.x86.sse.stmxcsr(ptr %setting)
  %before = load i32, ptr %setting
  %zeros = or i32 %before, 32832
  store i32 %zeros, ptr %ours
  call void @llvm.x86.sse.ldmxcsr(ptr %ours)""",
    "  call void @llvm.x86.sse.ldmxcsr(ptr %setting)",
)


@dataclass(frozen=True)
class Job:
    """What is to be made: the program, and the lines that leave it."""

    program: Program
    carry: Sequence[int]  # line of each carried value after the step
    shown: Sequence[int]  # line of each value that is recorded
    given: int  # how many given values there are


def emit(job: Job, shape: Shape) -> str:
    """The text of the machine function ``run``."""
    return emit_all({"run": job}, shape)


def emit_all(jobs: Mapping[str, Job], shape: Shape) -> str:
    """The text of several machine functions, by name, of one signature."""
    v, width = shape.vector, shape.bits * shape.lanes
    functions = [
        f"declare {v} @llvm.fma.{shape.suffix}({v}, {v}, {v})",
        f"declare {v} @llvm.sqrt.{shape.suffix}({v})",
        f"declare {v} @llvm.fabs.{shape.suffix}({v})",
        *(f"declare void @llvm.x86.sse.{name}(ptr)" for name in ("stmxcsr", "ldmxcsr") if shape.x86),
    ]
    return "\n".join(
        [
            *functions,
            *(_function(name, job, shape) for name, job in jobs.items()),
            f'attributes #0 = {{ nounwind "prefer-vector-width"="{width}" "min-legal-vector-width"="{width}" }}\n',
        ]
    )


def _function(name: str, job: Job, shape: Shape) -> str:
    w = Writer(shape)
    body = _Body(job, w)
    body.prepare()
    before, w.lines = w.lines, []
    body.step()
    v = shape.vector
    carried = "\n".join(
        f"  %c{i} = phi {v} [ %start{i}, %block ], [ {body.name(line)}, %loop ]" for i, line in enumerate(job.carry)
    )
    starts = "\n".join(_load(v, f"%start{i}", "%carry.of", i, shape) for i in range(len(job.carry)))
    ends = "\n".join(_store(v, f"%c{i}", "%carry.of", i, shape, f"end{i}") for i in range(len(job.carry)))
    row = max(len(job.shown), 1) * shape.lanes
    small_off, small_on = _WITHOUT_SMALL_NUMBERS if shape.x86 else ("", "")
    return f"""
define void @{name}(ptr noalias %carry, ptr noalias %given, ptr noalias %keys, ptr noalias %shown, ptr noalias %spare,
                 i64 %blocks, i32 %first, i64 %steps, i64 %every, i64 %rows) #0 {{
entry:
{small_off}
  br label %block
block:
  %i = phi i64 [ 0, %entry ], [ %i.next, %done ]
  %carry.at = mul i64 %i, {max(len(job.carry), 1) * shape.lanes}
  %carry.of = getelementptr {shape.number}, ptr %carry, i64 %carry.at
  %given.at = mul i64 %i, {max(job.given, 1) * shape.lanes}
  %given.of = getelementptr {shape.number}, ptr %given, i64 %given.at
  %keys.at = mul i64 %i, {2 * shape.lanes}
  %key0.of = getelementptr i32, ptr %keys, i64 %keys.at
  %key1.of = getelementptr i32, ptr %key0.of, i64 {shape.lanes}
  %key0 = load {shape.word}, ptr %key0.of, align 4
  %key1 = load {shape.word}, ptr %key1.of, align 4
  %row.first = mul i64 %i, %rows
  %row.at = mul i64 %row.first, {row}
  %row.start = getelementptr {shape.number}, ptr %shown, i64 %row.at
{starts}
{chr(10).join(before)}
  br label %loop
loop:
  %s = phi i64 [ 0, %block ], [ %s.next, %loop ]
  %part = phi i64 [ 0, %block ], [ %part.next, %loop ]
  %row = phi ptr [ %row.start, %block ], [ %row.next, %loop ]
{carried}
  %s.small = trunc i64 %s to i32
  %now = add i32 %first, %s.small
  %whole = icmp eq i64 %part, 0
  %to = select i1 %whole, ptr %row, ptr %spare
{chr(10).join(w.lines)}
  %row.after = getelementptr {shape.number}, ptr %row, i64 {row}
  %row.next = select i1 %whole, ptr %row.after, ptr %row
  %part.one = add i64 %part, 1
  %part.over = icmp eq i64 %part.one, %every
  %part.next = select i1 %part.over, i64 0, i64 %part.one
  %s.next = add i64 %s, 1
  %more = icmp ult i64 %s.next, %steps
  br i1 %more, label %loop, label %done
done:
{ends}
  %i.next = add i64 %i, 1
  %left = icmp ult i64 %i.next, %blocks
  br i1 %left, label %block, label %exit
exit:
{small_on}
  ret void
}}
"""


def _load(v: str, name: str, base: str, place: int, shape: Shape) -> str:
    at = place * shape.lanes
    return (
        f"  {name}.of = getelementptr {shape.number}, ptr {base}, i64 {at}\n"
        f"  {name} = load {v}, ptr {name}.of, align {shape.bits // 8}"
    )


def _store(v: str, value: str, base: str, place: int, shape: Shape, label: str) -> str:
    at = place * shape.lanes
    return (
        f"  %{label}.of = getelementptr {shape.number}, ptr {base}, i64 {at}\n"
        f"  store {v} {value}, ptr %{label}.of, align {shape.bits // 8}"
    )


class _Body:
    """Writes the operations: first those that never change, then those of a step."""

    def __init__(self, job: Job, writer: Writer) -> None:
        self.job, self.w = job, writer
        self.lines = job.program.lines
        self.names: dict[int, str] = {}
        self.drawn: dict[tuple[str, str], tuple[str, str]] = {}
        self.step_words: tuple[str, str] | None = None
        self.needed = job.program.needed([*job.carry, *job.shown])
        self.steady = job.program.steady()

    def name(self, line: int) -> str:
        """What the value of a line is called."""
        operation, *arguments = self.lines[line]
        if operation == "const":
            return self.w.number(arguments[0])
        if operation == "carry":
            return f"%c{arguments[0]}"
        return self.names[line]

    def prepare(self) -> None:
        """What is the same at every step."""
        for i in range(self.job.given):
            self.w.lines.append(_load(self.w.shape.vector, f"%g{i}", "%given.of", i, self.w.shape))
        for line in self.needed:
            if self.steady[line]:
                self._write(line)

    def step(self) -> None:
        """What has to be computed at every step."""
        w = self.w
        shown: dict[int, list[int]] = {}
        for place, line in enumerate(self.job.shown):
            shown.setdefault(line, []).append(place)
        for line in self.needed:
            if not self.steady[line]:
                self._write(line)
            for place in shown.get(line, ()):
                w.lines.append(_store(w.shape.vector, self.name(line), "%to", place, w.shape, f"show{place}"))

    def _write(self, line: int) -> None:
        operation, *x = self.lines[line]
        if operation in ("const", "carry"):
            return
        self.names[line] = self._leaf(operation, x) if operation in LEAVES else self._value(operation, x)

    def _leaf(self, operation: str, x: list[Any]) -> str:
        if operation == "given":
            return f"%g{x[0]}"
        if operation == "step":
            return self._step_number()
        return self._random(operation, x[0])[x[1]]

    def _value(self, operation: str, x: list[int]) -> str:
        w = self.w
        if operation in ("add", "sub"):
            return self._sum(operation, x)
        names = [self.name(a) for a in x]
        if operation in _PLAIN:
            return getattr(w, _PLAIN[operation])(*names)
        if operation in _LONG:
            return _LONG[operation](w, *names)
        if operation in _COMPARE:
            return w.compare(_COMPARE[operation], *names)
        return self._other(operation, x, names)

    def _other(self, operation: str, x: list[int], names: list[str]) -> str:
        w = self.w
        truth = w.shape.truth
        if operation == "where":
            return w.select(*names)
        if operation == "sqrt":
            return w.own("sqrt", *names)
        if operation == "abs":
            return w.own("fabs", *names)
        if operation == "whole":
            number = w.line(f"fptosi {w.shape.vector} {names[0]} to {w.shape.word}")
            return w.line(f"sitofp {w.shape.word} {number} to {w.shape.vector}")
        if operation in ("min", "max"):
            return self._end(operation, x, names)
        if operation == "not":
            return w.line(f"xor {truth} {names[0]}, splat (i1 true)")
        return w.line(f"{operation} {truth} {names[0]}, {names[1]}")

    def _end(self, operation: str, x: list[int], names: list[str]) -> str:
        """min or max; what is not a number stays visible, as in NumPy."""
        w = self.w
        if self.job.program.number(x[0]) is not None:
            names = names[::-1]
            x = x[::-1]
        a, b = names
        chosen = w.select(w.compare("olt" if operation == "min" else "ogt", b, a), b, a)
        if self.job.program.number(x[1]) is not None:
            return chosen
        return w.select(w.compare("uno", b, b), b, chosen)

    def _sum(self, operation: str, x: list[int]) -> str:
        """a + b or a - b; in single precision with a product in it fused into one operation.

        In double precision nothing is fused, at the price of a seventh of the speed: then a term of weight 0 leaves
        every digit as it was, and two scenarios are equal until they really part.
        """
        w = self.w
        a, b = x
        if w.shape.fused and w.shape.number == "float":
            if self.lines[b][0] == "mul":
                c, d = (self.name(i) for i in self.lines[b][1:])
                return w.fma(w.neg(c) if operation == "sub" else c, d, self.name(a))
            if self.lines[a][0] == "mul":
                c, d = (self.name(i) for i in self.lines[a][1:])
                last = self.name(b)
                return w.fma(c, d, w.neg(last) if operation == "sub" else last)
        return getattr(w, operation)(self.name(a), self.name(b))

    def _step_number(self) -> str:
        w = self.w
        number = w.line(f"sitofp i32 %now to {w.shape.number}")
        return self._splat(number, w.shape.vector, w.shape.number)

    def _random(self, operation: str, channel: str) -> tuple[str, str]:
        w = self.w
        key = (operation, channel)
        if key not in self.drawn:
            if self.step_words is None:
                now = self._splat("%now", w.shape.word, "i32")
                self.step_words = random_code.mix(w, now, "zeroinitializer")
            words = random_code.words(w, ("%key0", "%key1"), self.step_words, channel_key(channel))
            if operation == "normal":
                self.drawn[key] = random_code.normals(w, *words)
            else:
                self.drawn[key] = (random_code.uniform(w, words[0]), random_code.uniform(w, words[1]))
        return self.drawn[key]

    def _splat(self, value: str, vector: str, element: str) -> str:
        w = self.w
        one = w.line(f"insertelement {vector} poison, {element} {value}, i64 0")
        return w.line(f"shufflevector {vector} {one}, {vector} poison, <{w.shape.lanes} x i32> zeroinitializer")
