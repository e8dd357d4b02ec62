"""A course of action: who does what, every day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pairbond.counterfactual.voices import Voices
from pairbond.errors import PairbondError
from pairbond.model import BOTH, PARTNERS, refusal
from pairbond.theory import DoseSchedule, Intervention

WHO = (*PARTNERS, BOTH)


@dataclass(frozen=True)
class Course:
    """What somebody would do, from the last evening of the diary on, every day and fully.

    Attributes
    ----------
    name : in tables and on the command line; the same for both partners' courses of one kind.
    label : a few words for a row of a picture.
    says : one plain sentence of who does what; ``{who}`` and ``{other}`` stand for the names.
    who : "a" (the first of a diary's partners), "b" (the second) or "both": who acts, not who is better off.
    interventions : of :mod:`pairbond.theory.interventions`, at one dose, without days, conditions or adherence.
    directed_at_other : whether the other person is meant to notice or to bear it. Such courses are not worked out
        where a diary speaks of danger.
    needs_both : whether it is an agreement of two.
    less_contact : whether the two see less of each other.
    voices : what essays and studies say of it; every course on offer has them, one of your own need not.

    Raises
    ------
    PairbondError : an intervention that comes and goes, one whose dose changes, or one that meets the other person
        in a course that is said not to.

    Examples
    --------
    >>> from pairbond.theory.interventions import SupportNetwork
    >>> course = Course("support", "support from others", "{who} would have friends.", "b", (SupportNetwork(who="b"),))
    >>> course.said("Ben", "Ana")
    'Ben would have friends.'
    """

    name: str
    label: str
    says: str
    who: str
    interventions: tuple[Intervention, ...]
    directed_at_other: bool = False
    needs_both: bool = False
    less_contact: bool = False
    voices: Voices | None = None

    def __post_init__(self) -> None:
        if self.who not in WHO:
            raise PairbondError(f"who of the course {self.name!r}: {refusal(self.who, WHO)}.")
        for one in self.interventions:
            if one.start != 0 or one.end != float("inf") or one.adherence < 1 or one.when is not None:
                raise PairbondError(
                    f"{one.name} in the course {self.name!r} comes and goes; a course is kept up on every day, so "
                    "leave out start, end, adherence and when, or use pairbond.simulate with begin."
                )
            if any(isinstance(value, DoseSchedule) for value in one.inputs.values()):
                raise PairbondError(
                    f"{one.name} in the course {self.name!r} changes from day to day; a course is the same on every "
                    "day, so give one number from 0 to 1, or use pairbond.simulate with begin."
                )
            elsewhere = self.who != BOTH and one.who != self.who
            if not self.directed_at_other and (one.directed_at_partner or elsewhere):
                raise PairbondError(
                    f"{one.name} in the course {self.name!r} meets the other person; say directed_at_other=True."
                )

    def actor(self, partners: Sequence[str]) -> str:
        """Name of who acts, of these two, of whom "a" is the first; "both" of an agreement of two."""
        return (*partners, BOTH)[WHO.index(self.who)]

    def said(self, who: str, other: str) -> str:
        """The sentence with names in it."""
        words = self.says.format(who=who, other=other)
        return words[:1].upper() + words[1:]
