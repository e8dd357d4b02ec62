"""Practice: decisions that are good for both."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class JointDecisions(Intervention):
    """Practice: decisions that are good for both."""

    name: ClassVar[str] = "joint_decisions"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Practice: decisions that are good for both."
    sets: ClassVar[tuple[str, ...]] = ("joint_decisions",)
