"""Meeting the partner with acceptance, without excusing."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class PartnerAcceptance(Intervention):
    """``who`` gives it; how much of it arrives depends on who in them it comes from."""

    name: ClassVar[str] = "partner_acceptance"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Meeting the partner with acceptance."
    sets: ClassVar[tuple[str, ...]] = ("accepting",)
