"""The six practices of a secure bond, all together."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class SixPractices(Intervention):
    """Partner first, joint decisions, go-to person, prompt repair, no threats, expert on the partner."""

    name: ClassVar[str] = "six_practices"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "All six practices of a secure bond."
    sets: ClassVar[tuple[str, ...]] = (
        "partner_first",
        "joint_decisions",
        "go_to_person",
        "prompt_repair",
        "no_threats",
        "partner_expert",
    )
