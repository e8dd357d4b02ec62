"""How far two ratings of one couple, or of one person, go together on the same occasion."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr

from pairbond.diary import Diary, Item, occasions

F = NDArray[np.float64]
FEWEST = 14  # occasions with both ratings, below which nothing is said
_Z90 = 1.6448536269514722
COLUMNS = [
    "partner", "item", "other_partner", "other_item", "kind", "measure", "occasions", "tail",
    "q05", "q25", "q50", "q75", "q95",
]  # fmt: skip


def together(diary: Diary, items: Sequence[Item]) -> pd.DataFrame:
    """Correlations over the occasions of one couple's diary, each rating counted from the person's own mean.

    Columns as in ``Fit.same_day`` (``measure`` is "total") and ``occasions``, how many each rests on. Quantiles are
    those of Fisher's z with as many occasions as a pair of series with such carry-over is worth (Bartlett 1935),
    ``tail`` is the two-sided p-value of the t-test on as many.
    Pairs with fewer than ``FEWEST`` occasions, or a rating that never changes, are left out.
    """
    wide = by_occasion(diary, items)
    places = [(str(partner), str(item)) for partner, item in wide.columns]
    rows = []
    for a, (partner, item) in enumerate(places):
        for other, thing in places[:a]:
            pair = wide[[(partner, item), (other, thing)]].dropna().to_numpy(float)
            if len(pair) < FEWEST or (pair.std(0) < 1e-9).any():
                continue
            same = "same item" if item == thing else "other item"
            kind = "within person" if partner == other else f"between partners, {same}"
            rows.append(
                {
                    "partner": partner, "item": item, "other_partner": other, "other_item": thing, "kind": kind,
                    "measure": "total", "occasions": len(pair), **_quantiles(pair),
                }
            )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def by_occasion(diary: Diary, items: Sequence[Item]) -> pd.DataFrame:
    """Ratings with a row an occasion and a column (partner, item), in the order of partners and items."""
    frame = diary.frame.assign(occasion=pd.Series(occasions(diary), index=diary.frame.index))
    names = [item.name for item in items]
    wide = frame.pivot_table(index="occasion", columns="partner", values=names, aggfunc="mean", dropna=False)
    order = [(partner, name) for partner in diary.partners for name in names]
    there = [(p, n) for p, n in order if (n, p) in wide.columns and wide[(n, p)].notna().any()]
    found = wide[[(n, p) for p, n in there]]
    found.columns = pd.MultiIndex.from_tuples(there) if there else found.columns
    return found


def _quantiles(pair: F) -> dict[str, float]:
    r = float(np.clip(np.atleast_2d(np.corrcoef(pair.T))[0, 1], -0.999, 0.999))
    centred = np.asarray(pair - pair.mean(0, keepdims=True), float)
    lag1 = np.einsum("ti,ti->i", centred[1:], centred[:-1]) / np.einsum("ti,ti->i", centred, centred)
    product = float(np.clip(np.prod(lag1), 0.0, 0.9))
    worth = len(pair) * (1 - product) / (1 + product)
    z, sd = np.arctanh(r), 1 / np.sqrt(max(worth - 3, 1.0))
    t = r * np.sqrt(max(worth - 2, 1.0) / (1 - r**2))
    ends = {"q05": -_Z90, "q25": -0.6744897501960817, "q50": 0.0, "q75": 0.6744897501960817, "q95": _Z90}
    tail = 2 * float(stdtr(max(worth - 2, 1.0), -abs(t)))
    return {name: float(np.tanh(z + at * sd)) for name, at in ends.items()} | {"tail": tail}
