"""Practice: each is the other's first person to turn to."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class GoToPerson(Intervention):
    """Practice: each is the other's first person to turn to."""

    name: ClassVar[str] = "go_to_person"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Practice: each is the other's first person to turn to."
    sets: ClassVar[tuple[str, ...]] = ("go_to_person",)
