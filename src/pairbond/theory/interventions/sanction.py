"""Hostility would have a consequence outside: exposure, a court, a loss of standing."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class Sanction(Intervention):
    """Hostility would have a consequence outside: exposure, a court, a loss of standing."""

    name: ClassVar[str] = "sanction"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Hostility would have a consequence outside: exposure, a court, a loss of standing."
    sets: ClassVar[tuple[str, ...]] = ("sanction",)
