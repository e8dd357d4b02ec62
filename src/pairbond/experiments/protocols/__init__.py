"""One function a claim, dispute or fact: a world in, the numbers of its record out. No threshold stands here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import numpy as np

from pairbond.experiments.world import World

Experiment = Callable[[World], dict[str, np.ndarray]]


@cache
def experiments() -> Mapping[str, Experiment]:
    """The experiment of every claim, dispute and fact that has one, by its id.

    Examples
    --------
    >>> "G1" in experiments()
    True
    """
    found: dict[str, Experiment] = {}
    for one in iter_modules(__path__):
        if not one.name.startswith("_"):
            found |= import_module(f"{__name__}.{one.name}").EXPERIMENTS
    return MappingProxyType(found)
