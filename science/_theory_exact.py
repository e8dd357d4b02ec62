"""The filter at the true traits: what is left to be known of states when traits are no question."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pairbond.diary import Diary
from pairbond.dynamics import PHASES
from pairbond.inference.theory import _cycles, _smoother
from pairbond.inference.theory._initial_state import initial_state_prior
from pairbond.inference.theory._parameters import Layout, trait_theta
from pairbond.inference.theory._problem import Problem
from pairbond.inference.theory.panel import panel

F = NDArray[np.float64]
COURSES = 40


def at_the_truth(traits: dict[str, F], diary: Diary) -> tuple[NDArray[np.intp], float, float]:
    """Likeliest phases [T, 2], chance of cycling, and log posterior, at ``traits`` [2] by name."""
    days = panel(diary)
    problem = Problem(days, Layout(days), initial_state_prior())
    theta = np.zeros((COURSES, len(problem.layout)))
    theta[:, :12] = trait_theta({name: np.asarray(value)[:, None] for name, value in traits.items()})
    track = problem.track(theta, keep=True)
    course = _smoother.smooth(track, 0).course
    known = problem.layout.numbers(theta).traits
    found = _cycles.phases(course, known, days.code, track.carried)[:, :2]
    share = np.stack([(found == k).mean(-1) for k in range(len(PHASES))])
    return (
        share.argmax(0),
        float(_cycles.cycling(course[-1], track.carried[-1], known).mean()),
        float(problem.value(theta[:1])[0]),
    )
