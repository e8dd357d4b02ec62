"""Lines of LLVM's language for vectors of couples: arithmetic, comparison, bits."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Shape:
    """What a vector of couples looks like on this machine.

    ``number`` is "float" or "double", ``lanes`` how many at once, ``fused`` whether a·b+c is one operation, ``x86``
    the family of processors, whose very small numbers have to be switched off.
    """

    number: str
    lanes: int
    fused: bool
    x86: bool = False

    @property
    def bits(self) -> int:
        return 32 if self.number == "float" else 64

    @property
    def vector(self) -> str:
        return f"<{self.lanes} x {self.number}>"

    @property
    def whole(self) -> str:
        """Whole numbers as wide as the numbers."""
        return f"<{self.lanes} x i{self.bits}>"

    @property
    def word(self) -> str:
        """Words of 32 bits for the noise."""
        return f"<{self.lanes} x i32>"

    @property
    def truth(self) -> str:
        return f"<{self.lanes} x i1>"

    @property
    def suffix(self) -> str:
        """How the names of LLVM's own functions end."""
        return f"v{self.lanes}f{self.bits}"


@dataclass
class Writer:
    """Collects lines; each method returns the name of the value it makes."""

    shape: Shape
    lines: list[str] = field(default_factory=list)
    count: int = 0

    def line(self, text: str) -> str:
        self.count += 1
        name = f"%v{self.count}"
        self.lines.append(f"  {name} = {text}")
        return name

    def number(self, value: float) -> str:
        """A number, the same in every lane."""
        if self.shape.number == "float":
            value = struct.unpack("f", struct.pack("f", value))[0]
        bits = struct.unpack("<Q", struct.pack("<d", value))[0]
        return f"splat ({self.shape.number} 0x{bits:016X})"

    def whole(self, value: int, bits: int | None = None) -> str:
        return f"splat (i{bits or self.shape.bits} {value})"

    # numbers

    def add(self, x: str, y: str) -> str:
        return self.line(f"fadd {self.shape.vector} {x}, {y}")

    def sub(self, x: str, y: str) -> str:
        return self.line(f"fsub {self.shape.vector} {x}, {y}")

    def mul(self, x: str, y: str) -> str:
        return self.line(f"fmul {self.shape.vector} {x}, {y}")

    def div(self, x: str, y: str) -> str:
        return self.line(f"fdiv {self.shape.vector} {x}, {y}")

    def neg(self, x: str) -> str:
        return self.line(f"fneg {self.shape.vector} {x}")

    def fma(self, x: str, y: str, z: str) -> str:
        """x·y + z."""
        if not self.shape.fused:
            return self.add(self.mul(x, y), z)
        v = self.shape.vector
        return self.line(f"call {v} @llvm.fma.{self.shape.suffix}({v} {x}, {v} {y}, {v} {z})")

    def own(self, function: str, x: str) -> str:
        """sqrt, fabs."""
        v = self.shape.vector
        return self.line(f"call {v} @llvm.{function}.{self.shape.suffix}({v} {x})")

    def compare(self, how: str, x: str, y: str) -> str:
        """olt, ole, ogt, oeq, une, uno: what LLVM calls them."""
        return self.line(f"fcmp {how} {self.shape.vector} {x}, {y}")

    def select(self, truth: str, x: str, y: str, kind: str | None = None) -> str:
        kind = kind or self.shape.vector
        return self.line(f"select {self.shape.truth} {truth}, {kind} {x}, {kind} {y}")

    def clamp(self, x: str, low: float, high: float) -> str:
        """x within [low, high]; what is not a number stays so."""
        top = self.number(high)
        x = self.select(self.compare("ogt", x, top), top, x)
        bottom = self.number(low)
        return self.select(self.compare("olt", x, bottom), bottom, x)

    def polynomial(self, x: str, coefficients: tuple[float, ...]) -> str:
        """Horner's rule; constant first."""
        value = self.number(coefficients[-1])
        for c in reversed(coefficients[:-1]):
            value = self.fma(value, x, self.number(c))
        return value

    # bits

    def bits_of(self, x: str) -> str:
        return self.line(f"bitcast {self.shape.vector} {x} to {self.shape.whole}")

    def from_bits(self, x: str) -> str:
        return self.line(f"bitcast {self.shape.whole} {x} to {self.shape.vector}")

    def on_words(self, operation: str, x: str, y: str) -> str:
        """add, mul, xor, and, shl, lshr, ashr of 32-bit words."""
        return self.line(f"{operation} {self.shape.word} {x}, {y}")

    def on_wholes(self, operation: str, x: str, y: str) -> str:
        return self.line(f"{operation} {self.shape.whole} {x}, {y}")

    def word_to_number(self, x: str) -> str:
        """A signed word as a number."""
        return self.line(f"sitofp {self.shape.word} {x} to {self.shape.vector}")
