"""When the cycle begins, what stops it, and when a circuit is closed; conditions in closed form where there are any."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pairbond.minimal.circuit import Circuit, shown_warmth, voiced
from pairbond.minimal.equations import MIDDLE
from pairbond.minimal.rest import fold_image, fold_pull, imbalance, rest_points

F = NDArray[np.float64]


@dataclass(frozen=True)
class Onset:
    """The conditions of a cycle, without hunger's pull: each margin has to be above 0.

    Attributes
    ----------
    speed : splitting minus image_time / hope_time, condition (i). Without it nothing cycles (proved).
    voice : pull of the voice that fusion teaches, minus the least that ends fusion, condition (ii). It is above 0
        exactly if no rest point lies on the outer branches of the image (proved).
    alone : least of (pull of the voice that an image teaches, minus its own pull) / image over all images above 0,
        condition (iii): above 0 exactly if the middle is the only rest point. With (i) it suffices for a cycle
        (proved), and it implies (ii).
    """

    speed: float
    voice: float
    alone: float

    @property
    def cycles(self) -> bool:
        """Conditions (i) and (ii)."""
        return self.speed > 0 and self.voice > 0

    @property
    def certain(self) -> bool:
        """Conditions (i) and (iii), which suffice."""
        return self.speed > 0 and self.alone > 0


def onset(circuit: Circuit) -> Onset:
    """The conditions of a cycle for a circuit; hunger's pull is left out.

    Examples
    --------
    >>> onset(Circuit(splitting=0.9, difference=1.6)).cycles
    True
    >>> onset(Circuit(splitting=0.05, difference=1.6)).cycles  # less than 3 d / 40 d
    False
    >>> onset(Circuit(splitting=0.9, difference=1.6, voice_steepness=1.0)).cycles  # a voice that does not wait
    False
    """
    quiet = replace(circuit, hunger_pull=0.0)
    taught = float(voiced(circuit, shown_warmth(fold_image(circuit)))) - MIDDLE
    # beyond √λ an image is drawn back whatever is voiced, so between 0 and that it is decided
    images: F = np.linspace(0.0, float(np.sqrt(max(circuit.splitting, 1e-6))), 2001)[1:]
    each: F = -imbalance(quiet, images) / images
    return Onset(
        speed=circuit.speed_margin,
        voice=circuit.difference * taught - fold_pull(circuit),
        alone=min(float(each.min()), circuit.voice_slope - circuit.splitting),
    )


def limit_that_ends_fusion(circuit: Circuit) -> float:
    """Voice above a half that, if it is kept whatever the hope, leaves no good image to rest in; inf if none does.

    Hunger's pull is left out; with it, ask :func:`rest_points` with the voice held.
    """
    return fold_pull(circuit) / circuit.difference if circuit.difference > 0 else np.inf


@dataclass(frozen=True)
class Hunger:
    """What hunger does by itself, while the voice is held at a half.

    Attributes
    ----------
    own_loop : ω, how strongly an image answers itself through hunger, ``hunger_pull`` / 2.
    splitting : λ.
    slowness : image time over hunger's time at rest.
    """

    own_loop: float
    splitting: float
    slowness: float

    @property
    def closed(self) -> bool:
        """Hunger alone does not overcome splitting (ω < λ): with the other's voice held, the cycle stops."""
        return self.own_loop < self.splitting

    @property
    def cycles_alone(self) -> bool:
        """Splitting is faster than hunger and weaker than its loop: the image cycles without any voice."""
        return self.slowness < self.splitting < self.own_loop


def hunger_alone(circuit: Circuit) -> Hunger:
    """Whether a circuit is closed, by the slopes at an image of 0.

    Examples
    --------
    >>> hunger_alone(Circuit(splitting=0.9, difference=1.6, hunger_pull=0.3)).closed
    True
    """
    return Hunger(0.5 * circuit.hunger_pull, circuit.splitting, circuit.image_time / circuit.hunger_rest_time)


def rests_when_held(circuit: Circuit, held: float = MIDDLE) -> bool:
    """Whether a stable rest point exists while the voice is held: the sharper, numerical form of a closed circuit."""
    return any(one.stable for one in rest_points(circuit, held))
