"""Practice: decisions that are good for both."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Constant, Term, fixed
from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class JointDecisions(Intervention):
    """Practice: decisions that are good for both."""

    name: ClassVar[str] = "joint_decisions"
    says: ClassVar[str] = "Practice: decisions that are good for both."
    sets: ClassVar[tuple[str, ...]] = ("joint_decisions",)
    params: ClassVar[tuple[Constant, ...]] = fixed(joint_boundary=0.7)
    edits: ClassVar[tuple[Term, ...]] = (
        Term(
            "boundary", "edit", lambda m, q, p, x: x * (1.0 - p.joint_boundary * q.u.joint_decisions * q.own.practised)
        ),
    )
