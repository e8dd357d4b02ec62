"""Contact about business only: what has to be arranged, and nothing else."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Constant, Term, fixed
from pairbond.theory.interventions._intervention import Intervention

STOPPED = ("warmth", "care", "demand", "withdrawal", "hostility", "denial", "appeasing", "pursuit", "threat", "control")


def _matter_of_fact(m, q, p, x):
    return x * (1.0 - p.business_share * q.u.business_only)


@dataclass(frozen=True, kw_only=True)
class BusinessOnly(Intervention):
    """Two who must stay in touch keep to what has to be arranged."""

    name: ClassVar[str] = "business_only"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "Contact about business only, without the drama."
    sets: ClassVar[tuple[str, ...]] = ("business_only",)
    params: ClassVar[tuple[Constant, ...]] = fixed(business_share=0.9, business_contact=0.7)
    edits: ClassVar[tuple[Term, ...]] = (
        Term("contact", "edit", lambda m, q, p, x: x * (1.0 - p.business_contact * m.total(q.u.business_only) * 0.5)),
        *(Term(f"received_{name}", "edit", _matter_of_fact) for name in STOPPED),
    )
