"""Care that cannot be relied on."""

from pairbond.theory._spec import Early, Mechanism

MECHANISM = Mechanism(
    name="unreliable_care",
    symbol=r"\gamma_{unr}",
    says="Care that comes and goes leaves one anxious, and on one's guard against closeness.",
    source="S3; Ainsworth et al. (1978)",
    claims=("A3",),
    childhood=(
        Early("anxiety", lambda m, care, worth: 4.0 * (care.inconsistency - 0.45)),
        Early("avoidance", lambda m, care, worth: 4.0 * (care.inconsistency - 0.55)),
    ),
)
