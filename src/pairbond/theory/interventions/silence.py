"""Silence: no warmth, no pursuit, no demand."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Term
from pairbond.theory.interventions._intervention import Intervention


def _none(m, q, p, x):
    return x * (1.0 - q.u.silence)


@dataclass(frozen=True, kw_only=True)
class Silence(Intervention):
    """Silence: no warmth, no pursuit, no demand."""

    name: ClassVar[str] = "silence"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Silence: no warmth, no pursuit, no demand."
    sets: ClassVar[tuple[str, ...]] = ("silence",)
    edits: ClassVar[tuple[Term, ...]] = (
        Term("warmth", "edit", _none),
        Term("pursuit", "edit", _none),
        Term("demand", "edit", _none),
        Term("withdrawal", "edit", lambda m, q, p, x: x + q.u.silence * (1.0 - x)),
    )
