"""What the gate is asked about, before and after a diary: phases, traits, what holds a bond, and what it costs.

``CurrentState`` is the form of both: equally likely accounts of the last evening, from the prior or from the posterior.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.dynamics import PHASES
from pairbond.inference.theory import CurrentState, TheoryFit
from pairbond.inference.theory.noise_free_projection import NoiseFreeProjection, noise_free_projection
from pairbond.inference.theory.prior_state import prior_state
from pairbond.model import checked_partner
from pairbond.theory import Theory, numpy_functions

F = NDArray[np.float64]
LAST = 14  # days over which the spread of phases is taken

# the parts of the node "hold" (theory: the investment model), each with the weight it enters with
HOLDS = {"bond": "", "craving": "hold_craving", "fear": "hold_fear", "expected_warmth": "hold_value",
         "felt_security": "hold_security"}  # fmt: skip
COSTS = ("arousal", "load", "unmet_need", "reality_trust", "agency")
Q = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}


@cache
def prior() -> CurrentState:
    """Couples as they are thought of before any diary."""
    return prior_state()


@cache
def prior_course() -> NoiseFreeProjection:
    """What these couples do."""
    return noise_free_projection(prior())


def phase_sd(probabilities: F) -> float:
    """Spread of a phase: root of the sum over phases of ``p (1 - p)``, mean over days; [days, phases]."""
    return float(np.sqrt((probabilities * (1.0 - probabilities)).sum(1).mean()))


@cache
def prior_phase_sd() -> float:
    """The same among simulated couples of the prior: how far apart two strangers' phases lie on one day."""
    phases = prior_course().phases[:LAST]
    probabilities = np.stack([(phases == k).mean(-1) for k in range(len(PHASES))], -1)  # [days, 2, phases]
    return float(np.mean([phase_sd(probabilities[:, p]) for p in (0, 1)]))


def phase_probabilities(fitted: TheoryFit, partner: str) -> F:
    """Probability of each phase on the last `LAST` days, [days, phases]."""
    table = fitted.phases[fitted.phases["partner"] == checked_partner(partner, fitted.partners)]
    return table[list(PHASES)].to_numpy(float)[-LAST:]


def parts(current_state: CurrentState, names: tuple[str, ...]) -> dict[str, F]:
    """Readouts of the theory on the last evening, [2, M] by name; what holds comes in the weights of "hold"."""
    theory = Theory()
    values = theory.evaluate(
        numpy_functions,
        current_state.state,
        {"code": np.full(len(current_state), current_state.code), "days_apart": 0.0, "attempts": 0.0, "leaver": 0.0},
        {},
        {name: current_state.traits[name] for name in current_state.traits if name not in current_state.state},
    )
    values = {**current_state.state, **values}
    weight = {name: theory.defaults[w] if w else 1.0 for name, w in HOLDS.items()}
    return {name: np.asarray(values[name]) * weight.get(name, 1.0) for name in names}


def summary(fitted: CurrentState, names: tuple[str, ...], partners: tuple[str, str]) -> pd.DataFrame:
    """Rows partner about q05 … q95 sd prior_sd, and the quantiles before the diary: prior_q05 … prior_q95."""
    after, earlier = parts(fitted, names), parts(prior(), names)
    rows = [
        {"partner": who, "about": name, **{q: float(np.quantile(after[name][p], at)) for q, at in Q.items()},
         **{f"prior_{q}": float(np.quantile(earlier[name], at)) for q, at in Q.items()},
         "sd": float(after[name][p].std()), "prior_sd": float(earlier[name].std())}
        for p, who in enumerate(partners)
        for name in names
    ]  # fmt: skip
    return pd.DataFrame(rows)
