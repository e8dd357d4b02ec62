"""The functions a term may call, in NumPy: the slow and obvious way to run the theory.

Whoever runs it another way (JAX, vector code, symbols for LaTeX) gives the same names. Values for the two partners
are arrays ``[2, …]``, values of the couple ``[…]``; the two mix by broadcasting. Nothing here can say "the first
partner": there is only the exchange of the two, their sum and their product.
"""

from __future__ import annotations

from typing import Any

import numpy as np


class NumpyFunctions:
    """exp, log, sqrt, tanh, sigmoid, where, maximum, minimum, absolute; swap, total, product, both."""

    exp = staticmethod(np.exp)
    log = staticmethod(np.log)
    sqrt = staticmethod(np.sqrt)
    tanh = staticmethod(np.tanh)
    where = staticmethod(np.where)
    maximum = staticmethod(np.maximum)
    minimum = staticmethod(np.minimum)
    absolute = staticmethod(np.absolute)

    @staticmethod
    def sigmoid(x: Any) -> Any:
        """1 / (1 + exp(-x)), written with tanh so that nothing overflows."""
        return 0.5 + 0.5 * np.tanh(0.5 * x)

    @staticmethod
    def swap(x: Any) -> Any:
        """The other partner's value. A number that is the same for both stays as it is."""
        return x if np.ndim(x) == 0 else x[::-1]

    @staticmethod
    def total(x: Any) -> Any:
        """Sum over the two partners: [2, …] to […]."""
        return 2.0 * x if np.ndim(x) == 0 else x[0] + x[1]

    @staticmethod
    def product(x: Any) -> Any:
        """Product over the two partners: [2, …] to […]."""
        return x * x if np.ndim(x) == 0 else x[0] * x[1]

    @staticmethod
    def both(x: Any) -> Any:
        """A value of the couple, given to both partners: […] to [2, …]."""
        return x if np.ndim(x) == 0 else np.stack([x, x])


numpy_functions = NumpyFunctions()
