"""What is estimated, on a scale where every prior is a standard normal.

Parameters of the model lie on a probit scale between their declared ends, ``value = low + (high - low) · Φ(z)``, of the
value or of its logarithm: beforehand every value, or every factor, is as likely as any other. Errors of the ratings are
log-normal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from pairbond.inference.filtered._panel import Column
from pairbond.model import BOTH, CoupleModel, Parameter

F = NDArray[np.float64]
ERROR, ERROR_SPREAD = 0.12, 0.5  # of the scale's length; prior median and spread of its logarithm
EDGE = 1e-4  # no parameter lies nearer to its ends, as a share of its range


@dataclass(frozen=True)
class Unknown:
    """One number to estimate.

    ``partner`` is a place on an axis of partners, -1 if it is of the couple; ``item`` is "" unless it is an error;
    ``low`` and ``high`` are its ends, or with ``log`` those of its logarithm.
    """

    name: str
    partner: int
    item: str = ""
    low: float = 0.0
    high: float = 1.0
    log: bool = False

    @property
    def bounded(self) -> bool:
        return not self.item

    def label(self, partners: tuple[str, str]) -> str:
        who = partners[self.partner] if self.partner >= 0 else BOTH
        return f"{self.name}[{self.item + ', ' if self.item else ''}{who}]"


class Layout:
    """Names and places of the unknowns of a model and its columns."""

    def __init__(self, model: CoupleModel, columns: tuple[Column, ...]) -> None:
        self.model, self.columns = model, columns
        found = [
            Unknown(one.name, p, "", *_ends(one), one.log)
            for one in model.parameters
            for p in ((-1,) if one.couple else (0, 1))
        ]
        found += [Unknown("error", c.partner, c.item) for c in columns]
        self.unknowns = tuple(found)
        self.at = {(u.name, u.partner, u.item): i for i, u in enumerate(found)}
        self._bounded = np.array([u.bounded for u in found])
        self._low = np.array([u.low if u.bounded else 0.0 for u in found])
        self._width = np.array([u.high - u.low if u.bounded else 1.0 for u in found])
        self._log = np.array([u.log for u in found])
        # of the scale, in units of the readout
        self._error = np.array([1.0] * (len(found) - len(columns)) + [ERROR / abs(c.one - c.zero) for c in columns])

    def __len__(self) -> int:
        return len(self.unknowns)

    def values(self, theta: F) -> F:
        """Unknowns [B, P] as they are spoken of, from the estimation scale ``theta`` [B, P]."""
        error = self._error * np.exp(ERROR_SPREAD * np.where(self._bounded, 0.0, theta))
        within = self._low + self._width * ndtr(theta)
        return np.where(self._bounded, np.where(self._log, np.exp(np.where(self._log, within, 0.0)), within), error)

    def numbers(self, theta: F) -> tuple[dict[str, F], F]:
        """Parameters by name, [2, B] or [B], and errors [B, D] in units of the readouts."""
        value = self.values(theta)
        params = {
            one.name: value[:, self.at[one.name, -1, ""]]
            if one.couple
            else np.stack([value[:, self.at[one.name, p, ""]] for p in (0, 1)])
            for one in self.model.parameters
        }
        return params, value[:, len(self) - len(self.columns) :]

    def to_natural(self, theta: F) -> tuple[F, F]:
        """Natural coordinates [B, P] of points, and the log determinant [B] of the derivative."""
        x = np.where(self._bounded, self._low + self._width * ndtr(theta), theta)
        slope = np.log(self._width / np.sqrt(2.0 * np.pi)) - 0.5 * theta**2
        return x, np.where(self._bounded, slope, 0.0).sum(1)

    def jacobian(self, theta: F) -> F:
        """Derivative [P, P] of natural coordinates at one point ``theta`` [P]."""
        slope = self._width * np.exp(-0.5 * theta**2) / np.sqrt(2.0 * np.pi)
        return np.diag(np.where(self._bounded, slope, 1.0))

    def from_natural(self, natural: F) -> tuple[F, NDArray[np.bool_]]:
        """The inverse of :meth:`to_natural`: points [B, P], and which of them lie within all ranges."""
        share = np.where(self._bounded, (natural - self._low) / self._width, 0.5)
        inside = np.asarray(((share > EDGE) & (share < 1.0 - EDGE)).all(1))
        return np.where(self._bounded, ndtri(np.clip(share, EDGE, 1.0 - EDGE)), natural), inside


def _ends(one: Parameter) -> tuple[float, float]:
    return (math.log(one.low), math.log(one.high)) if one.log else (one.low, one.high)
