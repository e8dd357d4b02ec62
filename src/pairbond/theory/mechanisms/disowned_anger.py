"""Anger that the one who gives may not feel is acted out by the other."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _swallowed(m, q, p):
    return q.own.giving * q.own.compliant_surrenderer * m.tanh(p.swallow_gain * q.own.resentment)


def _resentment(m, q, p):
    """What one has to put up with, and what one goes without."""
    return q.own.unmet_need * q.own.arousal


def _taken_in(m, q, p):
    return p.shame_swallowed * q.other.swallowed_anger * q.own.inflation


MECHANISM = Mechanism(
    name="disowned_anger",
    symbol=r"\gamma_{dis}",
    says="The self-sacrificing person's swallowed anger lands in the other, who acts it.",
    source="S3; Ogden (1979)",
    claims=("G11",),
    params=fixed(swallow_gain=1.5, shame_swallowed=0.6),
    nodes=(Node("resentment", _resentment), Node("swallowed_anger")),
    terms=(
        Term("swallowed_anger", "add", _swallowed),
        # what lands carries the gain of the one who swallows it
        Term("shame_pressure", "add", _taken_in, gated=False),
    ),
)
