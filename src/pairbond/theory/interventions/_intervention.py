"""An intervention: what somebody does or is given, when, how fully, and what it does to conduct."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from pairbond.errors import PairbondError
from pairbond.model.partners import BOTH, PARTNERS, refusal
from pairbond.theory._spec import Constant, Part, Term
from pairbond.theory.interventions._dose_schedule import DoseSchedule

Trigger = Callable[[Mapping[str, Any]], Any]
WHO = (*PARTNERS, BOTH)
FREELY = ("who", "start", "end", "when")


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """What all interventions have in common; each file of ``interventions/`` is one.

    An intervention only ever changes inputs and conduct: what then becomes of arousal, worth or integration is left
    to the theory.

    A class of one's own has to say ``directed_at_partner`` (a bool) in its body: whether what somebody does meets the
    partner, who is to notice or to bear it. :mod:`pairbond.counterfactual` works out nothing of that kind where there
    may be danger. Reducing or ending contact is not counted as directed at the partner.

    Attributes
    ----------
    who : "a", "b" or "both"
        Who does it, or is given it.
    dose : float in [0, 1], or DoseSchedule
        How fully; a dose schedule changes with the days since the start.
    start, end : float, days
        From the first day up to, but not including, the second.
    adherence : float in [0, 1]
        Share of days on which it is kept up; chance decides which.
    when : callable or None
        A predicate over what can be observed (conduct, contact, days apart): mapping from name to array in, truth
        value of each couple out. Between start and end the intervention acts only while it holds.

    Raises
    ------
    PairbondError : a value out of range; a class that does not say ``directed_at_partner``.
    """

    name: ClassVar[str]
    directed_at_partner: ClassVar[bool]
    says: ClassVar[str]
    sets: ClassVar[tuple[str, ...]]
    edits: ClassVar[tuple[Term, ...]] = ()
    params: ClassVar[tuple[Constant, ...]] = ()

    who: str = "both"
    dose: float | DoseSchedule = 1.0
    start: float = 0.0
    end: float = float("inf")
    adherence: float = 1.0
    when: Trigger | None = None

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if not isinstance(vars(cls).get("directed_at_partner"), bool):
            raise PairbondError(
                f"the intervention {cls.__name__} has to say directed_at_partner = True or False in its class: whether "
                "what is done meets the partner."
            )

    def __post_init__(self) -> None:
        if self.who not in WHO:
            raise PairbondError(f"who of {self.name}: {refusal(self.who, WHO)}.")
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name in FREELY or not isinstance(value, float | int):
                continue
            if not 0.0 <= value <= 1.0:
                near = min(max(value, 0.0), 1.0)
                raise PairbondError(f"{one.name} of {self.name} is {value:g}, outside [0, 1]; the nearest is {near:g}.")
        if not self.start < self.end:
            raise PairbondError(f"{self.name} ends on day {self.end:g}, but starts on day {self.start:g} only.")

    @property
    def mask(self) -> tuple[float, float]:
        """1 for each partner who does it or is given it: what the runner multiplies the inputs with."""
        return float(self.who in (PARTNERS[0], BOTH)), float(self.who in (PARTNERS[1], BOTH))

    @property
    def inputs(self) -> dict[str, float | DoseSchedule]:
        """Value of each input while it acts."""
        return dict.fromkeys(self.sets, self.dose)

    @classmethod
    def part(cls) -> Part:
        """Its constants and what it does to conduct, as the theory takes them in."""
        return Part(cls.name, params=cls.params, terms=cls.edits)
