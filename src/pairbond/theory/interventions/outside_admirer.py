"""An admirer or an affair outside."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class OutsideAdmirer(Intervention):
    """An admirer or an affair outside."""

    name: ClassVar[str] = "outside_admirer"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "An admirer or an affair outside."
    sets: ClassVar[tuple[str, ...]] = ("affair",)
