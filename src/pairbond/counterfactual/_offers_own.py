"""Courses on offer: what somebody can do for oneself."""

from __future__ import annotations

from pairbond.counterfactual._offer import ANY, AWAY, IN_TOUCH, Offer
from pairbond.counterfactual._studies import ADVOCATES, GOOD_NEWS, READJUSTING, SCHEMA_THERAPY, WRITING
from pairbond.counterfactual.voices import EssayVoice, Voices
from pairbond.theory.interventions import (
    HealthyAdult,
    HoldingTherapy,
    HonestAssessment,
    IndependentJoy,
    Reconnection,
    Remembrance,
    SupportNetwork,
)

OWN = (
    Offer(
        name="support-network",
        label="support from others",
        says="{who} would have friends or professionals to rely on.",
        status=ANY,
        does=lambda who: (SupportNetwork(who=who),),
        voices=Voices(
            (
                EssayVoice("S2", "People move on once they have enough support and confidence."),
                EssayVoice("S3", "As life shrinks around the other, friends drift away, and letting go gets harder."),
            ),
            (ADVOCATES,),
        ),
    ),
    Offer(
        name="honest-assessment",
        label="honest assessment",
        says="{who} would look honestly at how things are, and explain nothing away.",
        status=ANY,
        does=lambda who: (HonestAssessment(who=who),),
        voices=Voices(
            (
                EssayVoice(
                    "S2",
                    "What was loved was an image of one’s own making; seeing that hurts, and moving on begins with "
                    "accepting what is real.",
                ),
            ),
            (),
        ),
    ),
    Offer(
        name="healthy-adult",
        label="steady stance",
        says="{who} would act from a steady, grown-up place, neither pleading nor giving in.",
        status=IN_TOUCH,
        does=lambda who: (HealthyAdult(who=who),),
        voices=Voices(
            (
                EssayVoice(
                    "S3",
                    "Once people respond as grown-ups, and no longer from the hurt child in themselves, the other’s "
                    "conduct loses its grip.",
                ),
            ),
            (),
        ),
    ),
    Offer(
        name="independent-joy",
        label="a joy of one’s own",
        says="{who} would have a joy that does not come from {other}.",
        status=ANY,
        does=lambda who: (IndependentJoy(who=who),),
        voices=Voices(
            (
                EssayVoice("S2", "To somebody who feels deprived, another’s happiness is a rebuke, and is attacked."),
                EssayVoice("S3", "The way back begins with an inner space of one’s own."),
            ),
            (GOOD_NEWS,),
        ),
    ),
    Offer(
        name="holding-therapy",
        label="therapy that holds",
        says="{who} would be in a therapy in which shame is met by somebody who neither strikes back nor breaks down.",
        status=ANY,
        does=lambda who: (HoldingTherapy(who=who),),
        voices=Voices(
            (
                EssayVoice("S3", "Shame becomes bearable if somebody helps to bear it, steadily and over years."),
                EssayVoice(
                    "S2", "For people who were used, the outlook is good; for people who used others, it is poor."
                ),
                EssayVoice("S0", "It can be done, if it matters enough to the person who does it."),
            ),
            (SCHEMA_THERAPY,),
        ),
    ),
    Offer(
        name="remembrance",
        label="remembering",
        says="{who} would remember what happened and talk about it.",
        status=AWAY,
        does=lambda who: (Remembrance(who=who),),
        voices=Voices(
            (
                EssayVoice(
                    "S3", "Safety comes first; only then can people talk about what happened and come to terms with it."
                ),
                EssayVoice("S2", "Remembering need not mean reliving, and grieving forever keeps the hurt alive."),
            ),
            (WRITING,),
        ),
    ),
    Offer(
        name="reconnection",
        label="turning to life",
        says="{who} would turn back to life and to other people.",
        status=AWAY,
        does=lambda who: (Reconnection(who=who),),
        voices=Voices(
            (
                EssayVoice("S3", "Turning back to life comes third, after safety and remembering."),
                EssayVoice("S2", "Loving and trusting again undoes the damage."),
            ),
            (READJUSTING,),
        ),
    ),
)
