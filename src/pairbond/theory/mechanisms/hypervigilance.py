"""Unpredictability keeps the body on alert."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="hypervigilance",
    symbol=r"\gamma_{hyp}",
    says="Uncertainty about the partner raises arousal, the more the deeper the wound.",
    source="S3; Downey et al. (1998)",
    claims=("F2",),
    params=fixed(arousal_uncertainty=0.6),
    terms=(
        Term(
            "arousal_target",
            "add",
            lambda m, q, p: p.arousal_uncertainty * q.own.uncertainty * (1.0 - q.own.inner_worth),
        ),
    ),
)
