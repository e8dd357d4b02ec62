"""The wound: a child that was not mirrored."""

from pairbond.theory._spec import Early, Mechanism

MECHANISM = Mechanism(
    name="mirroring",
    symbol=r"\gamma_{mir}",
    says="A child that was not mirrored grows up with little inner worth, and keeps away.",
    source="S0, S3; Kohut (1971); Winnicott (1967)",
    claims=("A1",),
    childhood=(
        Early("wound", lambda m, care, worth: 0.65 * m.sigmoid(10.0 * (0.5 - care.mirroring))),
        Early("avoidance", lambda m, care, worth: 3.0 * (0.5 - care.mirroring)),
    ),
)
