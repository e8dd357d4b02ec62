"""Who expects more is pleased by less than that no longer."""

from pairbond.theory._spec import Constant, Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="comparison_level",
    symbol=r"\gamma_{cl}",
    says="The image follows what one has learned to expect, measured against what one feels entitled to.",
    source="S2, S3; Thibaut & Kelley (1959)",
    claims=("C11",),
    params=(
        Constant("image_comparison", 1.0, "e_{cl}", source="C11; Thibaut & Kelley (1959)", free=True),
        *fixed(comparison_base=0.25, comparison_entitled=0.36),
    ),
    terms=(
        Term(
            "drift_image",
            "add",
            lambda m, q, p: (
                p.image_comparison
                * (
                    q.own.expected_warmth
                    - p.comparison_base
                    - p.comparison_entitled * q.own.inflating
                    - q.own.elsewhere
                )
            ),
        ),
    ),
)
