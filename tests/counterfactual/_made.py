"""Fits made by hand: a couple's current state is that of simulated couples, not of a search that takes a minute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.diary import Diary, Item
from pairbond.inference.theory import CurrentState, TheoryFit
from pairbond.inference.theory.day import SLOW, TRAITS
from pairbond.simulate import prepare
from pairbond.theory import Couple, Person

F = NDArray[np.float64]
NAMES = ("Ana", "Ben")
SECURE = (Person(), Person(anxiety=0.3))
CYCLING = (
    Person(inner_worth=0.2, integration=0.15, coping=0.9, anxiety=0.4, avoidance=0.5),
    Person(inner_worth=0.3, integration=0.35, coping=-0.8, anxiety=0.75, avoidance=0.1),
)


def current_state(
    people: tuple[Person, Person] = CYCLING, draws: int = 4, code: float = 0.0, age: int = 200
) -> CurrentState:
    """Where couples stand who are a little unlike ``people``, some time after they met."""
    rng = np.random.default_rng(3)

    def near(one: Person) -> Person:
        moved = {name: getattr(one, name) + rng.normal(0.0, 0.02) for name in TRAITS}
        return replace(one, **{k: float(np.clip(v, -1.0 if k == "coping" else 0.0, 1.0)) for k, v in moved.items()})

    couples = [Couple(near(people[0]), near(people[1])) for _ in range(draws)]
    end = prepare(couples, age, record=[], allow_separation=False).at(age)
    state = {k.removeprefix("state."): v for k, v in end.items() if k.startswith("state.")}
    traits = {name: np.array([[getattr(c.a, name) for c in couples], [getattr(c.b, name) for c in couples]])
              for name in TRAITS}  # fmt: skip
    return CurrentState(state, {**traits, **{name: state[name] for name in SLOW}}, code, float(age))


def diary(writers: tuple[int, ...] = (0, 1), days: int = 20, fear: Mapping[int, int] | None = None) -> Diary:
    """``fear``: partner -> number of days with an answer past mid-scale; None: it was not asked."""
    rng = np.random.default_rng(1)
    rows = [
        {
            "couple": "1",
            "person": NAMES[p],
            "partner": NAMES[p],
            "time": float(t),
            "date": pd.NaT,
            "contact": "",
            "event": "",
        }
        | {"warmth": float(rng.integers(0, 7))}
        | ({} if fear is None else {"fear": 5.0 if t < fear.get(p, 0) else 1.0})
        for t in range(days)
        for p in writers
    ]
    items = [Item("warmth", "warmth received", low=0.0, high=6.0, kind="bounded", about="partner")]
    if fear is not None:
        items.append(Item("fear", "fear", low=0.0, high=6.0, higher="worse", kind="bounded", danger=True))
    return Diary("made", pd.DataFrame(rows), tuple(items), tuple(NAMES[p] for p in writers), len(writers) > 1)


def fitted(here: CurrentState | None = None, of: Diary | None = None) -> TheoryFit:
    """A fit that knows where the couple stands and nothing else."""
    made = TheoryFit.__new__(TheoryFit)
    # what a fit works out on demand is looked for in the instance first
    made.__dict__.update(
        current_state=current_state() if here is None else here, diary=diary() if of is None else of, couple="1", seed=0
    )
    return made


def swapped(one: CurrentState) -> CurrentState:
    """The same couple with its partners exchanged."""

    def turned(values: Mapping[str, F]) -> dict[str, F]:
        return {k: v[::-1].copy() if v.ndim == 2 else v for k, v in values.items()}

    return CurrentState(turned(one.state), turned(one.traits), one.code, one.day)
