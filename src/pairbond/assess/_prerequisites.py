"""Items on the bond, and serial order of the days: what a diary has to hold before anything is fitted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pairbond.diary.template_items import QUESTIONS
from pairbond.inference.theory.panel import Panel

# Readings that are about the other person or the bond. Calm, exhaustion, self-esteem, shame and trust in one's own
# memory are how a person is; many things besides the bond move them.
BOND = frozenset(
    {
        "closeness",
        "longing",
        "worry",
        "giving",
        "voiced_need",
        "warmth_received",
        "hurt_received",
        "withdrawal",
        "hostility",
    }
)
ORDERS = 4000  # other orders of the same days
_SLICE = 500  # of them at a time, for the sake of memory
NEAR = 4  # days at most between days that are held against each other


def on_the_bond(days: Panel, partner: str, *, anchored: bool = False) -> tuple[str, ...]:
    """Items of this writer about the other or the two; with ``anchored``, those whose scale says how much is much."""
    mine = [c for c in days.columns if days.partners[c.partner] == partner and c.reading in BOND]
    return tuple(c.item for c in mine if c.anchored or not anchored)


def missing(days: Panel | None, partner: str) -> tuple[str, ...]:
    """Labels of the questions of our own diary that this person did not answer, those about the bond first."""
    here = (
        set() if days is None else {c.item for c in days.columns if days.partners[c.partner] == partner and c.anchored}
    )
    absent = [q.item for q in QUESTIONS if q.item.name not in here]
    ordered = sorted(absent, key=lambda item: item.name not in BOND)
    return tuple(item.label or item.name for item in ordered)


def order(days: Panel, partner: str, seed: int) -> float:
    """Chance of days as like their neighbours as these, were their order of no account.

    The answered days of a person are put into `ORDERS` random orders, each day with all its ratings about the bond.
    Compared is the sum, over these items and over all pairs of days at most `NEAR` apart, of the product of their
    ratings in standard deviations of the item. A course that stays up or down for a week or more shows in it.

    Source: the permutation test for serial correlation (Wald & Wolfowitz, 1943).
    """
    mine = np.array([days.partners[c.partner] == partner and c.reading in BOND for c in days.columns], bool)
    seen = days.seen[:, mine]
    answered = np.flatnonzero(seen.any(1))
    apart = np.abs(answered[:, None] - answered)
    one, two = np.nonzero(np.triu((apart > 0) & (apart <= NEAR)))
    if not len(one):
        return 1.0
    alike = _alike(days.y[:, mine][answered], seen[answered])
    rng = np.random.default_rng(seed)
    here, as_much = alike[one, two].sum(), 0
    for _ in range(0, ORDERS, _SLICE):
        orders = rng.permuted(np.tile(np.arange(len(answered)), (_SLICE, 1)), axis=1)
        as_much += int((alike[orders[:, one], orders[:, two]].sum(1) >= here - 1e-9).sum())
    return float((1 + as_much) / (ORDERS + 1))


def _alike(y: NDArray[np.float64], seen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Products of standardised days, [days, days]; missing ratings and items that never change count nothing."""
    z = np.where(seen, y, np.nan)
    spread = np.nanstd(z, axis=0)
    z = np.where(seen & (spread > 0), (z - np.nanmean(z, axis=0)) / np.where(spread > 0, spread, 1.0), 0.0)
    return z @ z.T
