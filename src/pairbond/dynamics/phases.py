"""Phases (d11): fusion, rupture, pursuit, apart, recovery. One pure function for truth, estimates and pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pairbond.dynamics.cycles import idealised

PHASES = ("fusion", "rupture", "pursuit", "apart", "recovery")
FUSION, RUPTURE, PURSUIT, APART, RECOVERY = range(5)
ACCEPTANCE = 0.5  # grief progress at which "apart" becomes "recovery"


def person_phases(image: ArrayLike, pursuit: ArrayLike, status: ArrayLike, grief: ArrayLike) -> NDArray[np.int8]:
    """Phase of each person towards the partner, as an index into :data:`PHASES`.

    Parameters
    ----------
    image, pursuit, grief : array (time, 2, …)
        Image of the partner, own pursuit, grief progress.
    status : array (time, …)
        0 together, 1 apart in contact, 2 no contact, 3 ended. Where no contact may have been agreed upon, the status
        as it is lived (:func:`pairbond.theory.effective_status`).

    Returns
    -------
    array (time, 2, …) of int8
        Fusion while the image is above; rupture from its downward crossing to its minimum; pursuit from there until
        the own pursuit has peaked, or the image has crossed upwards if that comes later. A rupture that the record
        does not see the end of stays a rupture. Apart until grief reaches acceptance, then recovery.

    Examples
    --------
    >>> import numpy as np
    >>> m = np.array([1, 1, -1, -1.2, -1, 1, 1, 1])[:, None] * np.ones(2)
    >>> p = np.array([0, 0, 0, 0, 1, 2, 1, 0])[:, None] * np.ones(2)
    >>> [PHASES[i] for i in person_phases(m, p, np.zeros(8), 0 * m)[:, 0]]
    ['fusion', 'fusion', 'rupture', 'pursuit', 'pursuit', 'fusion', 'fusion', 'fusion']
    """
    image, pursuit = np.asarray(image, dtype=float), np.asarray(pursuit, dtype=float)
    away = np.broadcast_to(np.asarray(status, dtype=float)[:, None] > 0.5, image.shape)
    mourned = np.broadcast_to(np.asarray(grief, dtype=float) >= ACCEPTANCE, image.shape)
    found = np.empty(image.shape, dtype=np.int8)
    for where in np.ndindex(image.shape[1:]):
        at = (slice(None), *where)
        found[at] = _together(image[at], pursuit[at])
    found[away] = APART
    found[away & mourned] = RECOVERY
    return found


def couple_phases(phase: ArrayLike, image: ArrayLike) -> NDArray[np.int8]:
    """Phase of the couple, (time, …): that of the partner with the lower image."""
    phase, image = np.asarray(phase, dtype=np.int8), np.asarray(image, dtype=float)
    return np.where(image[:, 0] <= image[:, 1], phase[:, 0], phase[:, 1])


def _together(image: NDArray[np.float64], pursuit: NDArray[np.float64]) -> NDArray[np.int8]:
    """Phases of one person, as if together all the time."""
    above = idealised(image)
    found = np.full(len(image), FUSION, dtype=np.int8)
    falls = [int(i) + 1 for i in np.flatnonzero(above[:-1] & ~above[1:])]
    if not above[0]:
        falls = [0, *falls]
    for fall, following in zip(falls, [*falls, len(image)][1:], strict=True):
        rises = np.flatnonzero(above[fall:following])
        if not len(rises):
            found[fall:following] = RUPTURE
            continue
        rise = fall + int(rises[0])
        lowest = fall + int(image[fall:rise].argmin())
        # the wave of pursuit that carries the image back: not later than as far beyond the rise as it began before it
        end = min(following, 2 * rise - lowest + 1)
        peak = lowest + int(pursuit[lowest:end].argmax())
        found[fall:lowest] = RUPTURE
        found[lowest : max(peak, rise)] = PURSUIT
    return found
