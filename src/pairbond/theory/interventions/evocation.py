"""A schema mode is called up from outside, as an experiment would do it."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.errors import PairbondError
from pairbond.theory._rows import MODE_NAMES
from pairbond.theory.interventions._dose_schedule import DoseSchedule
from pairbond.theory.interventions._intervention import Intervention
from pairbond.theory.names import nearest


@dataclass(frozen=True, kw_only=True)
class Evocation(Intervention):
    """Calls up a schema mode, by its name in the table of quantities."""

    name: ClassVar[str] = "evocation"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "A schema mode is called up."
    sets: ClassVar[tuple[str, ...]] = tuple(f"mode_{name}" for name in MODE_NAMES)

    mode: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.mode not in MODE_NAMES:
            raise PairbondError(f"there is no mode {self.mode!r}; the nearest is {nearest(self.mode, MODE_NAMES)!r}.")

    @property
    def inputs(self) -> dict[str, float | DoseSchedule]:
        """Value of each input while it acts."""
        return {f"mode_{self.mode}": self.dose}
