"""D: the inner critic wears inner worth down within years."""

from pairbond.theory.repairs._repair import StructuralRepair

REPAIR = StructuralRepair(
    name="worn_worth",
    says="The inner critic wears inner worth down three times as fast.",
    source="S1, S3: within years one no longer recognises oneself",
    gates="D",
    numbers={"worth_critic": 1.5},
)
