"""A: where the wound and its answers come from."""

from __future__ import annotations

import numpy as np

from pairbond.claims.world import World
from pairbond.theory import Childhood

DEPRIVED, MIRRORED = (
    {"mirroring": 0.2, "inconsistency": 0.5, "containment": 0.4},
    {"mirroring": 0.9, "containment": 0.8},
)
DOSES = (0.0, 0.3, 0.6, 0.9)
Numbers = dict[str, np.ndarray]


def _same(world: World, **numbers: object) -> Numbers:
    """The childhood map has no free parameter: the same in every draw."""
    wide: Numbers = {}
    for name, x in numbers.items():
        y = np.asarray(x, float)
        wide[name] = np.repeat(y[..., None], world.size, axis=-1)
    return wide


def a1(world: World) -> Numbers:
    praised = Childhood(**DEPRIVED, praise=0.7).person()
    caring = Childhood(**DEPRIVED, parentification=0.7).person()
    good = [Childhood(**MIRRORED, praise=0.7).person(), Childhood(**MIRRORED, parentification=0.7).person()]
    return _same(
        world,
        worth_difference=abs(praised.inner_worth - caring.inner_worth),
        answer_praised=praised.answer,
        answer_caring=caring.answer,
        answer_mirrored=max(abs(one.answer) for one in good),
        spread=praised.answer - caring.answer,
        worth_lost=good[0].inner_worth - praised.inner_worth,
    )


def a2(world: World) -> Numbers:
    praised = [Childhood(**DEPRIVED, praise=x).person() for x in DOSES]
    caring = [Childhood(**DEPRIVED, parentification=x).person() for x in DOSES]
    good = [Childhood(**MIRRORED, **{kind: 0.9}).person() for kind in ("praise", "parentification")]
    return _same(
        world,
        answer_by_praise=[one.answer for one in praised],
        answer_by_parentification=[one.answer for one in caring],
        answer_mirrored=max(abs(one.answer) for one in good),
        spread=praised[-1].answer - caring[-1].answer,
        worth_lost=good[0].inner_worth - praised[0].inner_worth,
    )


def a3(world: World) -> Numbers:
    grown = [Childhood(mirroring=0.5, inconsistency=x, containment=0.6).person() for x in (0.1, 0.5, 0.9)]
    return _same(
        world,
        anxiety=[one.anxiety for one in grown],
        avoidance=[one.avoidance for one in grown],
        anxiety_gained=grown[-1].anxiety - grown[0].anxiety,
        integration_lost=grown[0].integration - grown[-1].integration,
    )


EXPERIMENTS = {"A1": a1, "A2": a2, "A3": a3}
