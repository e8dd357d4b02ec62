"""Diaries made up for the gate: ordered, shuffled, pure noise, mood only; and one of the simulated couple."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pairbond.diary import Diary, Item, example_diary
from pairbond.diary.template_items import QUESTIONS

SIMULATED = "simulated_cycle"


def simulated(days: int = 60) -> Diary:
    """The bundled couple, the first days of it."""
    return example_diary(SIMULATED).until(days)


def shuffled(diary: Diary, seed: int) -> Diary:
    """The same evenings of both partners together, in another order."""
    rng = np.random.default_rng(seed)
    days = np.sort(diary.frame["time"].unique())
    other = dict(zip(days, rng.permutation(days), strict=True))
    frame = diary.frame.assign(time=diary.frame["time"].map(other))
    frame["date"] += pd.to_timedelta(frame["time"] - diary.frame["time"], unit="D")
    return replace(diary, frame=frame.sort_values(["couple", "partner", "time"], ignore_index=True))


def noise(seed: int, days: int = 60) -> Diary:
    """Ten answers an evening without any meaning."""
    rng = np.random.default_rng(seed)
    frame = simulated(days).frame.copy()
    for question in QUESTIONS:
        high = 1 if question.item.kind == "binary" else 6
        frame[question.item.name] = rng.integers(0, high + 1, len(frame)).astype(float)
    return replace(simulated(days), frame=frame)


def only(diary: Diary, *names: str) -> Diary:
    """The diary as if nothing else had been asked."""
    items = tuple(item for item in diary.available if item.name in names)
    others = [item.name for item in diary.available if item.name not in names]
    return replace(diary, frame=diary.frame.drop(columns=others), items=items, available=items)


def with_danger(diary: Diary, level: float) -> Diary:
    """The diary with a question about fear, answered at ``level`` by the first partner every evening.

    Its quantity is one that the theory reads, so that only the rule on danger keeps it out.
    """
    frame = diary.frame.assign(afraid=np.where(diary.frame["partner"] == diary.partners[0], level, 0.0))
    item = Item("afraid", "afraid of the other person", "conflict", "own", 0, 6, "worse", "ordinal", danger=True)
    return replace(diary, frame=pd.DataFrame(frame), available=(*diary.available, item))
