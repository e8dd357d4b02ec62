"""exp, log, tanh, sigmoid, sine and cosine, written out in vector operations.

No library is called, so every couple in a vector is computed at once, with one result on every machine. Accuracy is
about one unit in the last place of the number type (tests/engine/test_math.py measures it).
"""

from __future__ import annotations

import math

from pairbond.engine.polynomials import COS, EXP, LN2_PARTS, LOG, SIN
from pairbond.engine.writer import Writer

# exp stays finite and above 0 between these
_EXP_ENDS = {"float": (-87.3, 88.3), "double": (-708.3, 709.4)}
# tanh has become 1 beyond half of this
_TANH_END = {"float": 20.0, "double": 42.0}
_FRACTION = {"float": 23, "double": 52}
_ONE = {"float": 0x3F800000, "double": 0x3FF0000000000000}
# adding this pushes the digits after the point out of the number
_SHIFTER = {"float": 1.5 * 2.0**23, "double": 1.5 * 2.0**52}


def exp(w: Writer, x: str) -> str:
    """e^x, kept within the range of the number type."""
    kind = w.shape.number
    scale, rest = _reduced(w, w.clamp(x, *_EXP_ENDS[kind]))
    return w.mul(w.add(rest, w.number(1.0)), scale)


def sigmoid(w: Writer, x: str) -> str:
    """1 / (1 + e^-x)."""
    return w.div(w.number(1.0), w.add(exp(w, w.neg(x)), w.number(1.0)))


def tanh(w: Writer, x: str) -> str:
    """(e^2x - 1) / (e^2x + 1), from e^2x - 1 computed without loss, so that it is exact near 0 too."""
    kind = w.shape.number
    end = _TANH_END[kind]
    scale, rest = _reduced(w, w.clamp(w.add(x, x), -end, end))
    less_one = w.fma(scale, rest, w.sub(scale, w.number(1.0)))
    return w.div(less_one, w.add(less_one, w.number(2.0)))


def _reduced(w: Writer, x: str) -> tuple[str, str]:
    """2^n and e^r - 1, where x = n log 2 + r."""
    kind = w.shape.number
    shifter = w.number(_SHIFTER[kind])
    shifted = w.fma(x, w.number(1.0 / math.log(2.0)), shifter)
    n = w.sub(shifted, shifter)
    high, low = LN2_PARTS[kind]
    r = w.fma(n, w.number(-low), w.fma(n, w.number(-high), x))
    exponent = w.on_wholes("shl", w.bits_of(shifted), w.whole(_FRACTION[kind]))
    scale = w.from_bits(w.on_wholes("add", exponent, w.whole(_ONE[kind])))
    return scale, w.fma(w.mul(r, r), w.polynomial(r, EXP[kind]), r)


def log(w: Writer, x: str) -> str:
    """The natural logarithm of a positive, normal number."""
    kind = w.shape.number
    bits = w.bits_of(x)
    # the exponent that leaves a number between the roots of 1/2 and 2
    root = {"float": 0x3F3504F3, "double": 0x3FE6A09E667F3BCD}[kind]
    above = w.on_wholes("sub", bits, w.whole(root))
    exponent = w.on_wholes("ashr", above, w.whole(_FRACTION[kind]))
    left = w.from_bits(w.on_wholes("sub", bits, w.on_wholes("shl", exponent, w.whole(_FRACTION[kind]))))
    n = _small_whole_to_number(w, exponent)
    f = w.sub(left, w.number(1.0))
    s = w.div(f, w.add(f, w.number(2.0)))
    z = w.mul(s, s)
    # log(1 + f) = f - s (f - z P(z)), which keeps the digits of f
    inner = w.sub(f, w.mul(z, w.polynomial(z, LOG[kind])))
    high, low = LN2_PARTS[kind]
    small = w.fma(n, w.number(low), w.neg(w.mul(s, inner)))
    return w.fma(n, w.number(high), w.add(f, small))


def _small_whole_to_number(w: Writer, n: str) -> str:
    """Whole numbers of at most 51 bits, without the conversion that older machines lack for 64 bits."""
    kind = w.shape.number
    if kind == "float":
        return w.word_to_number(n)
    shifter = _SHIFTER[kind]
    start = {"double": 0x4338000000000000}[kind]  # the bits of the shifter
    return w.sub(w.from_bits(w.on_wholes("add", n, w.whole(start))), w.number(shifter))


def sine_and_cosine(w: Writer, x: str) -> tuple[str, str]:
    """Of an angle within an eighth of a turn on either side of 0."""
    kind = w.shape.number
    z = w.mul(x, x)
    sine = w.fma(w.mul(x, z), w.polynomial(z, SIN[kind]), x)
    half = w.fma(z, w.number(-0.5), w.number(1.0))
    cosine = w.fma(w.mul(z, z), w.polynomial(z, COS[kind]), half)
    return sine, cosine
