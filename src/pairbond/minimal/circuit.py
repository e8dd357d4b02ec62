"""One circuit of the minimal model, a partner's image and hunger and the other's hope: rates and their slopes."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from pairbond.engine.functions import array_functions
from pairbond.minimal.equations import (
    HUNGER_GROWTH,
    MIDDLE,
    SATIATION_SLOPE,
    WARMTH_RANGE,
    WARMTH_SLOPE,
    hope_change,
    hunger_change,
    image_change,
    satiation,
    voice,
    warmth,
)
from pairbond.model import PARTNERS, ModelCouple, place_of

F = NDArray[np.float64]
HOPE_PARAMETERS = ("voice_steepness", "hope_time")  # of the partner whose hope it is
NUMPY = array_functions(np)


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
    def from_couple(cls, couple: ModelCouple, partner: str = "a") -> Circuit:
        """The circuit of a couple that has the image of ``partner``, "a" or "b", and the hope of the other."""
        place = place_of(partner, PARTNERS)
        params = couple.model.params(couple)
        where = {one.name: 1 - place if one.name in HOPE_PARAMETERS else place for one in fields(cls)}
        return cls(**{name: float(params[name][who]) for name, who in where.items()})

    @property
    def hunger_rest_time(self) -> float:
        """Time, in days, in which hunger returns to its rest at an image of 0 and a voice of a half."""
        return self.hunger_time / (HUNGER_GROWTH + float(satiation(NUMPY, np.array(0.0), MIDDLE)))

    @property
    def speed_margin(self) -> float:
        """Splitting minus image_time / hope_time: above 0 if an image splits faster than hope is learned."""
        return self.splitting - self.image_time / self.hope_time

    @property
    def voice_slope(self) -> float:
        """Slope of the pull of the voice that an image teaches, at an image of 0."""
        return 0.25 * self.voice_steepness * WARMTH_RANGE * WARMTH_SLOPE * self.difference


def shown_warmth(image: F | float) -> F:
    """Warmth shown at an image, elementwise."""
    return np.asarray(warmth(NUMPY, np.asarray(image, float)))


def voiced(circuit: Circuit, hope: F | float) -> F:
    """Voice at a hope, elementwise."""
    return np.asarray(voice(NUMPY, np.asarray(hope, float), circuit.voice_steepness))


def hope_of_voice(circuit: Circuit, louder: F | float) -> F:
    """Hope at which the voice is a half and this much ``louder``, elementwise; NaN where it never is."""
    above = np.asarray(louder, float)
    with np.errstate(all="ignore"):
        hope = MIDDLE + np.log((0.5 + above) / (0.5 - above)) / circuit.voice_steepness
    return np.where(np.isfinite(hope), hope, np.nan)


def rates(circuit: Circuit, state: F, held: float | None = None) -> F:
    """Change per day of image, hope and hunger.

    Parameters
    ----------
    state : [3, …]; image, hope, hunger.
    held : the voice that is heard whatever the hope, in [0, 1]; None: it follows hope.
    """
    image, hope, hunger = state
    heard = voice(NUMPY, hope, circuit.voice_steepness) if held is None else held
    return np.stack(
        [
            image_change(circuit, image, hunger, heard),
            hope_change(circuit, hope, warmth(NUMPY, image)),
            hunger_change(NUMPY, circuit, hunger, image, heard),
        ]
    )


def jacobian(circuit: Circuit, state: F, held: float | None = None) -> F:
    """Slopes [3, 3] of :func:`rates` at one state [3]."""
    image, hope, hunger = (float(x) for x in state)
    c = circuit
    heard = float(voiced(c, hope)) if held is None else held
    louder = c.voice_steepness * heard * (1.0 - heard) if held is None else 0.0
    warmer = WARMTH_RANGE * WARMTH_SLOPE * (1.0 - np.tanh(WARMTH_SLOPE * image) ** 2)
    stilled, most = (float(satiation(NUMPY, np.array(x), heard)) for x in (image, np.inf))
    stiller = SATIATION_SLOPE * stilled * (1.0 - stilled / most)  # with the image
    return np.array(
        [
            [(c.splitting - 3 * image**2) / c.image_time, -c.difference * louder / c.image_time,
             c.hunger_pull / c.image_time],
            [warmer / c.hope_time, -1.0 / c.hope_time, 0.0],
            [-stiller * hunger / c.hunger_time, 0.5 * louder * stilled / most * hunger / c.hunger_time,
             -(HUNGER_GROWTH + stilled) / c.hunger_time],
        ]
    )  # fmt: skip
