"""The healthy-adult stance: acting neither from the vulnerable child nor from the one who complies."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class HealthyAdult(Intervention):
    """The healthy-adult stance: acting neither from the vulnerable child nor from the one who complies."""

    name: ClassVar[str] = "healthy_adult"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = (
        "The healthy-adult stance: acting neither from the vulnerable child nor from the one who complies."
    )
    sets: ClassVar[tuple[str, ...]] = ("healthy_adult_stance",)
