"""How long a cycle lasts and how far the image swings: closed forms of the slow limit, of onset, and between the two.

They hold without hunger's pull, and refuse a circuit that has some: follow its cycle with
:func:`pairbond.minimal.limit_cycle`.

The passage of a fold is delayed by Ω (…)^(1/3), with Ω = 2.338… the first zero of Airy's function: Kuehn (2015),
Multiple Time Scale Dynamics, ch. 5; Grasman (1987), Asymptotic Methods for Relaxation Oscillations.
"""

from __future__ import annotations

import numpy as np
from scipy.integrate import quad
from scipy.special import ai_zeros

from pairbond.errors import PairbondError
from pairbond.minimal.circuit import Circuit, hope_of_voice, shown_warmth, voiced
from pairbond.minimal.equations import own_pull
from pairbond.minimal.rest import Folds, folds

AIRY = -float(ai_zeros(1)[0][0])


def slow_period_approximation(circuit: Circuit) -> float:
    """T₀, days, the slow limit with the image of each branch taken as ±√λ; NaN without a cycle of that kind.

    Raises
    ------
    PairbondError : a circuit with hunger's pull.

    Examples
    --------
    >>> round(slow_period_approximation(Circuit(splitting=0.9, difference=1.6)), 1)
    37.2
    """
    found = _passed_folds(circuit)
    if found is None:
        return np.nan
    warm = float(shown_warmth(np.sqrt(circuit.splitting)))
    return 2 * circuit.hope_time * float(np.log((warm - found.hope_down) / (warm - found.hope_up)))


def slow_period(circuit: Circuit) -> float:
    """Period, days, in the limit of a quick image: hope's way along both branches; NaN without such a cycle.

    Raises
    ------
    PairbondError : a circuit with hunger's pull.
    """
    found = _passed_folds(circuit)
    if found is None:
        return np.nan
    lam, a, k = circuit.splitting, circuit.difference, circuit.voice_steepness

    def days(image: float) -> float:
        louder = own_pull(lam, image) / a
        slope = (lam - 3 * image**2) / (a * k * (0.25 - louder**2))  # of hope along the branch
        return float(-slope / (shown_warmth(image) - hope_of_voice(circuit, louder)))

    return 2 * circuit.hope_time * float(quad(days, found.image, 2 * found.image, limit=200)[0])


def fold_delay(circuit: Circuit) -> float:
    """Days by which both folds of a cycle prolong it, to first order in (τ_m/τ_v)^(2/3); NaN without such a cycle.

    While an image lingers at its fold, hope moves on, and has so much further to come back on the other branch.

    Raises
    ------
    PairbondError : a circuit with hunger's pull.
    """
    found = _passed_folds(circuit)
    if found is None:
        return np.nan
    steep = circuit.voice_steepness * float(voiced(circuit, found.hope_up) * (1 - voiced(circuit, found.hope_up)))
    to_fold = float(shown_warmth(found.image)) - found.hope_up
    back = found.hope_up - float(shown_warmth(-2 * found.image))
    bend = 3 * found.image * circuit.difference * steep * to_fold
    return 2 * AIRY * (circuit.image_time**2 * circuit.hope_time / bend) ** (1 / 3) * (1 + to_fold / back)


def period_estimate(circuit: Circuit) -> float:
    """Period, days: the slow limit and the delay at its folds; NaN without such a cycle.

    Raises
    ------
    PairbondError : a circuit with hunger's pull.

    Examples
    --------
    >>> circuit = Circuit(splitting=0.9, difference=1.6, image_time=0.1)
    >>> round(slow_period(circuit), 1), round(period_estimate(circuit), 1)
    (38.1, 42.8)
    """
    return slow_period(circuit) + fold_delay(circuit)


def period_at_onset(circuit: Circuit) -> float:
    """Period, days, of small swings: 2π √(τ_m τ_v / (a D' W' − λ)); NaN where the middle does not swing.

    Raises
    ------
    PairbondError : a circuit with hunger's pull.
    """
    _refuse_hunger(circuit)
    rest = circuit.voice_slope - circuit.splitting
    product = circuit.image_time * circuit.hope_time
    return float(2 * np.pi * np.sqrt(product / rest)) if rest > 0 else np.nan


def swing(circuit: Circuit) -> float:
    """How far the image swings to either side, 2 √((λ − τ_m/τ_v) / 3).

    Exact for small swings near onset, and in the limit of a quick image (where the image lands after a fold); between
    the two an interpolation. 0 where condition (i) of :func:`onset` fails.

    Raises
    ------
    PairbondError : a circuit with hunger's pull.

    Examples
    --------
    >>> round(swing(Circuit(splitting=0.9, difference=1.6)), 2)
    1.05
    """
    _refuse_hunger(circuit)
    return float(2 * np.sqrt(max(circuit.speed_margin, 0.0) / 3))


def _passed_folds(circuit: Circuit) -> Folds | None:
    """Folds of a circuit if fusion teaches hope enough to pass them; None if not."""
    _refuse_hunger(circuit)
    found = folds(circuit)
    return found if found.hope_up < float(shown_warmth(found.image)) else None


def _refuse_hunger(circuit: Circuit) -> None:
    if circuit.hunger_pull != 0:
        raise PairbondError(
            f"the formulas of period and swing hold for hunger_pull=0, and this circuit has {circuit.hunger_pull:g}; "
            "follow its cycle with limit_cycle."
        )
