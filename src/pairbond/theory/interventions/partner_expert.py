"""Practice: becoming an expert on the partner."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class PartnerExpert(Intervention):
    """Practice: becoming an expert on the partner."""

    name: ClassVar[str] = "partner_expert"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Practice: becoming an expert on the partner."
    sets: ClassVar[tuple[str, ...]] = ("partner_expert",)
