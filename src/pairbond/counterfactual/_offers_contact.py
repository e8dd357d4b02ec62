"""Courses on offer: less contact."""

from __future__ import annotations

from pairbond.counterfactual._offer import IN_TOUCH, TOGETHER, Offer
from pairbond.counterfactual._studies import FADING, LEAVING, MEETING
from pairbond.counterfactual.voices import EssayVoice, Voices
from pairbond.theory.interventions import BusinessOnly, NoContact, ReducedContact

ABSTINENCE = EssayVoice(
    "S1", "Only abstinence breaks the bond, kept up like a recovery programme, and it is very hard."
)
NOT_DISTANCE = EssayVoice("S3", "What heals is not distance but insight: telling connection from repetition.")

CONTACT = (
    Offer(
        name="business-only",
        label="business only",
        says="{who} and {other} would talk only about what has to be arranged, above all for children.",
        status=IN_TOUCH,
        does=lambda who: (BusinessOnly(who=who),),
        voices=Voices(
            (
                EssayVoice("S1", "What people have to keep away from is the turmoil that comes with the other."),
                NOT_DISTANCE,
            ),
            (MEETING,),
        ),
        of="pair",
        less_contact=True,
    ),
    Offer(
        name="reduced-contact",
        label="little contact",
        says="{who} and {other} would have little contact, a fifth as much as now.",
        status=(TOGETHER,),
        does=lambda who: (ReducedContact(who=who),),
        voices=Voices((ABSTINENCE, NOT_DISTANCE), (MEETING, FADING)),
        of="pair",
        less_contact=True,
    ),
    Offer(
        name="no-contact",
        label="no contact",
        says="{who} and {other} would have no contact at all.",
        status=IN_TOUCH,
        does=lambda who: (NoContact(who=who),),
        voices=Voices((ABSTINENCE, NOT_DISTANCE), (FADING, LEAVING)),
        of="pair",
        less_contact=True,
    ),
)
