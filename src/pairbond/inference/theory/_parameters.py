"""What is estimated, on a scale where every prior is a standard normal.

Traits lie on a probit scale, ``trait = low + (high - low) * Phi(z)``: beforehand every value of a trait is as likely
as any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from pairbond.inference.theory.day import TRAITS
from pairbond.inference.theory.panel import Panel
from pairbond.theory import Person
from pairbond.theory.person import TRAITS as ROWS
from pairbond.theory.quantities import QUANTITIES

F = NDArray[np.float64]
NOISE, NOISE_SPREAD = 0.12, 0.5  # of the scale's length; prior median and spread of its logarithm
EDGE = 1e-4  # nobody's trait lies nearer to the end of its range
INTERCEPT_SPREAD, LOADING_SPREAD = 0.3, 0.5  # of items whose scale does not say what its ends mean


class Numbers(NamedTuple):
    """Parameters of B candidates: traits [2, B] by name; noise, intercept and loading [B, D] of each column."""

    traits: dict[str, F]
    noise: F
    intercept: F
    loading: F


@dataclass(frozen=True)
class Parameter:
    """One number to estimate; ``item`` is "" if it is a trait, or belongs to all of a person's items.

    ``partner`` is the place on an axis of partners.
    """

    name: str
    partner: int
    item: str = ""

    def label(self, partners: tuple[str, str]) -> str:
        return f"{self.name}[{self.item + ', ' if self.item else ''}{partners[self.partner]}]"


class Layout:
    """Names and places of the parameters of a panel."""

    def __init__(self, panel: Panel) -> None:
        self.columns = panel.columns
        found = [Parameter(name, p) for p in (0, 1) for name in TRAITS]
        shared = sorted({c.partner for c in self.columns if c.anchored and c.kind != "binary"})
        found += [Parameter("noise", p) for p in shared]
        for c in self.columns:
            if not c.anchored:
                own = ("intercept", "loading") if c.kind == "binary" else ("intercept", "loading", "noise")
                found += [Parameter(name, c.partner, c.item) for name in own]
        self.parameters = tuple(found)
        self.labels = tuple(one.label(panel.partners) for one in found)
        self.at = {(p.name, p.item, p.partner): i for i, p in enumerate(found)}

    def __len__(self) -> int:
        return len(self.parameters)

    def values(self, theta: F) -> F:
        """Parameters [B, P] as they are spoken of, from the estimation scale ``theta`` [B, P]."""
        found = np.empty_like(theta)
        for i, one in enumerate(self.parameters):
            z = theta[:, i]
            if one.name in TRAITS:
                low, high = limits(one.name)
                found[:, i] = low + (high - low) * ndtr(z)
            elif one.name == "noise":
                found[:, i] = NOISE * np.exp(NOISE_SPREAD * z)
            elif one.name == "intercept":
                found[:, i] = INTERCEPT_SPREAD * z
            else:
                found[:, i] = np.exp(LOADING_SPREAD * z)
        return found

    def numbers(self, theta: F) -> Numbers:
        """The same, where the filter wants them."""
        value = self.values(theta)
        traits = {name: np.stack([value[:, self.at[name, "", p]] for p in (0, 1)]) for name in TRAITS}
        shape = (len(theta), len(self.columns))
        noise, intercept, loading = np.full(shape, NOISE), np.zeros(shape), np.ones(shape)
        for j, c in enumerate(self.columns):
            own = "" if c.anchored else c.item
            if ("noise", own, c.partner) in self.at:
                noise[:, j] = value[:, self.at["noise", own, c.partner]]
            sign = -1.0 if c.falling else 1.0
            if c.anchored:
                continue
            loading[:, j] = sign * value[:, self.at["loading", own, c.partner]]
            intercept[:, j] = value[:, self.at["intercept", own, c.partner]] + (1.0 if c.falling else 0.0)
        return Numbers(traits, noise, intercept, loading)

    # The posterior is straighter in what people do than where priors are normal: traits as they are spoken of, and
    # instead of coping its strength, wound times coping, which is what the theory's equations read.

    @property
    def traits(self) -> NDArray[np.int_]:
        """Places of the traits."""
        return np.array([i for i, one in enumerate(self.parameters) if one.name in TRAITS])

    @property
    def _ends(self) -> tuple[F, F, NDArray[np.bool_]]:
        trait = np.array([p.name in TRAITS for p in self.parameters])
        ends = np.array([limits(p.name) if p.name in TRAITS else (0.0, 1.0) for p in self.parameters])
        return ends[:, 0], ends[:, 1] - ends[:, 0], trait

    @property
    def _wounds(self) -> list[tuple[int, int]]:
        """Places of inner worth and coping of each partner."""
        return [(self.at["inner_worth", "", p], self.at["coping", "", p]) for p in (0, 1)]

    def to_natural(self, theta: F) -> tuple[F, F]:
        """Natural coordinates [B, P] of points, and the log determinant [B] of the derivative."""
        low, width, trait = self._ends
        x = np.where(trait, low + width * ndtr(theta), theta)
        log_slope = np.where(trait, np.log(width / np.sqrt(2.0 * np.pi)) - 0.5 * theta**2, 0.0).sum(1)
        for worth, coping in self._wounds:
            x[:, coping] *= 1.0 - x[:, worth]
            log_slope += np.log(1.0 - x[:, worth])
        return x, log_slope

    def jacobian(self, theta: F) -> F:
        """Derivative [P, P] of natural coordinates at one point ``theta`` [P]."""
        _, width, trait = self._ends
        slope = np.where(trait, width * np.exp(-0.5 * theta**2) / np.sqrt(2.0 * np.pi), 1.0)
        found, x = np.diag(slope), self.to_natural(theta[None])[0][0]
        for worth, coping in self._wounds:
            found[coping, coping] *= 1.0 - x[worth]
            found[coping, worth] = -slope[worth] * x[coping] / (1.0 - x[worth])
        return found

    def from_natural(self, natural: F) -> tuple[F, NDArray[np.bool_]]:
        """The inverse of :meth:`to_natural`: points [B, P], and which of them lie within all ranges."""
        low, width, trait = self._ends
        x = natural.copy()
        for worth, coping in self._wounds:
            x[:, coping] /= np.maximum(1.0 - x[:, worth], EDGE)
        share = np.where(trait, (x - low) / width, 0.5)
        inside = np.asarray(((share > EDGE) & (share < 1.0 - EDGE)).all(1))
        return np.where(trait, ndtri(np.clip(share, EDGE, 1.0 - EDGE)), x), inside

    def people(self, theta: F) -> tuple[Person, Person]:
        """The two persons of one point ``theta`` [P]."""
        value = self.values(theta[None])[0]
        a, b = (Person(**{name: float(value[self.at[name, "", p]]) for name in TRAITS}) for p in (0, 1))
        return a, b


def limits(trait: str) -> tuple[float, float]:
    """Range of a trait."""
    row = QUANTITIES[ROWS[trait]]
    return row.low, row.high


def trait_theta(values: dict[str, F]) -> F:
    """Traits [2, B] by name as points [B, 12] of the estimation scale, in the order of `Layout`."""
    found: list[F] = []
    for p in (0, 1):
        for name in TRAITS:
            low, high = limits(name)
            share = (np.asarray(values[name])[p] - low) / (high - low)
            found.append(ndtri(np.clip(share, EDGE, 1.0 - EDGE)))
    return np.stack(found, 1)
