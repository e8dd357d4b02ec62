"""The noise of ``random_numbers.py`` in vector operations; line for line the same permutation."""

from __future__ import annotations

import math

from pairbond.engine import vector_math
from pairbond.engine.random_numbers import ADD, MULTIPLY, ROUNDS, SHIFT
from pairbond.engine.writer import Writer

Words = tuple[str, str]


def mix(w: Writer, a: str, b: str) -> Words:
    """The permutation of 64 bits."""

    def word(value: int) -> str:
        return w.whole(value, 32)

    first, second = word(MULTIPLY[0]), word(MULTIPLY[1])
    a = w.on_words("add", w.on_words("mul", a, first), word(ADD[0]))
    b = w.on_words("add", w.on_words("mul", b, second), word(ADD[1]))
    for _ in range(ROUNDS):
        a = w.on_words("add", a, w.on_words("mul", b, first))
        b = w.on_words("add", b, w.on_words("mul", a, second))
        a = w.on_words("xor", a, w.on_words("lshr", a, word(SHIFT[0])))
        b = w.on_words("xor", b, w.on_words("lshr", b, word(SHIFT[1])))
    return a, b


def words(w: Writer, keys: Words, step: Words, channel: tuple[int, int]) -> Words:
    """The two words of a channel; ``step`` are the mixed words of the step."""
    a = w.on_words("add", step[0], w.whole(channel[0], 32))
    b = w.on_words("add", step[1], w.whole(channel[1], 32))
    return mix(w, w.on_words("xor", keys[0], a), w.on_words("xor", keys[1], b))


def uniform(w: Writer, word: str) -> str:
    """A number in (0, 1)."""
    half = w.word_to_number(w.on_words("lshr", word, w.whole(1, 32)))
    return w.fma(half, w.number(2.0**-31), w.number(2.0**-32))


def normals(w: Writer, a: str, b: str) -> tuple[str, str]:
    """Two standard normals."""

    def word(value: int) -> str:
        return w.whole(value, 32)

    radius = w.own("sqrt", w.mul(vector_math.log(w, uniform(w, a)), w.number(-2.0)))
    quarter = w.on_words("lshr", w.on_words("add", b, word(1 << 29)), word(30))
    rest = w.on_words("sub", b, w.on_words("shl", quarter, word(30)))
    angle = w.mul(w.word_to_number(rest), w.number(math.pi / 2**31))
    sine, cosine = vector_math.sine_and_cosine(w, angle)
    odd = _is_set(w, quarter, 1)
    first = w.select(odd, sine, cosine)
    second = w.select(odd, cosine, sine)
    minus = w.neg(radius)
    first_radius = w.select(_is_set(w, w.on_words("add", quarter, word(1)), 2), minus, radius)
    second_radius = w.select(_is_set(w, quarter, 2), minus, radius)
    return w.mul(first_radius, first), w.mul(second_radius, second)


def _is_set(w: Writer, x: str, bit: int) -> str:
    kind = w.shape.word
    return w.line(f"icmp ne {kind} {w.on_words('and', x, w.whole(bit, 32))}, zeroinitializer")
