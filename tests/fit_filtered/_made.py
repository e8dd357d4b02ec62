"""Diaries made by a model of a few equations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond.data import Diary, Item, diary_from_frame
from pairbond.model import CoupleModel, ModelCouple
from pairbond.simulate import prepare

SCALE = 6


def diary(
    pair: ModelCouple,
    days: int,
    seed: int = 0,
    missing: float = 0.1,
    error: float = 0.08,
    item: str = "",
    fine: bool = False,
) -> Diary:
    """A couple's diary: answers 0 to 6 (with ``fine``, any number) of the model's first readout, 0 at the middle."""
    name = pair.model.readouts[0].name
    x = prepare(pair, days, seed=seed).arrays()[name][..., 0]
    rng = np.random.default_rng(seed)
    y = SCALE * (0.5 + 0.5 * x + error * rng.normal(size=x.shape))
    y = np.clip(np.round(y), 0, SCALE)
    there = rng.uniform(size=y.shape) >= missing
    rows = [
        {"couple": "1", "partner": p, "time": float(t), item or name: y[t, p]}
        for t in range(days + 1)
        for p in (0, 1)
        if there[t, p]
    ]
    items = [Item(item or name, kind="ordinal", low=0, high=SCALE)]
    return diary_from_frame(pd.DataFrame(rows), items, partners=("Ann", "Ben"))


def typical(model: CoupleModel, rng: np.random.Generator) -> ModelCouple:
    """A couple in the middle of every range, where nothing runs away."""

    def one(low: float, high: float) -> float:
        return float(rng.uniform(low + 0.25 * (high - low), high - 0.35 * (high - low)))

    return model.couple(**{p.name: (one(p.low, p.high), one(p.low, p.high)) for p in model.parameters})
