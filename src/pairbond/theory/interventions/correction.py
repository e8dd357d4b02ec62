"""Being corrected."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class Correction(Intervention):
    """Being corrected."""

    name: ClassVar[str] = "correction"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Being corrected."
    sets: ClassVar[tuple[str, ...]] = ("correction",)
