"""How the slow states of a person move (d6): months to years."""

from pairbond.theory._spec import Constant, Node, Part, fixed

YEARS = "I3, I6: at a human pace, takes years"
HOLLOWING = "F1–F6: months to a year"
PARAMS = (
    Constant("tau_bond", 60.0, r"\tau_b", "d", "attachment forms over months", free=True),
    Constant("tau_load", 150.0, r"\tau_L", "d", HOLLOWING, free=True, origin="essay"),
    Constant("tau_reality_trust", 160.0, r"\tau_r", "d", HOLLOWING, free=True, origin="essay"),
    Constant("tau_outside_life", 120.0, r"\tau_o", "d", HOLLOWING, free=True, origin="essay"),
    Constant("tau_critic", 300.0, r"\tau_k", "d", HOLLOWING, free=True, origin="essay"),
    Constant("tau_inner_worth", 900.0, r"\tau_q", "d", YEARS, free=True, origin="essay"),
    Constant("tau_integration", 2200.0, r"\tau_\iota", "d", YEARS, free=True, origin="essay"),
    Constant("tau_grief", 100.0, r"\tau_z", "d", "H2", free=True),
    Constant("tau_first_high", 20.0, r"\tau_{\hat y}", "d", "E9"),
    Constant("tau_false_self", 125.0, r"\tau_f", "d", "F7: it fades over months"),
    Constant("tau_bitterness", 250.0, r"\tau_\theta", "d", "F8: years harden, grief softens"),
    Constant("tau_entitlement", 200.0, r"\tau_e", "d", "G12"),
    *fixed(high_forgetting=0.01),
    *fixed(bond_reward=0.52),
    *fixed(load_arousal=1.6, load_rest=0.35, load_outside=0.34, load_ha=0.6),
    *fixed(trust_base=0.2, trust_ha=0.8, trust_support=0.4),
    *fixed(worth_holding=0.7),
    *fixed(integration_security=0.15, shame_active=4.0),
    *fixed(critic_fading=0.36, grief_undone=3.0),
)


def _bond(m, q, p):
    b, kept = q.own.bond, q.own.persistence
    return p.bond_reward * (1.0 - b) * q.own.reward * kept


def _load(m, q, p):
    h = q.own.arousal
    rest = p.load_rest + p.load_outside * q.own.outside_life + p.load_ha * q.own.healthy_adult
    return (1.0 - q.own.load) * p.load_arousal * h * h * (1.0 + q.u.remembrance) - q.own.load * rest


def _reality_trust(m, q, p):
    r = q.own.reality_trust
    regained = p.trust_base + p.trust_ha * q.own.healthy_adult + p.trust_support * q.own.support_felt
    return (1.0 - r) * regained


def _inner_worth(m, q, p):
    return (1.0 - q.own.inner_worth) * q.own.openness * p.worth_holding * q.own.held


def _integration(m, q, p):
    return p.integration_security * (1.0 - q.own.integration) * q.couple.security * q.couple.security


PART = Part(
    "slow states",
    params=PARAMS,
    nodes=(
        Node("drift_bond", _bond, lambda m, q, p, x: x / p.tau_bond),
        Node("drift_load", _load, lambda m, q, p, x: x / p.tau_load),
        Node("drift_reality_trust", _reality_trust, lambda m, q, p, x: x / p.tau_reality_trust),
        Node(
            "drift_outside_life",
            lambda m, q, p: q.own.outside_life_0 - q.own.outside_life,
            lambda m, q, p, x: x / p.tau_outside_life,
        ),
        Node("drift_inner_worth", _inner_worth, lambda m, q, p, x: x / p.tau_inner_worth),
        Node("drift_integration", _integration, lambda m, q, p, x: x / p.tau_integration),
        Node(
            "drift_critic",
            lambda m, q, p: -q.own.critic * p.critic_fading,
            lambda m, q, p, x: x / p.tau_critic,
        ),
        Node(
            "drift_grief",
            lambda m, q, p: -p.grief_undone * q.couple.contact * q.own.grief,
            lambda m, q, p, x: x / p.tau_grief,
        ),
        Node(
            "drift_first_high",
            lambda m, q, p: -p.high_forgetting * q.own.first_high,
            lambda m, q, p, x: x / p.tau_first_high,
        ),
        Node("drift_false_self", lambda m, q, p: -q.own.false_self, lambda m, q, p, x: x / p.tau_false_self),
        Node("drift_bitterness", 0.0, lambda m, q, p, x: x / p.tau_bitterness),
        Node("drift_entitlement", lambda m, q, p: -q.own.entitlement, lambda m, q, p, x: x / p.tau_entitlement),
    ),
)
