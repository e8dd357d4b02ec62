"""The first high is remembered, and chased."""

from pairbond.theory._shapes import positive
from pairbond.theory._spec import Mechanism, Term, fixed


def _remembered(m, q, p):
    """What is new counts fully and what is known by half, so that the first is the highest."""
    felt = q.own.reward * (1.0 - p.high_familiar * q.couple.familiarity)
    return positive(m, felt - q.own.first_high, p.corner_surprise)


MECHANISM = Mechanism(
    name="first_high",
    symbol=r"\gamma_{hi}",
    says="The highest reward there ever was stays in memory and adds to wanting, less so behind a grand armour.",
    source="S1; Robinson & Berridge (1993)",
    claims=("E9",),
    params=fixed(high_familiar=0.5, high_inflating=0.8),
    terms=(
        Term("drift_first_high", "add", _remembered),
        Term(
            "incentive",
            "add",
            lambda m, q, p: (1.0 - p.high_inflating * q.own.inflating) * q.own.first_high,
        ),
    ),
)
