"""Closeness itself frightens: there is only fusion or distance."""

from pairbond.theory._shapes import positive
from pairbond.theory._spec import Mechanism, Term, fixed


def _crowded(m, q, p):
    exposed = (1.0 - q.own.inner_worth) * (1.0 - q.own.integration) * q.own.avoidance
    unborne = 1.0 - q.own.healthy_adult
    # what is only shown off asks for no closeness
    closeness = q.other.warmth * (1.0 - q.other.display)
    return exposed * unborne * positive(m, closeness - p.comfortable_warmth, p.corner)


MECHANISM = Mechanism(
    name="engulfment",
    symbol=r"\gamma_{eng}",
    says="Warmth beyond a comfortable distance repels whoever avoids, is wounded and cannot bear difference.",
    source="S2, S3; Bartholomew & Horowitz (1991)",
    claims=("C14",),
    params=fixed(image_engulfed=16.0, withdraw_engulfed=0.6, comfortable_warmth=0.5),
    terms=(
        Term("drift_image", "add", lambda m, q, p: -p.image_engulfed * _crowded(m, q, p)),
        Term("withdrawal", "add", lambda m, q, p: p.withdraw_engulfed * _crowded(m, q, p)),
    ),
)
