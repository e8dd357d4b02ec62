"""Friends and professionals who stand by."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions._intervention import Intervention


@dataclass(frozen=True, kw_only=True)
class SupportNetwork(Intervention):
    """Friends and professionals who stand by."""

    name: ClassVar[str] = "support_network"
    directed_at_partner: ClassVar[bool] = False
    says: ClassVar[str] = "Friends and professionals who stand by."
    sets: ClassVar[tuple[str, ...]] = ("support",)
