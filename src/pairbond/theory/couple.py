"""Two persons. Which of them is called a and which b makes no difference to anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pairbond.theory.person import Person


@dataclass(frozen=True)
class Couple:
    """Partners ``a`` and ``b``, and free parameters that hold for both (``params``, by name).

    Examples
    --------
    >>> Couple(Person(), Person(coping=-0.5)).swapped().a.coping
    -0.5
    """

    a: Person
    b: Person
    params: Mapping[str, float] = field(default_factory=dict[str, float])

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))

    def swapped(self) -> Couple:
        """The same two with their names exchanged."""
        return Couple(self.b, self.a, self.params)
