"""Being met with acceptance and compassion."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class Acceptance(Intervention):
    """Being met with acceptance and compassion."""

    name: ClassVar[str] = "acceptance"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "Being met with acceptance and compassion."
    sets: ClassVar[tuple[str, ...]] = ("acceptance",)
