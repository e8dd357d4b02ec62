"""Practice: the partner comes first."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Constant, Term, fixed
from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class PartnerFirst(Intervention):
    """Practice: the partner comes first."""

    name: ClassVar[str] = "partner_first"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Practice: the partner comes first."
    sets: ClassVar[tuple[str, ...]] = ("partner_first",)
    params: ClassVar[tuple[Constant, ...]] = fixed(practice_warmth=0.35)
    edits: ClassVar[tuple[Term, ...]] = (
        Term(
            "warmth",
            "edit",
            lambda m, q, p, x: (
                x + p.practice_warmth * q.u.partner_first * q.own.practised * (1.0 - x) * q.own.healthy_adult
            ),
        ),
    )
