"""The blow that does not fall is itself a reward."""

from pairbond.theory._shapes import positive
from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _relief(m, q, p):
    return positive(m, q.own.arousal - q.own.arousal_target, p.relief_corner)


def _grateful(m, q, p):
    """For the blow that does not fall: to the one to whom one is bonded, above all when warmth comes with it."""
    return p.reward_relief * q.own.bond * q.own.relief * (p.reward_relief_floor + q.other.warmth)


MECHANISM = Mechanism(
    name="relief_reward",
    symbol=r"\gamma_{rel}",
    says="Falling arousal rewards, above all in the presence of warmth, and strengthens the bond.",
    source="S2, S3; Solomon & Corbit (1974)",
    claims=("E1", "E4", "E5"),
    params=fixed(relief_corner=0.01, reward_relief=5.1, reward_relief_floor=0.2, bond_relief=9.6),
    nodes=(Node("relief", _relief),),
    terms=(
        Term(
            "reward",
            "add",
            _grateful,
        ),
        Term(
            "drift_bond",
            "add",
            lambda m, q, p: p.bond_relief * (1.0 - q.own.bond) * q.own.relief,
        ),
    ),
)
