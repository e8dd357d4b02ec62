"""Looking after a parent."""

from pairbond.theory._spec import Early, Mechanism

MECHANISM = Mechanism(
    name="parentification",
    symbol=r"\gamma_{par}",
    says="A child that looks after a parent learns to give itself away, and to stay close.",
    source="S0; Jurkovic (1997)",
    claims=("A1", "A2"),
    childhood=(
        Early("leaning", lambda m, care, worth: -2.0 * care.parentification),
        Early("anxiety", lambda m, care, worth: 2.0 * (care.parentification - 0.3)),
        Early("avoidance", lambda m, care, worth: -2.0 * care.parentification),
    ),
)
