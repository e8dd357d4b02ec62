"""What is safe is despised."""

from pairbond.theory._spec import Constant, Mechanism, Term

MECHANISM = Mechanism(
    name="contempt",
    symbol=r"\gamma_{con}",
    says="Once the hunger is stilled, the partner who submits is despised.",
    source="S2",
    claims=("B4", "C11", "C21"),
    params=(Constant("image_contempt", 0.1, "e_{con}", source="B4, C11", free=True),),
    terms=(
        Term(
            "drift_image",
            "add",
            lambda m, q, p: (
                -p.image_contempt * q.own.inflating * (1.0 - q.own.unmet_need) * (q.other.appeasing + q.other.warmth)
            ),
        ),
    ),
)
