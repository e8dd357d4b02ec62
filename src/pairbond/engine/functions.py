"""The namespace ``m`` for arrays, NumPy's or JAX's: what a mechanism may call."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any


def array_functions(xp: Any) -> Any:
    """exp, log, sqrt, tanh, sigmoid, where, maximum, minimum, absolute, swap, total, product, both, whole.

    ``xp`` is numpy or jax.numpy. Values of the partners are [2, n], of the couple [n], or plain numbers.
    """

    def plain(x: Any) -> bool:
        return xp.ndim(x) == 0

    return SimpleNamespace(
        exp=xp.exp,
        log=xp.log,
        sqrt=xp.sqrt,
        tanh=xp.tanh,
        sigmoid=lambda x: 0.5 + 0.5 * xp.tanh(0.5 * x),
        where=xp.where,
        maximum=xp.maximum,
        minimum=xp.minimum,
        absolute=xp.absolute,
        whole=xp.trunc,
        swap=lambda x: x if plain(x) else x[::-1],
        total=lambda x: 2.0 * x if plain(x) else x[0] + x[1],
        product=lambda x: x * x if plain(x) else x[0] * x[1],
        # a number goes with both partners as it is
        both=lambda x: x if plain(x) else xp.stack([x, x]),
    )
