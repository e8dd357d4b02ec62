"""A kind of course on offer: what somebody does, where it makes sense, and what essays and studies say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pairbond.counterfactual.course import Course
from pairbond.counterfactual.voices import Voices
from pairbond.errors import PairbondError
from pairbond.theory import Intervention

TOGETHER, APART, SILENT = 0, 1, 2
ANY = (TOGETHER, APART, SILENT)
IN_TOUCH = (TOGETHER, APART)
AWAY = (APART, SILENT)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A kind of course. ``status``: where it makes sense; ``of``: "each" writer has one of their own; "pair": it is the
    same whoever begins it. Without the voices of essays and studies nothing is offered; the model's is worked out."""

    name: str
    label: str
    says: str
    status: tuple[int, ...]
    does: Callable[[str], tuple[Intervention, ...]]
    voices: Voices
    of: str = "each"
    needs_both: bool = False
    less_contact: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.voices, Voices):
            raise PairbondError(
                f"the course {self.name!r} is offered only with what essays say and what studies found."
            )

    @property
    def directed_at_other(self) -> bool:
        """Whether the other person meets any of it."""
        return any(one.directed_at_partner for one in self.does("a"))

    @property
    def only_apart(self) -> bool:
        """Whether it makes sense only after a separation."""
        return TOGETHER not in self.status

    @property
    def only_in_touch(self) -> bool:
        """Whether it makes no sense without contact."""
        return SILENT not in self.status

    def by(self, who: str) -> Course:
        """The course of ``who`` ("a", "b" or "both")."""
        return Course(
            self.name,
            self.label,
            self.says,
            who,
            self.does(who),
            directed_at_other=self.directed_at_other,
            needs_both=self.needs_both,
            less_contact=self.less_contact,
            voices=self.voices,
        )
