"""Some things are accepted, the rest is refused."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Constant, Term, fixed
from pairbond.theory.interventions._intervention import Intervention


def _refused(m, q, p, x):
    return x * (1.0 - p.refusal_received * q.u.refusal)


def _surrenders_less(m, q, p, x):
    return x * (1.0 - p.refusal_warmth * q.u.refusal * q.own.compliant_surrenderer)


@dataclass(frozen=True, kw_only=True)
class Refusal(Intervention):
    """Some things are accepted, the rest is refused."""

    name: ClassVar[str] = "refusal"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Some things are accepted, the rest is refused."
    sets: ClassVar[tuple[str, ...]] = ("refusal",)
    params: ClassVar[tuple[Constant, ...]] = fixed(refusal_received=0.5, refusal_appeasing=0.5, refusal_warmth=0.35)
    edits: ClassVar[tuple[Term, ...]] = (
        Term("received_hostility", "edit", _refused),
        Term("received_withdrawal", "edit", _refused),
        Term("received_denial", "edit", _refused),
        Term("appeasing", "edit", lambda m, q, p, x: x * (1.0 - p.refusal_appeasing * q.u.refusal)),
        Term("warmth", "edit", _surrenders_less),
    )
