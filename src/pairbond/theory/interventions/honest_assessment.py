"""Honest assessment of how things are."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class HonestAssessment(Intervention):
    """Honest assessment of how things are."""

    name: ClassVar[str] = "honest_assessment"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "Honest assessment of how things are."
    sets: ClassVar[tuple[str, ...]] = ("assessment",)
