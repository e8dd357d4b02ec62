"""Turning to life and to people again."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class Reconnection(Intervention):
    """Turning to life and to people again."""

    name: ClassVar[str] = "reconnection"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "Turning to life and to people again."
    sets: ClassVar[tuple[str, ...]] = ("reconnection",)
