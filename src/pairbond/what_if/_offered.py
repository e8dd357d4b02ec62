"""The courses on offer, in the order in which they are told: first what one can do for oneself, last what needs two.

The order is fixed, so that nobody takes it for a ranking. Interventions of the theory that are experiments or harm
somebody (silence, an affair, modes called up, correction, grief put off) are not offered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pairbond.theory import Intervention
from pairbond.theory.interventions import (
    Confrontation,
    GivingMore,
    HealthyAdult,
    HoldingTherapy,
    HonestAssessment,
    IndependentJoy,
    Limits,
    NoContact,
    PartnerAcceptance,
    Persuasion,
    Reconnection,
    ReducedContact,
    Refusal,
    Remembrance,
    SixPractices,
    SupportNetwork,
)
from pairbond.what_if.course import Course

TOGETHER, APART, SILENT = 0, 1, 2
REFERENCE = "as-before"


@dataclass(frozen=True)
class Offer:
    """A kind of course. ``status``: where it makes sense; ``of``: "each" writer has one of their own; "pair": it is the
    same whoever begins it."""

    name: str
    label: str
    says: str
    status: tuple[int, ...]
    does: Callable[[str], tuple[Intervention, ...]]
    of: str = "each"
    directed_at_other: bool = False
    needs_both: bool = False
    less_contact: bool = False

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
        )


ANY = (TOGETHER, APART, SILENT)
IN_TOUCH = (TOGETHER, APART)
AWAY = (APART, SILENT)

OFFERS: tuple[Offer, ...] = (
    Offer(
        "support-network", "people who stand by", "{who} would have friends or professionals who stand by.",
        ANY, lambda who: (SupportNetwork(who=who),),
    ),
    Offer(
        "honest-assessment", "honest assessment",
        "{who} would look honestly at how things are, and explain nothing away.",
        ANY, lambda who: (HonestAssessment(who=who),),
    ),
    Offer(
        "healthy-adult", "steady stance",
        "{who} would act from a steady, grown-up place, neither pleading nor giving in.",
        IN_TOUCH, lambda who: (HealthyAdult(who=who),),
    ),
    Offer(
        "independent-joy", "a joy of one’s own", "{who} would have a joy that does not come from {other}.",
        ANY, lambda who: (IndependentJoy(who=who),),
    ),
    Offer(
        "holding-therapy", "therapy that holds",
        "{who} would be in a therapy in which shame is met by somebody who neither strikes back nor breaks down.",
        ANY, lambda who: (HoldingTherapy(who=who),),
    ),
    Offer(
        "remembrance", "remembering", "{who} would remember what happened, and tell it.",
        AWAY, lambda who: (Remembrance(who=who),),
    ),
    Offer(
        "reconnection", "turning to life", "{who} would turn to life and to other people again.",
        AWAY, lambda who: (Reconnection(who=who),),
    ),
    Offer(
        "limits", "limits", "{who} would say so, each time, when a limit is passed.",
        IN_TOUCH, lambda who: (Limits(who=who),), directed_at_other=True,
    ),
    Offer(
        "limits-with-compassion", "limits with compassion",
        "{who} would say so, each time, when a limit is passed, and accept {other} all the same.",
        IN_TOUCH, lambda who: (Limits(who=who), PartnerAcceptance(who=who)), directed_at_other=True,
    ),
    Offer(
        "refusal", "accept some, refuse the rest",
        "{who} would take what is good, and refuse hostility, coldness and denial whenever they come.",
        IN_TOUCH, lambda who: (Refusal(who=who),), directed_at_other=True,
    ),
    Offer(
        "compassion", "compassion", "{who} would meet {other} with acceptance, whatever comes.",
        (TOGETHER,), lambda who: (PartnerAcceptance(who=who),), directed_at_other=True,
    ),
    Offer(
        "giving-more", "giving more", "{who} would give more warmth than now.",
        (TOGETHER,), lambda who: (GivingMore(who=who),), directed_at_other=True,
    ),
    Offer(
        "persuasion", "persuading", "{who} would go on trying to make {other} see reason.",
        (TOGETHER,), lambda who: (Persuasion(who=who),), directed_at_other=True,
    ),
    Offer(
        "confrontation", "confronting", "{who} would confront {other} with what is wrong.",
        (TOGETHER,), lambda who: (Confrontation(who=who),), directed_at_other=True,
    ),
    Offer(
        "six-practices", "six practices of two",
        "{who} and {other} would put each other first, decide what is good for both, turn to each other first, mend "
        "quickly, never threaten to leave, and get to know each other thoroughly.",
        (TOGETHER,), lambda who: (SixPractices(who=who),), of="pair", directed_at_other=True, needs_both=True,
    ),
    Offer(
        "reduced-contact", "little contact", "{who} and {other} would have little contact, a fifth of now.",
        (TOGETHER,), lambda who: (ReducedContact(who=who),), of="pair", less_contact=True,
    ),
    Offer(
        "no-contact", "no contact", "{who} and {other} would have no contact at all.",
        IN_TOUCH, lambda who: (NoContact(who=who),), of="pair", less_contact=True,
    ),
)  # fmt: skip

COURSES = tuple(one.name for one in OFFERS)
