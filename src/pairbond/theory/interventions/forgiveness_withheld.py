"""Grief goes on to sorrow, and nobody is forgiven."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class ForgivenessWithheld(Intervention):
    """Grief goes on to sorrow, and nobody is forgiven."""

    name: ClassVar[str] = "forgiveness_withheld"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "Grief goes on to sorrow, and nobody is forgiven."
    sets: ClassVar[tuple[str, ...]] = ("forgiveness_withheld",)
