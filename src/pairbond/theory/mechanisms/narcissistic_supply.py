"""Felt worth is held up from outside, and never fills the core."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _held_up(m, q, p):
    held = p.worth_supply * q.own.supply + p.worth_glory * q.own.glory
    return held * q.own.inflation * (1.0 - q.own.felt_worth)


MECHANISM = Mechanism(
    name="narcissistic_supply",
    symbol=r"\gamma_{sup}",
    says="Self-worth leaks and is held up by supply from the partner and glory from the world.",
    source="S0, S2, S3; Morf & Rhodewalt (2001)",
    claims=("C1", "C11", "B4", "C22"),
    params=fixed(worth_supply=1.6, worth_glory=0.9),
    terms=(Term("drift_felt_worth", "add", _held_up),),
)
