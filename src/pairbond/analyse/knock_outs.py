"""Which mechanisms a couple's cycle needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pairbond.analyse._courses import SETTLING, follow, with_gains
from pairbond.dynamics import FALLS, dominant_falls
from pairbond.model import PARTNERS
from pairbond.theory import Couple, Theory

if TYPE_CHECKING:
    import pandas as pd

DESCRIBED = ("arousal", "load", "hostility", "bond", "leaving_rate")
WHOLE = "nothing"


def acting(theory: Theory) -> list[str]:
    """Names of the mechanisms that act on two adults; those of childhood alone have acted before they met."""
    return [name for name, one in theory.mechanisms.items() if one.terms]


def knock_outs(couple: Couple, theory: Theory | None = None) -> pd.DataFrame:
    """What becomes of a couple without each mechanism, one at a time.

    All are followed in one run, as couples in which both partners' gain of that mechanism is 0.

    Returns
    -------
    Rows ``without`` ("nothing" first, then the mechanisms that act on two adults, those first that change the image
    most), with ``cycles`` and ``period`` (days) of who turns most, ``swing_a``, ``swing_b`` (from the 5th to the 95th
    hundredth of tanh of the image), and means of arousal, exhaustion, hostility shown, bond and rate of leaving (1/d)
    of each partner.
    """
    import pandas as pd

    theory = Theory() if theory is None else theory
    names = acting(theory)
    couples = [couple, *(with_gains(couple, {name: 0.0}) for name in names)]
    paths = {name: x[SETTLING:] for name, x in follow(couples, ("image", *DESCRIBED), theory=theory).items()}
    cycles, period = dominant_falls(paths["image"])
    seen = np.tanh(paths["image"])
    swing = np.quantile(seen, 0.95, axis=0) - np.quantile(seen, 0.05, axis=0)
    table = pd.DataFrame({"without": [WHOLE, *names], "cycles": cycles, "period": period})
    for p, who in enumerate(PARTNERS):
        table[f"swing_{who}"] = swing[p]
        for name in DESCRIBED:
            table[f"{name}_{who}"] = paths[name][:, p].mean(0)
    middle = seen.mean(0)
    away = np.abs(swing - swing[:, :1]).sum(0) + np.abs(middle - middle[:, :1]).sum(0)
    order = [0, *(1 + np.argsort(-away[1:], kind="stable"))]
    return table.iloc[order].reset_index(drop=True)


def is_cycling(couples: Sequence[Couple], theory: Theory, like: float = np.nan) -> np.ndarray:
    """Whether each couple cycles; with a turn of half to double ``like`` days, where that is a number.

    Few mechanisms are enough for some slow waxing and waning of two people who learn what to expect. That is another
    cycle.
    """
    cycles, period = dominant_falls(follow(couples, ("image",), theory=theory)["image"][SETTLING:])
    same = np.isnan(like) | ((period > 0.5 * like) & (period < 2.0 * like))
    return (cycles >= FALLS) & same


def sufficient(couple: Couple, theory: Theory | None = None, seed: int = 0) -> tuple[str, ...]:
    """Mechanisms with which the cycle goes on without all others, at half to double its period; none can be spared.

    Mechanisms are taken out one after the other, those first that change least by themselves, or with a ``seed`` above
    0 in an order drawn by it; in the end no single further one can go. It is *a* minimal set: other orders may end in
    others, and no order finds the smallest for sure. Empty for a couple that does not cycle.
    """
    theory = Theory() if theory is None else theory
    if not is_cycling([couple], theory)[0]:
        return ()
    table = knock_outs(couple, theory)
    order, like = table["without"].tolist()[:0:-1], float(table["period"][0])
    if seed:
        np.random.default_rng(seed).shuffle(order)
    out: list[str] = []
    waiting = list(order)
    while waiting:
        # halves are tried first: most mechanisms can go together with many others
        size = max(len(waiting) // 2, 1)
        gone = False
        while size:
            trial = waiting[:size]
            if is_cycling([with_gains(couple, dict.fromkeys([*out, *trial], 0.0))], theory, like)[0]:
                out, waiting, gone = [*out, *trial], waiting[size:], True
                break
            size //= 2
        if not gone:
            waiting = waiting[1:]
    kept = [name for name in order if name not in out]
    # whatever could not go alone earlier may be able to now
    while True:
        trials = [with_gains(couple, dict.fromkeys([*out, name], 0.0)) for name in kept]
        can = is_cycling(trials, theory, like)
        if not can.any():
            return tuple(sorted(kept))
        out.append(kept.pop(int(can.argmax())))
