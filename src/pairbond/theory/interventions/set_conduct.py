"""Conduct set from outside: freezing a partner, replaying one, scheduling warmth."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.errors import PairbondError
from pairbond.theory.interventions._dose_schedule import DoseSchedule
from pairbond.theory.interventions._intervention import Intervention
from pairbond.theory.names import nearest
from pairbond.theory.quantities import of_stage

CONDUCT = tuple(one.name for one in of_stage("conduct"))


@dataclass(frozen=True, kw_only=True)
class SetConduct(Intervention):
    """One kind of conduct is set to ``value``, a number or a dose schedule, wholly (dose 1) or in part."""

    name: ClassVar[str] = "set_conduct"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "Conduct is set from outside, as in an experiment."
    sets: ClassVar[tuple[str, ...]] = tuple(f"{what}_{name}" for name in CONDUCT for what in ("pin", "to"))

    conduct: str
    value: float | DoseSchedule

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.conduct not in CONDUCT:
            raise PairbondError(
                f"there is no conduct {self.conduct!r}; the nearest is {nearest(self.conduct, CONDUCT)!r}."
            )

    @property
    def inputs(self) -> dict[str, float | DoseSchedule]:
        """Value of each input while it acts."""
        return {f"pin_{self.conduct}": self.dose, f"to_{self.conduct}": self.value}
