"""Grief turns in circles."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class GriefStuck(Intervention):
    """Grief turns in circles."""

    name: ClassVar[str] = "grief_stuck"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "Grief turns in circles."
    sets: ClassVar[tuple[str, ...]] = ("grief_stuck",)
