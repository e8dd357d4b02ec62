"""Giving more."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Constant, Term, fixed
from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class GivingMore(Intervention):
    """Giving more."""

    name: ClassVar[str] = "giving_more"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Giving more."
    sets: ClassVar[tuple[str, ...]] = ("giving_more",)
    params: ClassVar[tuple[Constant, ...]] = fixed(give_more=0.5)
    edits: ClassVar[tuple[Term, ...]] = (
        Term("warmth", "edit", lambda m, q, p, x: x + p.give_more * q.u.giving_more * (1.0 - x)),
    )
