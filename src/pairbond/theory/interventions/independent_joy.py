"""A joy that does not come from the partner."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class IndependentJoy(Intervention):
    """A joy that does not come from the partner."""

    name: ClassVar[str] = "independent_joy"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "A joy that does not come from the partner."
    sets: ClassVar[tuple[str, ...]] = ("joy_outside",)
