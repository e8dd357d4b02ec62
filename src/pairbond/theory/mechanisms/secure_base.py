"""Both wound and medicine: the one who alarms is the one who calms."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="secure_base",
    symbol=r"\gamma_{base}",
    says="Warmth from the one to whom one is bonded calms, the more the deeper the wound.",
    source="S3; Bowlby (1969); Coan et al. (2006)",
    claims=("E4", "G1", "E11"),
    params=fixed(arousal_base_calm=0.5),
    terms=(
        Term(
            "arousal_target",
            "add",
            lambda m, q, p: (
                -p.arousal_base_calm * q.own.arousal * q.own.bond * (1.0 - q.own.inner_worth) * q.other.warmth
            ),
        ),
    ),
)
