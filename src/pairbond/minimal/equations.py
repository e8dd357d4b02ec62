"""The equations of the minimal model: the two faces that partners show each other, and how each state changes.

Each is written once, in functions of ``m`` (``m.tanh``, ``m.sigmoid``) and of parameters ``p``, for the model and for
its analysis.
"""

from __future__ import annotations

from typing import Any

WARMTH_RANGE, WARMTH_SLOPE = 0.4, 2.0  # warmth shown runs from .1 to .9
MIDDLE = 0.5  # of warmth, hope and voice
HUNGER_GROWTH = 0.375  # hunger then rests at 1/2 in a neutral couple, where it answers the image most
SATIATION_SLOPE = 4.0


def warmth(m: Any, image: Any) -> Any:
    """Warmth that somebody with this image of the partner shows, from .1 to .9; .5 at an image of 0."""
    return MIDDLE + WARMTH_RANGE * m.tanh(WARMTH_SLOPE * image)


def voice(m: Any, hope: Any, steepness: Any) -> Any:
    """How loudly needs and limits are voiced at this hope, from 0 to 1; .5 at a hope of .5, or without steepness."""
    return m.sigmoid(steepness * (hope - MIDDLE))


def own_pull(splitting: Any, image: Any) -> Any:
    """Pull of an image on itself: away from 0 with ``splitting`` above 0, and back from far out."""
    return splitting * image - image * image * image


def satiation(m: Any, image: Any, heard: Any) -> Any:
    """How fast an image stills hunger; a partner with needs of their own, voiced as ``heard``, affirms less."""
    return (1.0 - 0.5 * heard) * m.sigmoid(SATIATION_SLOPE * image)


def image_pull(p: Any, image: Any, hunger: Any, heard: Any) -> Any:
    """Pull on an image in all: its own, the other's voice that is ``heard``, and hunger's."""
    own = own_pull(p.splitting, image)
    hurt, longing = p.difference * (heard - MIDDLE), p.hunger_pull * (hunger - MIDDLE)
    return own - hurt + longing


def image_change(p: Any, image: Any, hunger: Any, heard: Any) -> Any:
    """Change of an image per day."""
    return image_pull(p, image, hunger, heard) / p.image_time


def hope_change(p: Any, hope: Any, met: Any) -> Any:
    """Change of hope per day, at the warmth that is ``met``."""
    return (met - hope) / p.hope_time


def hunger_change(m: Any, p: Any, hunger: Any, image: Any, heard: Any) -> Any:
    """Change per day of hunger for affirmation: it grows, and a good image stills it."""
    stilled = satiation(m, image, heard)
    return (HUNGER_GROWTH * (1.0 - hunger) - stilled * hunger) / p.hunger_time
