"""Protocols: one function a claim, dispute or fact, which gives the numbers of its record. No threshold stands here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import numpy as np

from pairbond.experiments.trial import Trial

Protocol = Callable[[Trial], dict[str, np.ndarray]]


@cache
def all_protocols() -> Mapping[str, Protocol]:
    """The protocol of every claim, dispute and fact that has one, by its id.

    Examples
    --------
    >>> "G1" in all_protocols()
    True
    """
    found: dict[str, Protocol] = {}
    for one in iter_modules(__path__):
        if not one.name.startswith("_"):
            found |= import_module(f"{__name__}.{one.name}").PROTOCOLS
    return MappingProxyType(found)
