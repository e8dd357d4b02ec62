"""Blame moves in and stays as an inner critic."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _moves_in(m, q, p):
    blamed = p.critic_gain * (1.0 - q.own.critic) * (1.0 - q.own.inner_worth)
    return blamed * (q.other.hostility + p.critic_denial * q.other.denial) * (p.critic_trust - q.own.reality_trust)


def _eats_worth(m, q, p):
    return -p.worth_critic * q.own.inner_worth * q.own.critic * (1.0 - q.own.integration)


MECHANISM = Mechanism(
    name="internalised_critic",
    symbol=r"\gamma_{cri}",
    says="Hostility and denial are taken in where reality trust is low, and wear inner worth down.",
    source="S2, S3; Fairbairn (1943)",
    claims=("F5", "F6", "D6", "G3", "F11", "F9"),
    params=(
        *fixed(critic_gain=1.6, critic_denial=0.3, critic_trust=1.3),
        *fixed(worth_critic=0.5),
    ),
    terms=(
        Term("drift_critic", "add", _moves_in),
        Term("drift_inner_worth", "add", _eats_worth),
    ),
)
