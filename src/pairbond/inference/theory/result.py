"""A couple's diary under the theory: traits, hidden states, phases, and predictions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.diary import Diary
from pairbond.dynamics import PHASES
from pairbond.inference import quantiles
from pairbond.inference._couple_store import FitOfCouple, load
from pairbond.inference.posterior import Posterior
from pairbond.inference.theory import _cycles, _states
from pairbond.inference.theory._initial_state import initial_state_prior
from pairbond.inference.theory._parameters import Layout
from pairbond.inference.theory._predict import one_step
from pairbond.inference.theory._problem import Problem
from pairbond.inference.theory._smoother import Smoothed, smooth
from pairbond.inference.theory.current_state import CurrentState
from pairbond.inference.theory.day import SLOW, TRAITS, theory
from pairbond.inference.theory.panel import Panel, panel
from pairbond.model import BOTH, partner_names

F = NDArray[np.float64]
COURSES = 60  # draws of the parameters behind every course of states
INFORMED = 0.7  # a parameter counts as informed when its posterior sd is at most this share of its prior sd


@dataclass(frozen=True, eq=False, repr=False)
class TheoryFit(FitOfCouple):
    """What one couple's diary says under the theory.

    Time is in days; traits and states are on the scales of the theory's table of quantities; ratings as given.
    Partners are called as in ``diary.partners``, who does not write "the other person"; what both share is "both".
    Quantiles are ``q05 q25 q50 q75 q95``.

    Attributes
    ----------
    couple : which couple of the diary.
    readings : which reading of the theory an item observes, as chosen by the caller.
    posterior : draws on the estimation scale, where every prior is a standard normal, and how they came about. Its
        diagnostics: starts that ended within 2 nats of the best; distinct optima that hold 5 % or more; largest R-hat
        of a trait between groups of draws (``trusted`` up to 1.1); tail shape of the weights of the first draws
        (``pareto_k``), draws that differ, evaluations, share of moves accepted.
    """

    diary: Diary
    couple: str
    readings: dict[str, str]
    posterior: Posterior

    def __repr__(self) -> str:
        trusted = "trusted" if self.diagnostics["trusted"] else "not trusted: its groups of draws disagree"
        return f"<TheoryFit of couple {self.couple}, {int(self.panel.seen.sum())} ratings, {trusted}>"

    def summary(self) -> pd.DataFrame:
        """Traits of each partner who wrote, by name, with 90 % intervals and how far the diary narrowed the prior.

        As fitted, before any gate (:func:`pairbond.assess` says which of it may be said).
        """
        table = self.traits[self.traits["partner"].isin(self.diary.writers(self.couple))].reset_index(drop=True)
        return pd.DataFrame(
            {
                "trait": table["name"],
                "partner": table["partner"],
                "median": table["q50"],
                "low": table["q05"],
                "high": table["q95"],
                "contraction": table["contraction"],
            }
        )

    @property
    def partners(self) -> tuple[str, str]:
        """Names of the two: those of the diary; who does not write and has none there is "the other person"."""
        return partner_names(self.diary.partners)

    @cached_property
    def panel(self) -> Panel:
        """The diary as arrays."""
        return panel(self.diary, self.couple, self.readings)

    @cached_property
    def layout(self) -> Layout:
        """Names and places of the parameters."""
        return Layout(self.panel)

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """Name, partner, item, quantiles, and how far the diary narrowed the prior (contraction, informed)."""
        values = self.layout.values(self.draws)
        sd = self.draws.std(0)
        table = pd.DataFrame(
            {
                "name": [p.name for p in self.layout.parameters],
                "partner": [self.partners[p.partner] for p in self.layout.parameters],
                "item": [p.item for p in self.layout.parameters],
                **quantiles.of_draws(values),
            }
        )
        table["contraction"] = 1.0 - sd**2
        table["informed"] = sd <= INFORMED
        return table

    @cached_property
    def traits(self) -> pd.DataFrame:
        """The rows of `parameters` that are traits."""
        return self.parameters[self.parameters["name"].isin(TRAITS)].drop(columns="item").reset_index(drop=True)

    @cached_property
    def states(self) -> pd.DataFrame:
        """Hidden states in the evening of each day, given the whole diary: quantity, partner, time."""
        course = self._smoothed[0].course
        rows: list[pd.DataFrame] = []
        for name, places in _states.PLACES.items():
            for partner, at in enumerate(places):
                who = self.partners[partner] if len(places) == 2 else BOTH
                summary = quantiles.of_draws(course[:, :, at].T)
                rows.append(pd.DataFrame({"quantity": name, "partner": who, "time": self._times, **summary}))
        return pd.concat(rows, ignore_index=True)

    @cached_property
    def phases(self) -> pd.DataFrame:
        """Chance of each phase, day by day, for each partner and "both" (the couple), and the most likely one."""
        course, carried = self._smoothed[0].course, self._smoothed[1]
        numbers = self.layout.numbers(self.draws[: course.shape[1]])
        found = _cycles.phases(course, numbers.traits, self.panel.code, carried)
        share = np.stack([(found == k).mean(-1) for k in range(len(PHASES))], -1)
        rows = [
            pd.DataFrame(
                {
                    "partner": partner,
                    "time": self._times,
                    **{name: share[:, at, k] for k, name in enumerate(PHASES)},
                    "phase": np.array(PHASES)[share[:, at].argmax(-1)],
                }
            )
            for at, partner in enumerate((*self.partners, BOTH))
        ]
        return pd.concat(rows, ignore_index=True)

    @cached_property
    def cycling(self) -> float:
        """Probability that the couple, staying together and without noise, cycles between fusion and rupture."""
        smoothed, carried = self._smoothed
        numbers = self.layout.numbers(self.draws[: smoothed.course.shape[1]])
        return float(_cycles.cycling(smoothed.course[-1], carried[-1], numbers.traits).mean())

    @cached_property
    def current_state(self) -> CurrentState:
        """Where the couple stands on the last evening, in draws of the posterior: what any look ahead begins with."""
        smoothed, carried = self._smoothed
        last = smoothed.course[-1]
        traits = self.layout.numbers(self.draws[: len(last)]).traits
        state = {
            **_states.unpacked(last),
            **_states.carried_unpacked(carried[-1]),
            **{name: traits[name] for name in SLOW},
        }
        return CurrentState(state, traits, float(self.panel.code[-1]), float(self._times[-1]))

    @cached_property
    def one_step(self) -> pd.DataFrame:
        """Each rating as predicted from the days before it."""
        return one_step(self._problem(self.panel), self.draws[:COURSES])

    def predict(self, diary: Diary) -> pd.DataFrame:
        """One-step-ahead predictions of another diary of the same couple, such as one with later days.

        Parameters stay as fitted; only states follow the new diary.
        """
        later = panel(diary, self.couple, self.readings).only(self.panel.columns)
        return one_step(self._problem(later), self.draws[:COURSES])

    @property
    def model_name(self) -> str:
        """What the model is called."""
        return "theory"

    @property
    def model_hash(self) -> str:
        """Fingerprint of the model's equations and numbers."""
        return theory().hash

    @staticmethod
    def load(path: str | Path) -> TheoryFit:
        """Read what :meth:`save` wrote. Raises ``PairbondError``, in one sentence, for any other file."""
        return load(Path(path), "theory", theory().hash, TheoryFit)

    def _problem(self, of: Panel) -> Problem:
        return Problem(of, self.layout, initial_state_prior())

    @cached_property
    def _smoothed(self) -> tuple[Smoothed, F]:
        """Courses of states, and carried [T, ALONG, B]."""
        track = self._problem(self.panel).track(self.draws[:COURSES], keep=True)
        return smooth(track, self.posterior.seed), track.carried

    @property
    def _times(self) -> F:
        return self.panel.first_day + np.arange(self.panel.days, dtype=float)
