"""How exact a fixed number of the theory may be: no more exact than claims and diaries could tell.

A weight is a step of one ladder, ten steps a decade, each about a quarter above the one below (R″10 of ISO 3). A place
on a scale, where something begins or has its middle, is a twentieth of that scale. A number that somebody has measured
is a ``Constant`` of its own, with its source.
"""

import math

STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
PLACE = 0.05


def nearest_step(value: float) -> float:
    """The step of the ladder whose ratio to ``value`` is nearest to 1; 0 and the sign stay."""
    if value == 0.0:
        return 0.0
    size = abs(value)
    decade = 10.0 ** math.floor(math.log10(size))
    # 9.8 is nearer to the first step of the next decade than to the last of its own
    found = min((*STEPS, 10.0 * STEPS[0]), key=lambda step: abs(math.log(size / (step * decade))))
    return math.copysign(float(f"{found * decade:.2g}"), value)


def next_step(value: float, up: bool) -> float:
    """The step of the ladder above or below one of its steps, by size: up is away from 0."""
    return nearest_step(value * (1.2 if up else 0.8))


def nearest_place(value: float) -> float:
    """The twentieth nearest to ``value``."""
    return round(round(value / PLACE) * PLACE, 2)


def weight(name: str, value: float) -> float:
    """``value``, if it is a step of the ladder; else ValueError with the nearest."""
    nearest = nearest_step(value)
    if value != nearest:
        steps = ", ".join(f"{step:g}" for step in STEPS)
        raise ValueError(
            f"{name} = {value:g} is more exact than a fixed weight can be: use {nearest:g}, the nearest of"
            f" {steps} times a power of ten, or a Constant with a source if somebody has measured it."
        )
    return value


def place(name: str, value: float) -> float:
    """``value``, if it is a twentieth; else ValueError with the nearest."""
    nearest = nearest_place(value)
    if value != nearest:
        raise ValueError(f"{name} = {value:g} is no twentieth, as a place on a scale has to be: use {nearest:g}.")
    return value
