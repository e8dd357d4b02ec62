"""Holding therapy: a steady container that neither retaliates nor collapses, unless it does."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._dose_schedule import DoseSchedule
from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class HoldingTherapy(Intervention):
    """Holding therapy. ``retaliation`` and ``collapse`` (0 to 1) say how far the one who holds fails to."""

    name: ClassVar[str] = "holding_therapy"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "Shame is held by somebody who neither retaliates nor collapses."
    sets: ClassVar[tuple[str, ...]] = ("holding", "retaliation", "collapse")

    retaliation: float | DoseSchedule = 0.0
    collapse: float | DoseSchedule = 0.0

    @property
    def inputs(self) -> dict[str, float | DoseSchedule]:
        """Value of each input while it acts."""
        return {"holding": self.dose, "retaliation": self.retaliation, "collapse": self.collapse}
