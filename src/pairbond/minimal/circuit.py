"""One circuit of the minimal model, a partner's image and hunger and the other's hope: rates and their slopes."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from pairbond.engine.functions import array_functions
from pairbond.minimal.shapes import (
    HUNGER_GROWTH,
    MIDDLE,
    SATIATION_SLOPE,
    WARMTH_RANGE,
    WARMTH_SLOPE,
    hunger_change,
    voice,
    warmth,
)
from pairbond.model import ModelCouple

F = NDArray[np.float64]
OF_HOPE = ("voice_steepness", "hope_time")  # numbers of the partner whose hope it is
_NUMPY = array_functions(np)


@dataclass(frozen=True)
class Circuit:
    """The numbers of one circuit, as in :data:`pairbond.minimal.MODEL`; times in days.

    Attributes
    ----------
    splitting, difference, image_time, hunger_pull, hunger_time : of the partner whose image it is.
    voice_steepness, hope_time : of the other.

    Examples
    --------
    >>> Circuit(splitting=0.9, difference=1.6).hope_time
    40.0
    """

    splitting: float
    difference: float
    image_time: float = 3.0
    voice_steepness: float = 10.0
    hope_time: float = 40.0
    hunger_pull: float = 0.0
    hunger_time: float = 15.0

    @classmethod
    def of(cls, couple: ModelCouple, partner: int = 0) -> Circuit:
        """The circuit of a couple that has the image of ``partner``, 0 or 1, and the hope of the other."""
        params = couple.model.params(couple)
        where = {one.name: 1 - partner if one.name in OF_HOPE else partner for one in fields(cls)}
        return cls(**{name: float(params[name][who]) for name, who in where.items()})

    @property
    def hunger_rest_time(self) -> float:
        """Time, in days, in which hunger returns to its rest at an image of 0 and a voice of a half."""
        return self.hunger_time / (HUNGER_GROWTH + 0.5 * (1.0 - 0.5 * MIDDLE))


def shown_warmth(image: F | float) -> F:
    """Warmth shown at an image, elementwise."""
    return np.asarray(warmth(_NUMPY, np.asarray(image, float)))


def voiced(circuit: Circuit, hope: F | float) -> F:
    """Voice at a hope, elementwise."""
    return np.asarray(voice(_NUMPY, np.asarray(hope, float), circuit.voice_steepness))


def rates(circuit: Circuit, state: F, held: float | None = None) -> F:
    """Change per day of image, hope and hunger.

    Parameters
    ----------
    state : [3, …]; image, hope, hunger.
    held : the voice that is heard whatever the hope, in [0, 1]; None: it follows hope.
    """
    image, hope, hunger = state
    heard = voice(_NUMPY, hope, circuit.voice_steepness) if held is None else held
    hurt, pull = circuit.difference * (heard - MIDDLE), circuit.hunger_pull * (hunger - MIDDLE)
    return np.stack(
        [
            (circuit.splitting * image - image**3 - hurt + pull) / circuit.image_time,
            (warmth(_NUMPY, image) - hope) / circuit.hope_time,
            hunger_change(_NUMPY, hunger, image, heard) / circuit.hunger_time,
        ]
    )


def jacobian(circuit: Circuit, state: F, held: float | None = None) -> F:
    """Slopes [3, 3] of :func:`rates` at one state [3]."""
    image, hope, hunger = (float(x) for x in state)
    c = circuit
    heard = float(voiced(c, hope)) if held is None else held
    louder = c.voice_steepness * heard * (1.0 - heard) if held is None else 0.0
    warmer = WARMTH_RANGE * WARMTH_SLOPE * (1.0 - np.tanh(WARMTH_SLOPE * image) ** 2)
    still = 0.5 + 0.5 * np.tanh(0.5 * SATIATION_SLOPE * image)
    stiller = SATIATION_SLOPE * still * (1.0 - still)
    return np.array(
        [
            [(c.splitting - 3 * image**2) / c.image_time, -c.difference * louder / c.image_time,
             c.hunger_pull / c.image_time],
            [warmer / c.hope_time, -1.0 / c.hope_time, 0.0],
            [-(1.0 - 0.5 * heard) * stiller * hunger / c.hunger_time, 0.5 * louder * still * hunger / c.hunger_time,
             -(HUNGER_GROWTH + (1.0 - 0.5 * heard) * still) / c.hunger_time],
        ]
    )  # fmt: skip
