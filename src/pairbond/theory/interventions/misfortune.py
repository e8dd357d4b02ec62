"""A defeat in the outside world."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class Misfortune(Intervention):
    """A defeat in the outside world."""

    name: ClassVar[str] = "misfortune"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "A defeat in the outside world."
    sets: ClassVar[tuple[str, ...]] = ("misfortune",)
