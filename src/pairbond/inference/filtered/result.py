"""One couple's diary under a model of a few equations: parameters, states, and predictions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import logsumexp

from pairbond.diary import Diary
from pairbond.inference import quantiles
from pairbond.inference._couple_store import FitOfCouple, load
from pairbond.inference.filtered._filter import States
from pairbond.inference.filtered._layout import Layout
from pairbond.inference.filtered._panel import Panel, panel
from pairbond.inference.filtered._problem import FilterProblem
from pairbond.inference.filtered._smoother import courses
from pairbond.inference.posterior import Posterior
from pairbond.model import BOTH, CoupleModel, partner_names

F = NDArray[np.float64]
COURSES = 60  # draws of the parameters behind courses of states and predictions


@dataclass(frozen=True, eq=False, repr=False)
class FilteredFit(FitOfCouple):
    """What one couple's diary says under a model.

    Time is in days; parameters and states are in the units of the model, ratings as given. Partners are
    called as in ``diary.partners``, who does not write "the other person"; what both share is "both". Quantiles are
    ``q05 q25 q50 q75 q95``.

    Attributes
    ----------
    readings : which readout an item observes, as chosen by the caller.
    posterior : draws on the estimation scale, where every prior is a standard normal, and how they came about. Its
        diagnostics: starts that ended within 2 nats of the best; distinct optima that hold 5 % or more; largest R-hat
        of a parameter between groups of draws (``trusted`` up to 1.1); tail shape of the weights of the first draws
        (``pareto_k``), draws that differ, evaluations, share of moves accepted; items with a
        quarter of the responses ``at_an_end`` of the scale.
    """

    model: CoupleModel
    diary: Diary
    couple: str
    readings: dict[str, str]
    posterior: Posterior

    def __repr__(self) -> str:
        said = f"no result: {self.problem}" if self.problem else "no problem"
        return f"FilteredFit({self.model.name}, couple {self.couple}, {int(self.panel.seen.sum())} ratings, {said})"

    @property
    def problem(self) -> str:
        """In one sentence what keeps this from being a result; "" if nothing does."""
        if ends := self.diagnostics["at_an_end"]:
            name, share = max(ends.items(), key=lambda x: x[1])
            return (
                f"{share:.0%} of the ratings of {name} lie at an end of the scale, where the model cannot see; what a "
                "readout of 0 and of 1 means on the scale (Readout) may not suit this diary."
            )
        if not self.diagnostics["trusted"]:
            return "the groups of draws disagree: fit again with method='full'."
        return ""

    @cached_property
    def panel(self) -> Panel:
        """The diary as arrays."""
        return panel(self.diary, self.model, self.couple, self.readings)

    @cached_property
    def layout(self) -> Layout:
        """Names and places of the unknowns."""
        return Layout(self.model, self.panel.columns)

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """Name, partner, item, label, unit, quantiles, and how far the diary narrowed the prior (contraction)."""
        labels = {one.name: (one.label, one.unit) for one in self.model.parameters}
        unknowns = self.layout.unknowns
        return pd.DataFrame(
            {
                "name": [u.name for u in unknowns],
                "partner": [self._called[u.partner] for u in unknowns],
                "item": [u.item for u in unknowns],
                "label": [labels.get(u.name, ("error of a rating", ""))[0] for u in unknowns],
                "unit": [labels.get(u.name, ("", "readout"))[1] for u in unknowns],
                **quantiles.of_draws(self.layout.values(self.draws)),
                "contraction": 1.0 - self.draws.std(0) ** 2,
            }
        )

    def summary(self) -> pd.DataFrame:
        """Parameters of the model in words, each partner by name, with 90 % intervals."""
        table = self.parameters[self.parameters["item"] == ""]
        return pd.DataFrame(
            {
                "parameter": table["label"],
                "partner": table["partner"],
                "median": table["q50"],
                "low": table["q05"],
                "high": table["q95"],
                "unit": table["unit"],
                "contraction": table["contraction"],
            }
        ).reset_index(drop=True)

    @cached_property
    def states(self) -> pd.DataFrame:
        """Hidden states at each step, given the whole diary: quantity, partner ("both": of the couple), time."""
        track = self._problem(self.panel).track(self.draws[:COURSES], keep=True)
        course = courses(track, self.posterior.seed)
        rows: list[pd.DataFrame] = []
        for name, places in States(self.model).places.items():
            for partner, at in enumerate(places):
                summary = quantiles.of_draws(course[:, :, at].T)
                who = self._called[partner if len(places) == 2 else -1]
                rows.append(pd.DataFrame({"quantity": name, "partner": who, "time": self.panel.time, **summary}))
        return pd.concat(rows, ignore_index=True)

    @cached_property
    def one_step(self) -> pd.DataFrame:
        """Each rating as predicted from those before its occasion."""
        return self.predict(self.diary)

    def predict(self, diary: Diary) -> pd.DataFrame:
        """Rows couple, partner, item, time, value, mean, sd, logdensity, on the scale of the ratings.

        ``diary`` may be another of the same couple, such as one with later days: parameters stay as fitted, only
        states follow it.
        """
        later = panel(diary, self.model, self.couple, self.readings, like=self.panel)
        theta = self.draws[:COURSES]
        track = self._problem(later).track(theta, keep=True)
        _, error = self.layout.numbers(theta)
        variance = track.spread + error**2
        log = -0.5 * ((later.y[:, None] - track.reading) ** 2 / variance + np.log(2 * np.pi * variance))
        unit, origin = (np.array([getattr(c, name) for c in later.columns]) for name in ("unit", "origin"))
        mean = track.reading.mean(1)
        sd = np.sqrt(variance.mean(1) + track.reading.var(1))
        density = logsumexp(log, axis=1) - np.log(len(theta)) - np.log(np.abs(unit))
        column, step = np.nonzero(later.seen.T)
        times = diary.rows(self.couple)["time"].to_numpy(float)
        return pd.DataFrame(
            {
                "couple": self.couple,
                "partner": np.array([self._called[c.partner] for c in later.columns])[column],
                "item": np.array([c.item for c in later.columns])[column],
                "time": times[later.place[step, column]],
                "value": (origin + unit * later.y)[step, column],
                "mean": (origin + unit * mean)[step, column],
                "sd": (np.abs(unit) * sd)[step, column],
                "logdensity": density[step, column],
            }
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        return {"parameters": self.parameters, "states": self.states, "one_step": self.one_step, "optima": self.optima}

    @property
    def model_name(self) -> str:
        """What the model is called."""
        return self.model.name

    @property
    def model_hash(self) -> str:
        """Fingerprint of the model's equations and numbers."""
        return self.model.hash

    @staticmethod
    def load(path: str | Path, model: CoupleModel) -> FilteredFit:
        """Read what :meth:`save` wrote of a fit of ``model``, whose equations are not in the file.

        Raises
        ------
        PairbondError : in one sentence, for any other file, and for a fit of another model or of other equations.
        """
        return load(Path(path), model.name, model.hash, partial(FilteredFit, model))

    @property
    def _called(self) -> dict[int, str]:
        """Name of each place on an axis of partners; -1 is what both share."""
        return {**dict(enumerate(partner_names(self.diary.partners))), -1: BOTH}

    def _problem(self, of: Panel) -> FilterProblem:
        return FilterProblem(self.model, of, self.layout)
