"""How couples differ: the covariance of their own values, and the priors on everything shared."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pairbond.inference._layout import Layout

F = NDArray[np.float64]


class RandomEffectsCovariance:
    """Covariance of couples' own values: blocks of two, an effect and its mirror in the other partner."""

    def __init__(self, layout: Layout) -> None:
        exchangeable = layout.settings.exchangeable
        self.size = len(layout.random_index)
        self.names: list[str] = []
        self.blocks: list[tuple[slice, slice, str]] = []
        loc, scale, at, k = [], [], 0, 0
        for pair in layout.pairs:
            two = len(pair.members) == 2
            form = "one" if not two else ("sum" if exchangeable else "two")
            names = [layout.parameters[m].name for m in pair.members]
            if form == "sum":
                self.names += [f"log_sd[common {names[0]}]", f"log_sd[different {names[0]}]"]
            else:
                self.names += [f"log_sd[{n}]" for n in names]
            count = len(pair.members)
            loc += [pair.sd_loc] * count
            scale += [pair.sd_scale] * count
            if form == "two":
                self.names.append(f"corr[{names[0]}, {names[1]}]")
                loc.append(0.0)
                scale.append(pair.correlation_scale)
                count += 1
            self.blocks.append((slice(at, at + len(pair.members)), slice(k, k + count), form))
            at, k = at + len(pair.members), k + count
        self.loc, self.scale = np.array(loc), np.array(scale)

    def matrices(self, omega: F) -> tuple[F, F]:
        """Covariance [q, q] and its derivatives [K, q, q] for spreads ``omega`` [K]."""
        cov, slope = np.zeros((self.size, self.size)), np.zeros((len(omega), self.size, self.size))
        for here, w, form in self.blocks:
            a = np.exp(omega[w.start])
            if form == "one":
                cov[here, here] = a**2
                slope[w.start, here, here] = 2 * a**2
                continue
            b = np.exp(omega[w.start + 1])
            if form == "sum":
                same, other = np.ones((2, 2)), np.array([[1.0, -1.0], [-1.0, 1.0]])
                cov[here, here] = 0.5 * (a**2 * same + b**2 * other)
                slope[w.start, here, here] = a**2 * same
                slope[w.start + 1, here, here] = b**2 * other
                continue
            r = np.tanh(omega[w.start + 2])
            c = r * a * b
            cov[here, here] = [[a**2, c], [c, b**2]]
            slope[w.start, here, here] = [[2 * a**2, c], [c, 0]]
            slope[w.start + 1, here, here] = [[0, c], [c, 2 * b**2]]
            slope[w.start + 2, here, here] = (1 - r**2) * a * b * np.array([[0.0, 1.0], [1.0, 0.0]])
        return cov, slope


@dataclass(frozen=True)
class Prior:
    """Normal on the unconstrained scale; ``weight`` 0 is a flat prior on everything shared."""

    loc: F
    scale: F
    spread_loc: F
    spread_scale: F
    weight: float


def widened(layout: Layout, by: float) -> Layout:
    """The same layout with the standard deviation of every normal prior ``by`` times as wide; centres stay."""
    pairs = [
        replace(pair, sd_scale=by * pair.sd_scale, correlation_scale=by * pair.correlation_scale)
        for pair in layout.pairs
    ]
    parameters = [replace(p, scale=by * p.scale) for p in layout.parameters]
    return replace(layout, parameters=tuple(parameters), pairs=tuple(pairs))


def prior_of(layout: Layout, weight: float = 1.0) -> Prior:
    first = np.argmax(layout.tie > 0, axis=0)
    spread = RandomEffectsCovariance(layout)
    return Prior(layout.loc[first], layout.scale[first], spread.loc, spread.scale, weight)


def names_of(layout: Layout) -> dict[str, tuple[str, ...]]:
    """Names of what a posterior's blocks hold."""
    own = tuple(p.name for p in layout.parameters)
    first = np.argmax(layout.tie > 0, axis=0)
    return {"shared": tuple(own[i] for i in first), "spread": tuple(RandomEffectsCovariance(layout).names), "phi": own}
