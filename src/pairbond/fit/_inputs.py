"""Covariates as inputs of the model: one for both partners where they share it, one for each where they do not."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond.data import Diary

FEWEST_CHANGES = 1e-9  # spread within couples below which a covariate never changes


def inputs_of(diary: Diary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the inputs, and of covariates that are left out because they never change within a person.

    An input is ``"covariate"`` (both partners have the same value on an occasion, as of weather) or
    ``"covariate@0"`` and ``"covariate@1"`` (each partner has their own, as of stress).
    """
    names: list[str] = []
    constant: list[str] = []
    frame = diary.frame
    for name in diary.covariates:
        own = frame[["couple", "partner", "time", name]].dropna(subset=[name])
        spread = own.groupby(["couple", "partner"])[name].agg(np.ptp) if len(own) else pd.Series(dtype=float)
        partners = [
            p for p in range(len(diary.partners))
            if (spread[spread.index.get_level_values("partner") == p] > FEWEST_CHANGES).any()
        ]  # fmt: skip
        if not partners:
            constant.append(name)
            continue
        same = own.groupby(["couple", "time"])[name].agg(["nunique", "size"])
        both = same[same["size"] > 1]
        if len(diary.partners) == 1 or (len(both) and (both["nunique"] == 1).all()):
            names.append(name)
        else:
            names += [f"{name}@{p}" for p in partners]
    return tuple(names), tuple(constant)


def parts(name: str) -> tuple[str, int | None]:
    """Covariate and partner (None: both) of an input."""
    covariate, at, partner = name.rpartition("@")
    return (covariate, int(partner)) if at else (name, None)


def label(name: str, partners: tuple[str, ...]) -> str:
    """An input as a reader is told of it."""
    covariate, partner = parts(name)
    return covariate if partner is None else f"{covariate} of {partners[partner]}"
