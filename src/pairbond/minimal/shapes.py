"""The two faces that partners show each other, and how fast hunger for affirmation is stilled.

Each is written once, in functions of ``m`` (``m.tanh``, ``m.sigmoid``), for the model and for its analysis.
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


def hunger_change(m: Any, hunger: Any, image: Any, heard: Any) -> Any:
    """What hunger for affirmation gains, in units of its own time: it grows, and a good image stills it.

    A partner with needs of their own affirms less: ``heard`` is that partner's voice.
    """
    stilled = (1.0 - 0.5 * heard) * m.sigmoid(SATIATION_SLOPE * image)
    return HUNGER_GROWTH * (1.0 - hunger) - stilled * hunger
