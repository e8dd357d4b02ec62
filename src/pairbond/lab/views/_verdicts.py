"""What published facts and claims say of a theory: run when the page is made, of the theory that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pairbond.experiments import records, run
from pairbond.experiments.record import Fact
from pairbond.theory import Theory


def verdicts_of(names: Sequence[str], theory: Theory) -> list[dict[str, Any]]:
    """What came of each: the verdict, and both numbers of a fact that has them."""
    rows: list[dict[str, Any]] = []
    for found in run(names, theory) if names else ():
        asked = records()[found.id]
        row: dict[str, Any] = {"id": found.id, "kind": asked.kind, "says": asked.sentence, "verdict": found.verdict}
        if isinstance(asked, Fact):
            simulated = [found.numbers[name] for name in asked.numbers if name in found.numbers]
            row |= {
                "source": "; ".join(asked.source),
                "sample": asked.sample,
                "memory": asked.strength.startswith("M"),
                "published": asked.value,
                "simulated": simulated[0] if simulated else None,
                "unit": asked.unit,
            }
        rows.append(row)
    return rows
