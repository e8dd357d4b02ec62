"""What happened is remembered and told."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class Remembrance(Intervention):
    """What happened is remembered and told."""

    name: ClassVar[str] = "remembrance"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "What happened is remembered and told."
    sets: ClassVar[tuple[str, ...]] = ("remembrance",)
