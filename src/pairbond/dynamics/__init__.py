"""What is read from a course: phases and cycles, each defined once, as pure functions of arrays."""

from pairbond.dynamics.cycles import (
    FALLS,
    HYSTERESIS,
    dominant_falls,
    fall_count,
    fall_period,
    falls,
    idealised,
    is_cycling,
)
from pairbond.dynamics.phases import (
    ACCEPTANCE,
    APART,
    FUSION,
    PHASES,
    PURSUIT,
    RECOVERY,
    RUPTURE,
    couple_phases,
    person_phases,
)

__all__ = [
    "ACCEPTANCE",
    "APART",
    "FALLS",
    "FUSION",
    "HYSTERESIS",
    "PHASES",
    "PURSUIT",
    "RECOVERY",
    "RUPTURE",
    "couple_phases",
    "dominant_falls",
    "fall_count",
    "fall_period",
    "falls",
    "idealised",
    "is_cycling",
    "person_phases",
]
