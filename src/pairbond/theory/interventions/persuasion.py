"""Getting the other to see reason."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Constant, Term, fixed
from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class Persuasion(Intervention):
    """Getting the other to see reason."""

    name: ClassVar[str] = "persuasion"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Getting the other to see reason."
    sets: ClassVar[tuple[str, ...]] = ("persuasion",)
    params: ClassVar[tuple[Constant, ...]] = fixed(persuade_demand=0.4)
    edits: ClassVar[tuple[Term, ...]] = (
        Term("demand", "edit", lambda m, q, p, x: x + p.persuade_demand * q.u.persuasion),
    )
