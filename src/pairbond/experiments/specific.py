"""Is a knock-out specific? It should take the claims that name it, and leave most of the others as they were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pairbond.experiments.files import records
from pairbond.experiments.protocols import all_protocols
from pairbond.experiments.record import Claim, KnockOut
from pairbond.experiments.run import BREAKS, MOST_RUNS, measure
from pairbond.experiments.trial import Draw, Trial
from pairbond.experiments.verdict import CARRIED, verdicts
from pairbond.theory import Theory

if TYPE_CHECKING:
    import pandas as pd

SPECIFIC = 0.8  # of the claims that do not name it


def knock_outs(among: Sequence[Claim]) -> dict[str, KnockOut]:
    """Every knock-out that a claim names, once, by what it takes out."""
    return {str(one): one for asked in among for one in asked.knock_out}


def specific(theory: Theory | None = None, progress: Callable[..., None] | None = None) -> pd.DataFrame:
    """What each knock-out does to the claims that do not name it.

    All knock-outs are followed side by side, as parameter draws in which the gains are 0; runs by chance are as many as
    in the draws around the defaults.

    Returns
    -------
    One row a knock-out: ``knock_out``, ``named_by``, ``others`` (claims carried on the defaults that do not name it),
    ``kept`` (the share of them that stay carried), ``specific`` (at least 80 %), ``lost`` (which do not).
    """
    import pandas as pd

    whole = Theory() if theory is None else theory
    asked = [one for one in records("claim").values() if one.id in all_protocols()]
    outs = knock_outs(asked)
    draws = (Draw(), *(_knocked_out(one, whole) for one in outs.values()))
    carried = {one.id: _carried(one, whole, draws, progress) for one in asked}
    rows = []
    for i, what in enumerate(outs, start=1):
        named = [one.id for one in asked if what in map(str, one.knock_out)]
        others = [name for name, x in carried.items() if x[0] and name not in named]
        lost = [name for name in others if not carried[name][i]]
        kept = 1.0 - len(lost) / len(others) if others else np.nan
        row = {"knock_out": what, "named_by": " ".join(named), "others": len(others), "kept": kept}
        rows.append({**row, "specific": bool(kept >= SPECIFIC), "lost": " ".join(lost)})
    return pd.DataFrame(rows)


def _knocked_out(one: KnockOut, theory: Theory) -> Draw:
    there = tuple(name for name in one.mechanisms if name in theory.mechanisms)
    return Draw(0, 0, off=there, constants=tuple(one.constants.items()))


def _carried(asked: Claim, theory: Theory, draws: tuple[Draw, ...], progress: Callable[..., None] | None) -> np.ndarray:
    """[draws]: whether the claim is carried in each; not where its experiment breaks off."""
    if progress is not None:
        progress(f"claim {asked.id}")
    try:
        numbers = measure(asked.id, Trial(theory, draws, runs=min(asked.runs, MOST_RUNS)))
    except BREAKS:
        return np.zeros(len(draws), bool)
    return np.array([one == CARRIED for one in verdicts(asked, numbers)])
