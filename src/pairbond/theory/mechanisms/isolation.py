"""Life shrinks around the other."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _shrinks(m, q, p):
    preoccupied = p.isolate_preoccupied * q.own.craving * q.own.fear * q.couple.contact
    return -q.own.outside_life * (p.isolate_control * q.other.control + preoccupied)


MECHANISM = Mechanism(
    name="isolation",
    symbol=r"\gamma_{iso}",
    says="Control by the other and one's own preoccupation crowd out friends and interests.",
    source="S2, S3",
    claims=("C8", "F4", "F5", "G3", "F11"),
    params=fixed(isolate_control=1.84, isolate_preoccupied=1.2),
    terms=(Term("drift_outside_life", "add", _shrinks),),
)
