"""A person: traits, and how strongly each mechanism holds for them. Everybody has the same equations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from pairbond.errors import PairbondError
from pairbond.theory.quantities import QUANTITIES

# attribute of a person -> row of the table of quantities
TRAITS = {
    "inner_worth": "inner_worth_0",
    "integration": "integration_0",
    "coping": "coping",
    "anxiety": "anxiety",
    "avoidance": "avoidance",
    "outside_life": "outside_life_0",
    "domain": "domain",
    "glory": "glory",
    "inhibition": "inhibition",
}


@dataclass(frozen=True)
class Person:
    """Traits of one person.

    Attributes
    ----------
    inner_worth, integration : float in [0, 1]
        Where the two very slow states begin: 1 - depth of the wound, and structural integration.
    coping : float in [-1, 1]
        Answer to the wound: self-inflating above 0, self-sacrificing below.
    anxiety, avoidance : float in [0, 1]
        Attachment.
    outside_life : float in [0, 1]
        Set point of friends, interests and work.
    domain : float in [-1, 1]
        Domain of self-inflation.
    glory : float in [0, 1]
        Admiration from the world.
    inhibition : float in [0, 1]
        Of display: the armour of the victim (1) rather than of grandeur (0).
    gains : mapping of mechanism name to [0, 1]
        How strongly a mechanism holds for this person; 1 where nothing is said.
    params : mapping of free parameter to value
        Free parameters of the theory that differ for this person.

    Examples
    --------
    >>> Person(inner_worth=0.3, coping=-0.8).coping
    -0.8
    """

    inner_worth: float = 0.8
    integration: float = 0.8
    coping: float = 0.0
    anxiety: float = 0.15
    avoidance: float = 0.15
    outside_life: float = 0.6
    domain: float = 0.0
    glory: float = 0.0
    inhibition: float = 0.0
    gains: Mapping[str, float] = field(default_factory=dict[str, float])
    params: Mapping[str, float] = field(default_factory=dict[str, float])

    def __post_init__(self) -> None:
        for name, row in TRAITS.items():
            value, one = getattr(self, name), QUANTITIES[row]
            if not one.low <= value <= one.high:
                near = min(max(value, one.low), one.high)
                raise PairbondError(
                    f"{name} of a person is {value:g}, outside [{one.low:g}, {one.high:g}]; the nearest is {near:g}."
                )
        for name, value in self.gains.items():
            if not 0.0 <= value <= 1.0:
                near = min(max(value, 0.0), 1.0)
                raise PairbondError(f"the gain of {name} is {value:g}, outside [0, 1]; the nearest is {near:g}.")
        for name in ("gains", "params"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    @property
    def traits(self) -> dict[str, float]:
        """Value by name in the table of quantities."""
        return {TRAITS[one.name]: getattr(self, one.name) for one in fields(self) if one.name in TRAITS}
