"""The diary that two people of a model would keep."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond.diary import Diary, Item, diary_from_frame
from pairbond.errors import PairbondError
from pairbond.model import PARTNERS, ModelCouple
from pairbond.simulate import prepare


def simulated_diary(
    couple: ModelCouple, days: int, *, error: float = 0.04, missing: float = 0.0, top: int = 6, seed: int = 0
) -> Diary:
    """One entry of each partner an occasion, an item for each readout of the model, called like it.

    Parameters
    ----------
    couple : made by :meth:`pairbond.model.CoupleModel.couple`.
    days : how many occasions after the first: days for a flow, steps for a map.
    error : standard deviation of a rating's error, as a share of the scale.
    missing : share of entries that are skipped, in [0, 1).
    top : ratings are whole numbers from 0 to this.
    seed : of the model's noise, the errors and the gaps.

    Examples
    --------
    >>> from pairbond.rivals import RIVALS
    >>> diary = simulated_diary(RIVALS["rinaldi"].couple(), 20)
    >>> len(diary.frame), [item.name for item in diary.items]
    (42, ['feeling'])

    Raises
    ------
    PairbondError : a share outside its range, a scale without steps.
    """
    if not 0 <= missing < 1:
        raise PairbondError(f"missing is {missing:g}; it is a share from 0 up to, but not including, 1.")
    if error < 0:
        raise PairbondError(f"error is {error:g}; the nearest possible is 0.")
    if top < 1:
        raise PairbondError(f"top is {top}; a scale has two answers at least: the nearest is 1.")
    readouts = couple.model.readouts
    run = prepare(couple, days, seed=seed, record=[one.name for one in readouts])
    rng = np.random.default_rng(seed)
    responses = {}
    for one in readouts:
        value = np.broadcast_to(run.arrays()[one.name][..., 0].reshape(days + 1, -1), (days + 1, 2))
        share = one.zero + (one.one - one.zero) * value + error * rng.normal(size=value.shape)
        responses[one.name] = np.clip(np.round(top * share), 0, top)
    kept = rng.uniform(size=(days + 1, 2)) >= missing
    occasion, partner = np.nonzero(kept)
    frame = pd.DataFrame({"couple": "1", "partner": np.array(PARTNERS)[partner], "time": occasion.astype(float)})
    for name, value in responses.items():
        frame[name] = value[occasion, partner]
    items = [Item(one.name, kind="ordinal", low=0, high=top) for one in readouts]
    return diary_from_frame(frame, items, partners=PARTNERS, title=f"simulated by {couple.model.label}")
