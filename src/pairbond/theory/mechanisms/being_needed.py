"""Hand and glove: to be needed by one who shines is a reward to one who gives."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _needed(m, q, p):
    admired = q.other.inflating * q.other.display
    return (1.0 - q.own.inflating) * p.reward_needed * q.own.giving * admired


MECHANISM = Mechanism(
    name="being_needed",
    symbol=r"\gamma_{fit}",
    says="Being needed by one who shines rewards the one who gives.",
    source="S0, S3",
    claims=("B1", "A4"),
    params=fixed(reward_needed=2.3),
    terms=(Term("reward", "add", _needed),),
)
