"""Courses on offer: what the other person meets, and what two agree on."""

from __future__ import annotations

from pairbond.counterfactual._offer import IN_TOUCH, TOGETHER, Offer
from pairbond.counterfactual._studies import (
    ADVOCATES_ALONE,
    COAXING,
    COMMUNION,
    FORGIVING,
    PLAIN_WORDS,
    PRESSING,
    THERAPY_OF_TWO,
)
from pairbond.counterfactual.voices import EssayVoice, Voices
from pairbond.theory.interventions import (
    Confrontation,
    GivingMore,
    HealthyAdult,
    Limits,
    PartnerAcceptance,
    Persuasion,
    Refusal,
    SixPractices,
    SupportNetwork,
)

CONTRACT = EssayVoice("S2", "Decide how much of the other you can accept; accept that much, and refuse the rest.")
STANCE = EssayVoice("S3", "Neither confronting nor persuading helps, but seeing what happens without being drawn in.")

TOWARDS = (
    Offer(
        name="limits",
        label="limits",
        says="{who} would say so every time a limit is crossed.",
        status=IN_TOUCH,
        does=lambda who: (Limits(who=who),),
        voices=Voices(
            (
                EssayVoice("S3", "A limit touches the other’s old pain, and coldness, criticism or withdrawal follow."),
                EssayVoice("S2", "Know your limits, and act on them."),
            ),
            (PLAIN_WORDS, FORGIVING),
        ),
    ),
    Offer(
        name="limits-with-compassion",
        label="limits with compassion",
        says="{who} would say so every time a limit is crossed, and still accept {other}.",
        status=IN_TOUCH,
        does=lambda who: (Limits(who=who), PartnerAcceptance(who=who)),
        voices=Voices(
            (EssayVoice("S3", "Understand without excusing: compassion takes nobody’s responsibility away."),),
            (PLAIN_WORDS,),
        ),
    ),
    Offer(
        name="refusal",
        label="accept some, refuse the rest",
        says="{who} would accept what is good, and refuse hostility, coldness and denial every time.",
        status=IN_TOUCH,
        does=lambda who: (Refusal(who=who),),
        voices=Voices((CONTRACT,), ()),
    ),
    Offer(
        name="support-stance-refusal",
        label="support, steady stance, refusing",
        says="{who} would have people to rely on, act from a steady, grown-up place, accept what is good and refuse "
        "the rest.",
        status=IN_TOUCH,
        does=lambda who: (SupportNetwork(who=who), HealthyAdult(who=who), Refusal(who=who)),
        voices=Voices((CONTRACT, STANCE), (ADVOCATES_ALONE,)),
    ),
    Offer(
        name="compassion",
        label="compassion",
        says="{who} would meet {other} with acceptance, whatever comes.",
        status=(TOGETHER,),
        does=lambda who: (PartnerAcceptance(who=who),),
        voices=Voices(
            (
                EssayVoice(
                    "S3", "Acceptance calms fear and shame; this is said of a therapist, who needs nothing back."
                ),
                EssayVoice(
                    "S2", "One can love like that only without illusions; excusing what is done helps it go on."
                ),
            ),
            (FORGIVING,),
        ),
    ),
    Offer(
        name="giving-more",
        label="giving more",
        says="{who} would give more warmth than now.",
        status=(TOGETHER,),
        does=lambda who: (GivingMore(who=who),),
        voices=Voices(
            (
                EssayVoice(
                    "S2", "Self-sacrifice can be a way to control, and spares the other from facing themselves."
                ),
                EssayVoice(
                    "S0", "Where giving is returned, giving and receiving are the same thing and never run out."
                ),
            ),
            (COMMUNION,),
        ),
    ),
    Offer(
        name="persuasion",
        label="persuading",
        says="{who} would go on trying to make {other} see reason.",
        status=(TOGETHER,),
        does=lambda who: (Persuasion(who=who),),
        voices=Voices(
            (
                EssayVoice("S0", "Trying to make the other want what you want never works, and is resented."),
                STANCE,
            ),
            (PRESSING, COAXING),
        ),
    ),
    Offer(
        name="confrontation",
        label="confronting",
        says="{who} would confront {other} with what is wrong.",
        status=(TOGETHER,),
        does=lambda who: (Confrontation(who=who),),
        voices=Voices((STANCE,), (PLAIN_WORDS, PRESSING)),
    ),
    Offer(
        name="six-practices",
        label="six practices of two",
        says="{who} and {other} would put each other first, decide what is good for both, turn to each other first, "
        "mend quickly, never threaten to leave, and get to know each other thoroughly.",
        status=(TOGETHER,),
        does=lambda who: (SixPractices(who=who),),
        voices=Voices(
            (
                EssayVoice("S4", "If both keep these six, the bond becomes safe; people learn to love by being loved."),
                EssayVoice("S2", "Sacrificing yourself for somebody is not love."),
            ),
            (THERAPY_OF_TWO,),
        ),
        of="pair",
        needs_both=True,
    ),
)
