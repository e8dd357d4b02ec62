"""Limits are set."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Constant, Term, fixed
from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class Limits(Intervention):
    """Limits are set."""

    name: ClassVar[str] = "limits"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Limits are set."
    sets: ClassVar[tuple[str, ...]] = ("limits",)
    params: ClassVar[tuple[Constant, ...]] = fixed(limits_boundary=0.4)
    edits: ClassVar[tuple[Term, ...]] = (
        Term("boundary", "edit", lambda m, q, p, x: x + p.limits_boundary * q.u.limits),
    )
