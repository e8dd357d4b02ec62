"""What least squares expects to find in short series from which means or lines were taken, and the way back.

Let z be the ratings y of one person to one item less their projection on a basis Q (constant, or constant and line)
over the occasions answered. For a stationary process with autocovariances Γ(k),

    E z_a(r+h) z_b(r) = Γ_ab(h) - Σ_u Γ_ab(r+h-u) Q_b(u)·Q_b(r) - Σ_s Q_a(r+h)·Q_a(s) Γ_ab(s-r)
                        + Σ_s,u Q_a(r+h)·Q_a(s) Γ_ab(s-u) Q_b(u)·Q_b(r),

so that every expected sum over rows is a sum of Γ_ab(k) with weights by lag k, which depend on the occasions only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F = NDArray[np.float64]
L = NDArray[np.bool_]
RADIUS = 0.98  # the expected moments are those of a process at most this persistent
ROUNDS = 200
CLOSE = 1e-10
STEP = 1e-5


@dataclass(frozen=True)
class Design:
    """Weights by lag of the expected sums: ``lagged`` [D effects, D causes, K], ``same`` [D, D, D, K].

    Lag k stands at index k (a before b if negative, from the end), as in a discrete Fourier transform.
    """

    lagged: F
    same: F

    @classmethod
    def of(cls, basis: F, moving: L, rows: L) -> Design:
        """From basis [B, T, D, p] (zero where not answered), who varies [B, D], rows of each effect [D, B, T-1]."""
        size, d = 2 * basis.shape[1], basis.shape[2]
        free = moving.astype(float)
        spectrum = np.fft.rfft(basis, size, axis=1)
        lagged, same = np.zeros((d, d, size)), np.zeros((d, d, d, size))
        for e, mask in enumerate(rows):
            m = np.zeros(basis.shape[:2])
            m[:, :-1] = mask
            lagged[e] = _weights(basis, spectrum, free, m, 1, [e])[0]
            same[e] = _weights(basis, spectrum, free, m, 0, range(d))
        return cls(lagged, same)


def _weights(basis: F, spectrum: NDArray[np.complex128], free: F, m: F, h: int, first: Sequence[int]) -> F:
    """Weights [a, b, K] of Γ_ab(k) in the expected sum over rows r with m(r) = 1 of z_a(r+h) z_b(r)."""
    size = 2 * basis.shape[1]
    a = list(first)
    ahead = np.roll(basis[:, :, a], -h, axis=1)  # Q_a(r+h); m is zero where it would wrap
    shift = np.exp(-2j * np.pi * h * np.arange(spectrum.shape[1]) / size)
    masked = np.fft.rfft(basis * m[:, :, None, None], size, axis=1) * shift[:, None, None]
    second = np.einsum("ga,gfbp,gfbp->abf", free[:, a], masked, spectrum.conj(), optimize=True)
    third = np.einsum(
        "gb,gfap,gfap->abf", free, spectrum[:, :, a],
        np.fft.rfft(ahead * m[:, :, None, None], size, axis=1).conj(), optimize=True,
    )  # fmt: skip
    cross = np.einsum("gt,gtap,gtbq->gabpq", m, ahead, basis, optimize=True)
    fourth = np.einsum("gabpq,gfap,gfbq->abf", cross, spectrum[:, :, a], spectrum.conj(), optimize=True)
    found = np.fft.irfft(fourth - second - third, size, axis=2)
    found[:, :, h] += np.einsum("gt,ga,gb->ab", m, free[:, a], free)
    return found


def expected(design: Design, lag: F, rest: F) -> tuple[F, F]:
    """Expected slopes [D effects, D causes] and mean square of the predictors [D, D] under a first-order process."""
    size = design.lagged.shape[2]
    radius = np.abs(np.linalg.eigvals(lag)).max()
    lag = lag * min(1.0, RADIUS / radius) if radius > 0 else lag
    gamma = np.zeros((size, *rest.shape))
    gamma[0] = power = rest
    for k in range(1, size // 2):
        power = lag @ power
        if np.abs(power).max() < 1e-14:
            break
        gamma[k], gamma[-k] = power, power.T
    lagged = np.einsum("abk,kab->ab", design.lagged, gamma)
    same = np.einsum("eabk,kab->eab", design.same, gamma)
    slopes = np.stack([np.linalg.solve(s, x) for s, x in zip(same, lagged, strict=True)])
    return slopes, same.sum(0)


def corrected(slopes: F, square: F, rows: int, design: Design) -> tuple[F, F]:
    """The process behind observed ``slopes``, and the derivative [D², D²] of expected slopes with respect to it.

    ``square`` is the sum of squares and products of the predictors over the ``rows`` of all effects. NaN where no
    stationary process is found, as in a handful of entries.
    """
    lag, rest = slopes.copy(), square / rows
    for _ in range(ROUNDS):
        found, same = expected(design, lag, rest)
        gap, short = slopes - found, (square - same) / rows
        lag, rest = lag + gap, rest + short
        rest = _positive(rest)
        if max(np.abs(gap).max(), np.abs(short).max()) < CLOSE:
            break
    else:
        lag = np.full_like(lag, np.nan)
    d = len(slopes)
    if not np.isfinite(lag).all() or np.abs(np.linalg.eigvals(lag)).max() > RADIUS:
        return np.full((d, d), np.nan), np.eye(d * d)
    slope = np.empty((d * d, d * d))
    for i in range(d * d):
        step = np.zeros(d * d)
        step[i] = STEP
        up, down = (expected(design, lag + s * step.reshape(d, d), rest)[0] for s in (1, -1))
        slope[:, i] = ((up - down) / (2 * STEP)).ravel()
    return lag, slope


def _positive(rest: F) -> F:
    values, vectors = np.linalg.eigh((rest + rest.T) / 2)
    return (vectors * np.maximum(values, 1e-6 * values.max())) @ vectors.T
