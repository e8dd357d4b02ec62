"""From the people of a couple to the numbers that a theory reads: traits, gains, free parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from pairbond.errors import PairbondError
from pairbond.theory.couple import Couple
from pairbond.theory.mechanisms import found
from pairbond.theory.people import PEOPLE
from pairbond.theory.person import Person
from pairbond.theory.quantities import of_stage

if TYPE_CHECKING:
    from pairbond.theory.theory import Theory

TRAITS = tuple(one.name for one in of_stage("trait"))


def numbers(theory: Theory, couples: Couple | Sequence[Any]) -> dict[str, Any]:
    """By name, of one couple ``[2]``, of N couples ``[2, N]``; what holds for both alike ``[]`` or ``[N]``."""
    many = [couples] if isinstance(couples, Couple) else list(couples)
    for one in many:
        if not isinstance(one, Couple):
            raise PairbondError(f"{one} is no couple of the theory; it has to be Couple(a=…, b=…).")
    people = [[one.a for one in many], [one.b for one in many]]
    names = {name for side in people for one in side for name in (*one.params, *(f"gain_{g}" for g in one.gains))}
    shared = {name for one in many for name in one.params}
    names, shared = names - theory.absent, shared - theory.absent
    theory.check_parameters((*names, *shared))

    def of(one: Person, pair: Couple) -> dict[str, float]:
        gains = {f"gain_{g}": x for g, x in one.gains.items()}
        return {**theory.defaults, **pair.params, **gains, **one.params, **one.traits}

    own = [[of(one, pair) for one, pair in zip(side, many, strict=True)] for side in people]
    table = {name: np.array([[one[name] for one in side] for side in own]) for name in (*TRAITS, *sorted(names))}
    for name in sorted(shared - names):
        table[name] = np.array([one.params.get(name, theory.defaults[name]) for one in many])
    return {name: value[..., 0] for name, value in table.items()} if isinstance(couples, Couple) else table


def absent(theory: Theory) -> frozenset[str]:
    """Gains and constants of mechanisms that lie in ``mechanisms/``, or were taken out, and are not in the theory."""
    known = [name for one in (*found(), *theory.removed) for name in (one.gain, *(x.name for x in one.params))]
    bundled = [f"gain_{name}" for one in PEOPLE.values() for name in one.gains]  # also where a file was taken away
    return frozenset({*known, *bundled}.difference(theory.defaults))
