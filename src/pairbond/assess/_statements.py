"""Every statement that the gate is asked about, with how wide its quantity is after and before the diary."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pairbond.assess.gate import EVEN_ODDS, Statement, yes_or_no_sd
from pairbond.assess.quantities import (
    COSTS,
    HOLDS,
    parts,
    phase_probabilities,
    phase_sd,
    prior,
    prior_phase_sd,
)
from pairbond.inference.theory import TheoryFit
from pairbond.inference.theory.day import TRAITS
from pairbond.inference.theory.noise_free_projection import noise_free_projection
from pairbond.model import BOTH

# Strength of coping: wound depth × coping. At these values the cycle of a self-inflating and a
# self-sacrificing person begins, the other one being as the theory has them (theory, calibration: coping .65 at a wound
# of .8, or a wound of .55 at a coping of .9; and -.5 at a wound of .7).
INFLATING, SACRIFICING = 0.5, 0.35


def circuit(fitted: TheoryFit) -> NDArray[np.bool_]:
    """Whether each draw is a closed circuit: one self-inflating, one self-sacrificing, and they are cycling, [M]."""
    current_state = fitted.current_state
    wound, way = 1.0 - current_state.traits["inner_worth"], current_state.traits["coping"]
    inflating = wound * np.maximum(way, 0.0) >= INFLATING
    sacrificing = wound * np.maximum(-way, 0.0) >= SACRIFICING
    pair = (inflating[0] & sacrificing[1]) | (inflating[1] & sacrificing[0])
    return np.asarray(pair & noise_free_projection(current_state).cycles)


def statements(fitted: TheoryFit | None, partners: tuple[str, str]) -> tuple[Statement, ...]:
    """In the order of the report, about these two by name; without a fit, widths are not known."""
    found: list[Statement] = []
    held, paid = tuple(HOLDS), COSTS
    after = earlier = None
    if fitted is not None:
        after, earlier = parts(fitted.current_state, (*held, *paid)), parts(prior(), (*held, *paid))
    for p in partners:
        sd = float("nan") if fitted is None else phase_sd(phase_probabilities(fitted, p))
        found.append(Statement("phase", "phase", p, sd, prior_phase_sd() if fitted is not None else float("nan")))
    cycling = (
        float("nan")
        if fitted is None
        else yes_or_no_sd(float(noise_free_projection(fitted.current_state).cycles.mean()))
    )
    found.append(Statement("cycle", "cycling", BOTH, cycling, EVEN_ODDS))
    for at, p in enumerate(partners):
        found += [Statement("trait", name, p, *_trait(fitted, name, at)) for name in TRAITS]
    for kind, names in (("hold", held), ("cost", paid)):
        for at, p in enumerate(partners):
            for name in names:
                sd = float("nan") if after is None else float(after[name][at].std())
                prior_sd = float("nan") if earlier is None else float(earlier[name].std())
                found.append(Statement(kind, name, p, sd, prior_sd))
    # a closed circuit is made of a cycle and of four traits: it is as open as the widest of them
    needed = [s for s in found if s.kind == "cycle" or (s.kind == "trait" and s.about in ("inner_worth", "coping"))]
    widest = max(needed, key=lambda s: -1.0 if np.isnan(s.ratio) else s.ratio)
    found.append(Statement("closed circuit", "closed circuit", BOTH, widest.sd, widest.prior_sd))
    return tuple(found)


def _trait(fitted: TheoryFit | None, name: str, place: int) -> tuple[float, float]:
    """Posterior and prior sd on the scale on which every prior is a standard normal."""
    if fitted is None:
        return float("nan"), float("nan")
    return float(fitted.draws[:, fitted.layout.at[name, "", place]].std()), 1.0
