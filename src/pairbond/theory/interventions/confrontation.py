"""Confronting the other."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Constant, Term, fixed
from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class Confrontation(Intervention):
    """Confronting the other."""

    name: ClassVar[str] = "confrontation"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Confronting the other."
    sets: ClassVar[tuple[str, ...]] = ("confrontation",)
    params: ClassVar[tuple[Constant, ...]] = fixed(confront_boundary=0.4, confront_hostility=0.25)
    edits: ClassVar[tuple[Term, ...]] = (
        Term("boundary", "edit", lambda m, q, p, x: x + p.confront_boundary * q.u.confrontation),
        Term("hostility", "edit", lambda m, q, p, x: x + p.confront_hostility * q.u.confrontation),
    )
