"""Walking on eggshells one stops saying what one feels, and it stays so."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _learned(m, q, p):
    """It is what cannot be foreseen, and hurts, that teaches silence."""
    alarmed = p.false_learning * q.own.uncertainty * q.own.alarm
    return (1.0 - q.own.false_self) * alarmed


def _unsaid(m, q, p):
    return 1.0 - p.unsaid * q.own.false_self


MECHANISM = Mechanism(
    name="false_self",
    symbol=r"\gamma_{fs}",
    says="Alarm at what cannot be foreseen teaches to hide needs and limits; with kindness it fades over months.",
    source="S2, S3; Winnicott (1960); Jack (1991) on self-silencing",
    claims=("F7",),
    params=fixed(false_learning=7.5, unsaid=0.6),
    terms=(
        Term("drift_false_self", "add", _learned),
        Term("voice", "scale", _unsaid),
        Term("boundary", "scale", _unsaid),
    ),
)
