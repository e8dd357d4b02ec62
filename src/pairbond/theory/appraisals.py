"""Appraisals (d5): what the other's conduct means to the one it reaches.

``q.other.x`` is received conduct (contact × conduct of the other) where x is conduct, and simply the other's value
where x is a state or a readout.
"""

from pairbond.theory._shapes import gain_above, saturate
from pairbond.theory._spec import Constant, Node, Part, fixed

PARAMS = (
    *fixed(discount_bend=0.3),
    *fixed(
        alarm_hostility=1.1,
        alarm_discount=0.5,
        alarm_distance=0.5,
        alarm_anxiety=0.4,
        alarm_secured=0.4,
    ),
    *fixed(alarm_calmed=0.7, alarm_limit=0.15),
    *fixed(arousal_base=0.08, arousal_avoidance=0.6, arousal_secured=0.65, arousal_craving=0.6, arousal_shame=0.4),
    *fixed(arousal_tension=0.3, arousal_load=0.25, arousal_support=0.25, reminding_arousal=0.5),
    *fixed(reward_gain=2.1, reward_unreceived=0.62, reward_hostility=0.6, reward_withdrawal=0.35),
    *fixed(reward_boundary=0.15, reward_supply=1.38),
    *fixed(
        nourish_partner=1.7,
        nourish_supply=1.8,
        nourish_outside=0.35,
        nourish_outside_base=0.3,
    ),
    *fixed(nourish_life=0.09, nourish_ha=0.25),
    *fixed(shame_critic=0.5, shame_correction=0.5),
    *fixed(learn_base=0.5, learn_uncertainty=1.5),
    Constant("image_need", 3.8, "e_{need}", source="B2: image of their own making", free=True),
    *fixed(image_assessment=0.8),
)


def _alarm(m, q, p):
    hostile = p.alarm_hostility * q.other.hostility * (1.0 - p.alarm_discount * q.own.discounting)
    distant = p.alarm_distance * (q.other.withdrawal + q.other.threat) * (p.alarm_anxiety + q.own.anxiety)
    limited = p.alarm_limit * q.other.boundary
    return hostile + limited + distant * (1.0 - p.alarm_secured * q.own.felt_security)


def _arousal_target(m, q, p):
    crowded = p.arousal_avoidance * q.own.avoidance * (1.0 - p.arousal_secured * q.own.felt_security)
    return (
        p.arousal_base
        + q.own.alarm
        + crowded * (q.other.pursuit + q.other.demand)
        + p.arousal_craving * q.own.craving * (1.0 - q.other.warmth)
        + p.arousal_shame * q.own.shame
        + p.arousal_tension * q.couple.contact * q.couple.tension
        + p.arousal_load * q.own.load
        - p.arousal_support * q.own.support_felt
        + q.own.reminding
    )


def _reward(m, q, p):
    taken_in = (1.0 - p.reward_unreceived * q.own.giving) * q.other.warmth
    bad = p.reward_hostility * q.other.hostility + p.reward_withdrawal * q.other.withdrawal
    fed = p.reward_supply * q.own.inflating * q.own.supply
    bad = (1.0 - q.own.discounting) * bad + p.reward_boundary * q.other.boundary
    return (1.0 - q.own.inflating) * taken_in + fed - bad


def _outside_nourishment(m, q, p):
    worth = p.nourish_outside_base + (1.0 - p.nourish_outside_base) * q.own.inner_worth
    outside = (1.0 - q.own.reliance) * p.nourish_outside * q.own.outside_life * worth
    return p.nourish_partner * outside + p.nourish_life * q.own.outside_life


def _nourishment(m, q, p):
    from_partner = (1.0 - q.own.inflating) * q.other.care + p.nourish_supply * q.own.inflating * q.own.supply
    fed = q.own.reliance * from_partner
    return p.nourish_partner * fed + q.own.outside_nourishment + p.nourish_ha * q.own.healthy_adult


def _shame_pressure(m, q, p):
    return p.shame_critic * q.own.critic + p.shame_correction * q.u.correction * (1.0 - q.own.inner_worth)


def _openness(m, q, p):
    """Who is ashamed takes nothing in."""
    return 1.0 - q.own.shame


def _learned(m, q, p):
    """Rescorla and Wagner's rule, with Pearce and Hall's rate."""
    rate = p.learn_base + p.learn_uncertainty * q.own.uncertainty
    return rate * q.own.learning * q.own.surprise


def _idealising(m, q, p):
    """One falls for an image of one's own making, unless one looks at what is there."""
    wanted = (1.0 - q.own.inner_worth) * q.own.craving
    return p.image_need * wanted * (1.0 - m.tanh(q.own.image)) * (1.0 - p.image_assessment * q.own.seen_clearly)


def _held(m, q, p):
    """A holder who strikes back or breaks down holds nothing."""
    return q.u.holding * (1.0 - q.u.retaliation) * (1.0 - q.u.collapse)


PART = Part(
    "appraisals",
    params=PARAMS,
    nodes=(
        Node("discounting", 0.0, lambda m, q, p, x: x / (1.0 + p.discount_bend * x)),
        Node("alarm", _alarm, lambda m, q, p, x: x * (1.0 - p.alarm_calmed * q.own.healthy_adult)),
        Node("reminding", lambda m, q, p: p.reminding_arousal * q.u.remembrance * q.own.arousal),
        Node("arousal_target", _arousal_target, lambda m, q, p, x: saturate(m, x, p.corner_saturation)),
        Node(
            "reward",
            _reward,
            lambda m, q, p, x: saturate(m, p.reward_gain * gain_above(m, x, p.corner), p.corner_saturation),
        ),
        Node("surprise", lambda m, q, p: q.own.reward - q.own.expected_warmth),
        Node("felt_surprise", lambda m, q, p: q.own.surprise),
        Node("learning", 1.0),
        Node("learned", _learned),
        Node("idealising", _idealising),
        Node("outside_nourishment", _outside_nourishment),
        Node("nourishment", _nourishment),
        Node("shame_pressure", _shame_pressure),
        Node("shame_target", 0.0, lambda m, q, p, x: saturate(m, x, p.corner_saturation)),
        Node("acceptance_felt"),
        # nobody is given to who is not there
        Node("given", lambda m, q, p: q.couple.contact * q.own.warmth),
        Node("openness", _openness),
        Node("within_reach", 1.0),
        Node("held", _held),
    ),
)
