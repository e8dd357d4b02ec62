"""Practice: what went wrong is mended at once."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory._spec import Constant, Term, fixed
from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class PromptRepair(Intervention):
    """Practice: what went wrong is mended at once."""

    name: ClassVar[str] = "prompt_repair"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Practice: what went wrong is mended at once."
    sets: ClassVar[tuple[str, ...]] = ("prompt_repair",)
    params: ClassVar[tuple[Constant, ...]] = fixed(practice_repair=0.8)
    edits: ClassVar[tuple[Term, ...]] = (
        Term(
            "repair",
            "edit",
            lambda m, q, p, x: m.minimum(x * (1.0 + p.practice_repair * q.u.prompt_repair * q.own.practised), 1.0),
        ),
    )
