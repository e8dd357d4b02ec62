"""Where a circuit can rest, whether it stays there, and the folds between which an image cannot rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from pairbond.minimal.circuit import NUMPY, Circuit, hope_of_voice, jacobian, shown_warmth, voiced
from pairbond.minimal.equations import HUNGER_GROWTH, image_pull, satiation

F = NDArray[np.float64]
FINENESS = 4001  # images among which a change of sign is looked for, an odd number: 0 is one of them


@dataclass(frozen=True)
class RestPoint:
    """A state in which nothing moves, and the eigenvalues there: it is stable if all have a negative real part."""

    image: float
    hope: float
    hunger: float
    eigenvalues: tuple[complex, ...]

    @property
    def stable(self) -> bool:
        """Whether small disturbances die out."""
        return max(x.real for x in self.eigenvalues) < 0


@dataclass(frozen=True)
class Folds:
    """Ends of the branches on which an image can rest without hunger's pull; NaN where there is no such end.

    Attributes
    ----------
    image : the upper branch ends at this image, the lower one at its opposite.
    hope_up, hope_down : hope at which fusion ends, and hope down to which the bad image lasts.
    """

    image: float
    hope_up: float
    hope_down: float


def folds(circuit: Circuit) -> Folds:
    """Folds of a circuit; hunger's pull is left out.

    Examples
    --------
    >>> found = folds(Circuit(splitting=0.9, difference=1.6))
    >>> round(found.image, 3), round(found.hope_up, 3), round(found.hope_down, 3)
    (0.548, 0.587, 0.413)
    """
    if circuit.splitting <= 0:
        return Folds(np.nan, np.nan, np.nan)
    louder = fold_pull(circuit) / circuit.difference if circuit.difference > 0 else np.inf
    up, down = (float(hope_of_voice(circuit, x)) for x in (louder, -louder))
    return Folds(fold_image(circuit), up, down)


def fold_image(circuit: Circuit) -> float:
    """Image at which the upper branch ends, √(λ/3); 0 without splitting; hunger's pull moves no fold in image."""
    return float(np.sqrt(max(circuit.splitting, 0.0) / 3.0))


def fold_pull(circuit: Circuit) -> float:
    """Least pull that takes an image off its branch, 2 (λ/3)^(3/2), whatever pulls; 0 without splitting."""
    return 2.0 * fold_image(circuit) ** 3


def resting_hunger(image: F, heard: F | float) -> F:
    """Hunger at which it rests, at images [n] and voices heard."""
    return HUNGER_GROWTH / (HUNGER_GROWTH + satiation(NUMPY, image, np.asarray(heard)))


def imbalance(circuit: Circuit, image: F, held: float | None = None) -> F:
    """Drift of images [n] when hope and hunger are in their steady state at them; a rest point is where it is 0."""
    hope = shown_warmth(image)
    heard = voiced(circuit, hope) if held is None else np.full(np.shape(image), held)
    return np.asarray(image_pull(circuit, image, resting_hunger(image, heard), heard))


def rest_points(circuit: Circuit, held: float | None = None) -> tuple[RestPoint, ...]:
    """All rest points, by image from below.

    Parameters
    ----------
    held : voice heard whatever the hope; None: it follows hope.

    Examples
    --------
    >>> [(round(x.image, 3), x.stable) for x in rest_points(Circuit(splitting=0.9, difference=0.2))]
    [(-0.89, True), (0.0, False), (0.89, True)]
    """
    push = 0.5 * (circuit.difference + circuit.hunger_pull)
    far = float(np.sqrt(max(circuit.splitting, 0.0) + 1.0) + push ** (1 / 3))  # beyond it images are drawn back
    grid = np.linspace(-far, far, FINENESS)
    grid[FINENESS // 2] = 0.0
    pull = imbalance(circuit, grid, held)

    def at(image: float) -> float:
        return float(imbalance(circuit, np.array([image]), held)[0])

    roots = [float(x) for x in grid[pull == 0.0]]
    changes = np.flatnonzero(pull[:-1] * pull[1:] < 0)
    roots += [float(brentq(at, grid[i], grid[i + 1], xtol=1e-13)) for i in changes]
    return tuple(_at(circuit, image, held) for image in sorted(roots))


def _at(circuit: Circuit, image: float, held: float | None) -> RestPoint:
    hope = float(shown_warmth(image))
    heard = float(voiced(circuit, hope)) if held is None else held
    hunger = float(resting_hunger(np.array([image]), heard)[0])
    slopes = jacobian(circuit, np.array([image, hope, hunger]), held)
    if circuit.hunger_pull == 0.0:  # hunger moves nothing then: the two others alone decide
        slopes = slopes[:2, :2]
    return RestPoint(image, hope, hunger, tuple(complex(x) for x in np.linalg.eigvals(slopes)))
