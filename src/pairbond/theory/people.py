"""Named persons: regions of trait space, not kinds of people and not diagnoses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pairbond.theory.names import Named
from pairbond.theory.person import Person

_SELF_INFLATING = Person(inner_worth=0.20, integration=0.15, coping=0.90, anxiety=0.40, avoidance=0.50)
_SELF_SACRIFICING = Person(inner_worth=0.30, integration=0.35, coping=-0.80, anxiety=0.75, avoidance=0.10)

PEOPLE: Mapping[str, Person] = Named(
    "person",
    {
        "self-inflating": _SELF_INFLATING,
        "self-inflating-cerebral": replace(_SELF_INFLATING, domain=1.0),
        "self-inflating-somatic": replace(_SELF_INFLATING, domain=-1.0),
        "self-sacrificing": _SELF_SACRIFICING,
        "fully-compliant": replace(
            _SELF_SACRIFICING,
            integration=0.30,
            coping=-1.0,
            gains={"voice_of_needs": 0.2, "covert_control": 0.2},
        ),
        "secure": Person(inner_worth=0.80, integration=0.80, coping=0.0, anxiety=0.15, avoidance=0.15),
        "anxious": Person(inner_worth=0.45, integration=0.45, coping=-0.20, anxiety=0.85, avoidance=0.10),
        "avoidant": Person(inner_worth=0.50, integration=0.45, coping=0.15, anxiety=0.20, avoidance=0.80),
        "recovering-self-inflating": replace(_SELF_INFLATING, inner_worth=0.55, integration=0.70),
        "recovering-self-sacrificing": replace(
            _SELF_SACRIFICING, inner_worth=0.60, integration=0.60, anxiety=0.45, outside_life=0.70
        ),
    },
)
