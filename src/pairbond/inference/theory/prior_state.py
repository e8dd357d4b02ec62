"""What is thought of a couple before its diary is read, in the form in which a fit says where a couple stands."""

from __future__ import annotations

from functools import cache

import numpy as np

from pairbond.inference.theory import _states
from pairbond.inference.theory._initial_state import initial_state_prior
from pairbond.inference.theory._parameters import limits
from pairbond.inference.theory.current_state import CurrentState
from pairbond.inference.theory.day import SLOW, TRAITS


@cache
def prior_state(count: int = 400, seed: int = 0) -> CurrentState:
    """``count`` couples of the prior: traits all over their ranges, together, at an unknown time after meeting.

    Against these is held what a diary has narrowed. Grief is that of people who are together: none.
    """
    rng = np.random.default_rng(seed)
    traits = {name: rng.uniform(*limits(name), (2, count)) for name in TRAITS}
    mean, covariance = initial_state_prior().at(traits)
    value, vector = np.linalg.eigh(covariance)
    root = vector * np.sqrt(np.maximum(value, 0.0))[:, None]
    away = np.einsum("bnm,bm->bn", root, rng.normal(size=mean.shape))
    carried = _states.carried_unpacked(initial_state_prior().carried_mean(traits))
    state = {**_states.unpacked(_states.inside(mean + away)), **carried}
    return CurrentState({**state, **{name: traits[name] for name in SLOW}}, traits, 0.0, 0.0)
