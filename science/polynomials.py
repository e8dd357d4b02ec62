"""Where the numbers in engine/polynomials.py come from.

    python -m science.polynomials           # from the root of the repository

Each polynomial interpolates its function in the Chebyshev nodes of its interval, which is within a small factor of
the best there is; worked out with 60 digits.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, getcontext

getcontext().prec = 60
Function = Callable[[Decimal], Decimal]
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")


def series(first: Decimal, ratio: Callable[[int], Decimal]) -> Decimal:
    """first * (1 + ratio(1) + ratio(1) ratio(2) + ...)."""
    total, term, k = Decimal(0), first, 1
    while abs(term) > Decimal("1e-55"):
        total += term
        term *= ratio(k)
        k += 1
    return total


def exp_rest(r: Decimal) -> Decimal:
    """(e^r - 1 - r) / r²."""
    return series(Decimal("0.5"), lambda k: r / (k + 2))


def log_rest(z: Decimal) -> Decimal:
    """(log((1 + s) / (1 - s)) - 2s) / s³ with z = s²."""
    total, power = Decimal(0), Decimal(1)
    for k in range(1, 60):
        total += 2 * power / (2 * k + 1)
        power *= z
    return total


def sin_rest(z: Decimal) -> Decimal:
    """(sin x - x) / x³ with z = x²."""
    return series(-Decimal(1) / 6, lambda k: -z / ((2 * k + 2) * (2 * k + 3)))


def cos_rest(z: Decimal) -> Decimal:
    """(cos x - 1 + x²/2) / x⁴ with z = x²."""
    return series(Decimal(1) / 24, lambda k: -z / ((2 * k + 3) * (2 * k + 4)))


def cosine(x: Decimal) -> Decimal:
    z = x * x
    return 1 - z / 2 + z * z * cos_rest(z)


def fitted(f: Function, low: Decimal, high: Decimal, degree: int) -> list[float]:
    """Coefficients, constant first, of the polynomial through ``f`` at the Chebyshev nodes of [low, high]."""
    n = degree + 1
    nodes = [(low + high) / 2 + (high - low) / 2 * cosine(PI * (2 * k + 1) / (2 * n)) for k in range(n)]
    divided = [f(x) for x in nodes]
    for level in range(1, n):
        for k in range(n - 1, level - 1, -1):
            divided[k] = (divided[k] - divided[k - 1]) / (nodes[k] - nodes[k - level])
    found = [divided[-1]]
    for k in range(n - 2, -1, -1):  # Newton's form, multiplied out
        found = [Decimal(0), *found]
        for i in range(len(found) - 1):
            found[i] -= nodes[k] * found[i + 1]
        found[0] += divided[k]
    return [float(c) for c in found]


HALF_LN2 = Decimal(2).ln() / 2
ROOT = Decimal(2).sqrt()
S_END = ((ROOT - 1) / (ROOT + 1)) ** 2
EIGHTH = (PI / 4) ** 2
TABLE: dict[str, tuple[Function, Decimal, Decimal, int, int]] = {
    "EXP": (exp_rest, -HALF_LN2, HALF_LN2, 4, 9),
    "LOG": (log_rest, Decimal(0), S_END, 3, 7),
    "SIN": (sin_rest, Decimal(0), EIGHTH, 2, 5),
    "COS": (cos_rest, Decimal(0), EIGHTH, 2, 5),
}


def main() -> None:
    for name, (f, low, high, single, double) in TABLE.items():
        print(f"{name} = {{")
        for word, degree in (("float", single), ("double", double)):
            print(f"    {word!r}: {tuple(fitted(f, low, high, degree))},")
        print("}")
    print("LN2_PARTS = {")
    ln2 = 2 * HALF_LN2
    for word, bits in (("float", 12), ("double", 32)):
        high = int(ln2 * 2**bits) / 2**bits
        print(f"    {word!r}: ({high!r}, {float(ln2 - Decimal(high))!r}),")
    print("}")


if __name__ == "__main__":
    main()
