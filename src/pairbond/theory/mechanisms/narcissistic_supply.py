"""Admiration, being needed and being pursued hold felt worth up, and never fill the core."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _from_partner(m, q, p):
    """What the partner gives counts as much as the partner is thought to be worth."""
    given = (
        p.supply_warmth * q.other.warmth + p.supply_appeasing * q.other.appeasing + p.supply_pursuit * q.other.pursuit
    )
    return given * (p.supply_worthless + p.supply_worth * q.own.favour)


def _worth(m, q, p):
    held = p.worth_supply * q.own.supply + p.worth_glory * q.own.glory
    return held * (p.worth_floor + p.worth_inflation * q.own.inflation) * (1.0 - q.own.felt_worth)


def _fed(m, q, p):
    return p.nourish_partner * q.own.reliance * p.nourish_supply * q.own.inflating * q.own.supply


MECHANISM = Mechanism(
    name="narcissistic_supply",
    symbol=r"\gamma_{sup}",
    says="Self-worth leaks and is held up by supply from outside.",
    source="S0, S2, S3; dynamic self-regulation: Morf & Rhodewalt (2001)",
    claims=("C1", "C11", "B4"),
    params=(
        *fixed(supply_warmth=0.6, supply_appeasing=0.6, supply_pursuit=0.35, supply_worthless=0.12, supply_worth=0.88),
        *fixed(supply_affair=0.6, worth_supply=1.6, worth_glory=0.9, worth_floor=0.3, worth_inflation=0.7),
        *fixed(reward_supply=1.3, nourish_supply=1.8),
    ),
    nodes=(
        Node("supply_received", _from_partner),
        Node("supply", lambda m, q, p: q.own.supply_received + p.supply_affair * q.u.affair),
    ),
    terms=(
        Term("drift_felt_worth", "add", _worth),
        Term("reward", "add", lambda m, q, p: p.reward_supply * q.own.inflating * q.own.supply),
        Term("nourishment", "add", _fed),
    ),
)
