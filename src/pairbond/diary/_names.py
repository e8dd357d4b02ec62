"""Names of couples and persons as text, in an order that people expect."""

from __future__ import annotations

import numpy as np

from pairbond.diary._numbers import MISSING_WORDS


def natural(name: str) -> tuple[int, float, str]:
    """Sorting key: numbers by value, then words."""
    try:
        return (0, float(name), name)
    except ValueError:
        return (1, 0.0, name)


def identifiers(cells: np.ndarray) -> np.ndarray:
    """A column of names as text; whole floats lose their ".0"; "" where missing."""
    if cells.dtype.kind in "fiu":
        return np.array(
            [
                "" if c != c else f"{c:.0f}" if float(c).is_integer() else repr(float(c))
                for c in cells.astype(float).tolist()
            ],
            dtype=object,
        )
    words = [str(cell) for cell in cells]
    return np.array(["" if word in MISSING_WORDS else word for word in words], dtype=object)
