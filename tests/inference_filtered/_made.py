"""Couples of a model of a few equations."""

from __future__ import annotations

import numpy as np

from pairbond.model import CoupleModel, ModelCouple


def typical(model: CoupleModel, rng: np.random.Generator) -> ModelCouple:
    """A couple in the middle of every range, where nothing runs away."""

    def one(low: float, high: float) -> float:
        return float(rng.uniform(low + 0.25 * (high - low), high - 0.35 * (high - low)))

    return model.couple(**{p.name: (one(p.low, p.high), one(p.low, p.high)) for p in model.parameters})
