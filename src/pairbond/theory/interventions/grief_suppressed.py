"""Grief is skipped over."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class GriefSuppressed(Intervention):
    """Grief is skipped over."""

    name: ClassVar[str] = "grief_suppressed"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "Grief is skipped over."
    sets: ClassVar[tuple[str, ...]] = ("grief_suppressed",)
