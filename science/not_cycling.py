"""Draws around the defaults in which the closed circuit does not cycle, and why: results/not_cycling.csv.

python -m science.not_cycling    # from the root of the repository; a minute

Among 250 draws, the first fifty of which are those of the claims, those without eight turns of the image in days
300 to 2500. In each of the first five, one free parameter or trait after the other is put back to its default, all else
left as drawn: what brings the cycle back is why it was gone.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond.experiments.participants import CIRCUIT
from pairbond.experiments.summaries import mean, turns
from pairbond.experiments.trial import Draw, Trial
from pairbond.theory import Theory
from pairbond.theory.person import TRAITS

from ._results import record

DRAWS, SEED, LISTED = 250, 0, 5
FROM, TO, LEAST = 300, 2500, 8


def go_round(draws: list[Draw], theory: Theory) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Number of turns in each trial, and where the couple is in the last 200 days."""
    at = Trial(theory, tuple(draws)).one(CIRCUIT, TO)
    rest = {
        "image_of_self_inflating": mean(np.tanh(at.a("image")), TO - 200),
        "image_of_self_sacrificing": mean(np.tanh(at.b("image")), TO - 200),
        "expected_warmth_of_self_sacrificing": mean(at.b("expected_warmth"), TO - 200),
        "bond_of_self_sacrificing": mean(at.b("bond"), TO - 200),
    }
    return turns(at.a("image"), FROM, TO), rest


def main() -> None:
    theory = Theory()
    draws = [Draw(i + 1, SEED) for i in range(DRAWS)]
    turned, rest = go_round(draws, theory)
    still = [i for i, n in enumerate(turned) if n < LEAST]
    drawn = [*theory.free, *(f"{who.like} {name}" for who in (CIRCUIT.a, CIRCUIT.b) for name in TRAITS)]
    rows = []
    for i in still[:LISTED]:
        draw = draws[i]
        alone, _ = go_round([Draw(draw.number, SEED, as_given=(name,)) for name in drawn], theory)
        single = [name for name, n in zip(drawn, alone, strict=True) if n >= LEAST]
        row = {"draw": draw.number, "turns": turned[i], **{name: x[i] for name, x in rest.items()}}
        row["brought_back_by_one"] = "; ".join(f"{name} (was × {draw.factor(name):.2f})" for name in single)
        rows.append(row)
    table = pd.DataFrame(rows)
    record("not_cycling", table, theory=theory.hash, draws=DRAWS, seed=SEED, without=len(still))
    print(f"{len(still)} of {DRAWS} draws do not cycle\n", table.to_string())


if __name__ == "__main__":
    main()
