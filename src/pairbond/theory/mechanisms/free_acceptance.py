"""The same acceptance from one who needs nothing back."""

from pairbond.theory._spec import Mechanism, Term


def _given(m, q, p):
    return m.swap(q.u.accepting * q.own.healthy_adult)


MECHANISM = Mechanism(
    name="free_acceptance",
    symbol=r"\gamma_{free}",
    says="Acceptance by the partner arrives as far as it comes from their healthy adult.",
    source="S2, S3; Rogers (1957)",
    claims=("I14", "I8"),
    terms=(Term("acceptance_felt", "add", _given),),
)
