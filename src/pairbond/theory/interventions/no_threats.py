"""Practice: the relationship is never threatened."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Term
from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class NoThreats(Intervention):
    """Practice: the relationship is never threatened."""

    name: ClassVar[str] = "no_threats"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Practice: the relationship is never threatened."
    sets: ClassVar[tuple[str, ...]] = ("no_threats",)
    edits: ClassVar[tuple[Term, ...]] = (
        Term("threat", "edit", lambda m, q, p, x: x * (1.0 - q.u.no_threats * q.own.practised)),
    )
