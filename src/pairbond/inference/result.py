"""A fitted model: posterior draws, and every table that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.diary import Diary, unvarying
from pairbond.inference import (
    _covariate_effects,
    _effects,
    _prior,
    _prior_table,
    _random_effects,
    _same_day,
    _trajectories,
)
from pairbond.inference import levels as _levels
from pairbond.inference._layout import Layout
from pairbond.inference._not_converged import problem
from pairbond.inference._panel import Responses, responses
from pairbond.inference._spec import Spec
from pairbond.inference.posterior import FromPosterior, Posterior

F = NDArray[np.float64]

_TABLES = (
    "parameters", "effects", "couple_effects", "asymmetry", "covariate_effects", "rates", "shocks", "levels", "trend",
    "weekday", "shared", "states", "one_step", "checks", "optima",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Fit(FromPosterior):
    """What a diary says under a linear dyadic model.

    Every table has the quantiles ``q05 q25 q50 q75 q95`` (bands of 90 % and 50 %) of the posterior draws.
    Time is in days; effects are in standard deviations of days within a person; levels, courses and
    forecasts are on the scale of the ratings. Partners are called as in ``diary.partners``; what both share is "both".

    Attributes
    ----------
    posterior : draws, mode, and how they came about, all on the unconstrained scale. ``optima`` says besides of each
        start its distance from the best in posterior sds, and which are reported as optima of their own (within 2 nats
        and more than 1 sd away); ``timing`` has compilation apart.
    """

    diary: Diary
    spec: Spec
    posterior: Posterior

    @cached_property
    def draws(self) -> Mapping[str, F]:
        """``shared`` [M, F], ``spread`` [M, K] and ``phi`` [M, couples, P], the values of each couple."""
        return self.posterior.draws

    @cached_property
    def layout(self) -> Layout:
        """Names and places of the parameters."""
        return self.spec.layout(self.diary)

    @cached_property
    def responses(self) -> Responses:
        """The diary as arrays."""
        return responses(self.diary, self.spec)

    def __repr__(self) -> str:
        return f"<Fit of {self.spec.model.kind} ({self.spec.method}) to {self.diary!r}>"

    def summary(self) -> pd.DataFrame:
        """Effects in the average couple after the study's own interval: from, to, kind, median, SD, 90 % interval.

        In within-person standard deviations of the ratings; partners by name.
        """
        each: list[dict[Any, Any]] = self.effects.to_dict("records")
        rows = [
            {
                "from": f"{e['cause_partner']} {e['cause_item']}",
                "to": f"{e['effect_partner']} {e['effect_item']}",
                "kind": e["kind"],
                "days": e["days"],
                "median": e["q50"],
                "sd": e["sd"],
                "low": e["q05"],
                "high": e["q95"],
            }
            for e in each
            if e["days"] == self.lags[0]
        ]
        return pd.DataFrame(rows)

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables of this fit by name, the forecast last; what the model does not have (no trend) is left out."""
        found = {name: table for name in _TABLES if (table := getattr(self, name)) is not None}
        return {**found, "forecast": self.forecast()}

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """Shared parameters and spreads: name, kind, unit, quantiles, prior_sd, contraction, informed."""
        return _levels.parameters(self)

    @cached_property
    def problem(self) -> str:
        """Why this fit must not be used as a result, in one sentence; empty where nothing speaks against it."""
        return problem(self)

    @cached_property
    def before(self) -> Fit | None:
        """The same model with draws of its prior for what all couples share; None under a flat prior."""
        return _prior.before(self)

    @cached_property
    def priors(self) -> pd.DataFrame | None:
        """The table of :func:`pairbond.inference.prior_table` for this fit; None under a flat prior."""
        return None if self.spec.model.prior == "flat" else _prior_table.table_of(self.layout)

    @cached_property
    def lags(self) -> tuple[float, ...]:
        """Lags of the tables of effects, in days; the first is the study's typical interval."""
        return _effects.lags(self)

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Observed standardised effects over the `lags` in the average couple.

        What a rating says about the same or another rating one lag later, given all other ratings of that
        occasion; ``informed``: the diary narrows the parameter behind it.
        """
        return _effects.population(self)

    @cached_property
    def latent_effects(self) -> pd.DataFrame | None:
        """The same for the state behind the ratings; None where the diary does not identify measurement error."""
        return _effects.latent(self)

    @cached_property
    def error_shares(self) -> pd.DataFrame | None:
        """Share of measurement error in the within-person variance of each rating; None if it is not modelled."""
        return _effects.error_shares(self)

    @cached_property
    def error_sensitivity(self) -> pd.DataFrame:
        """Effects over the first lag for assumed error shares of 0, .2 and .4, and which change their sign."""
        return _effects.error_sensitivity(self)

    @cached_property
    def same_day(self) -> pd.DataFrame:
        """Correlations of ratings of one occasion, total and residual, within a person and between partners."""
        return _same_day.same_day(self)

    @cached_property
    def covariate_effects(self) -> pd.DataFrame | None:
        """What one unit more of a covariate goes with in the ratings of the same occasion, in points; None without.

        Columns ``covariate``, ``of`` (whose it is: a partner, or "both"), ``partner``, ``item``, quantiles and
        ``sd_per_sd``; given the ratings of the occasion before and all other covariates.
        """
        return _covariate_effects.covariate_effects(self)

    @cached_property
    def explained(self) -> pd.DataFrame:
        """Share of each rating's within-person variance that the occasion before explains."""
        return _same_day.explained(self)

    @cached_property
    def random_effects(self) -> pd.DataFrame:
        """Standard deviations between couples, each on its own scale."""
        return _random_effects.random_effects(self)

    @cached_property
    def random_correlations(self) -> pd.DataFrame:
        """Correlations between the two partners of what differs between couples."""
        return _random_effects.random_correlations(self)

    @cached_property
    def set_aside(self) -> pd.DataFrame:
        """People whose ratings of an item (nearly) never change, and which therefore are not modelled."""
        return unvarying(self.diary)

    @cached_property
    def common_course(self) -> pd.DataFrame | None:
        """A course that all couples share, taken out beforehand (partner, item, days, shift, p), or None."""
        return _levels.common_course(self)

    @cached_property
    def couple_effects(self) -> pd.DataFrame:
        """The same for every couple."""
        return _effects.couples(self)

    @cached_property
    def asymmetry(self) -> pd.DataFrame | None:
        """Effect of the first partner on the second minus that of the second on the first, same item; None with one."""
        return _effects.asymmetry(self)

    @cached_property
    def rates(self) -> pd.DataFrame:
        """Entries of the drift (per day) or one-day lag matrix, in standardised units."""
        return _effects.rates(self)

    @cached_property
    def shared(self) -> pd.DataFrame | None:
        """Residual correlation of the two partners' ratings of one item; None with one writer."""
        return _same_day.shared(self)

    @cached_property
    def shocks(self) -> pd.DataFrame:
        """Residual covariances of one occasion, on the (squared) rating scale."""
        return _same_day.shocks(self)

    @cached_property
    def levels(self) -> pd.DataFrame | None:
        """Each person's mean in the middle of the diary."""
        return _levels.levels(self)

    @cached_property
    def trend(self) -> pd.DataFrame | None:
        """Change of level, points a week (average couple: ``couple`` is "")."""
        return _levels.trend(self)

    @cached_property
    def weekday(self) -> pd.DataFrame | None:
        """Deviation of each day of the week (0 Monday) from the week's mean."""
        return _levels.weekday(self)

    @cached_property
    def states(self) -> pd.DataFrame:
        """The course of the days: what lay behind the ratings, given the whole diary."""
        return _trajectories.states(self)

    @cached_property
    def one_step(self) -> pd.DataFrame:
        """Each rating as predicted from the days before it."""
        return _trajectories.predict(self, self.responses)

    @cached_property
    def checks(self) -> pd.DataFrame:
        """Posterior predictive checks made for couples."""
        from pairbond.inference._checks import checks

        return checks(self)

    def predict(self, diary: Diary) -> pd.DataFrame:
        """One-step-ahead predictions of another diary of the same couples, such as later days.

        Parameters, centres and trends stay as fitted; only states are updated.
        """
        spec = self.spec
        data = responses(diary.with_items(spec.items), spec, like=self.responses)
        return _trajectories.predict(self, data)

    def marginal(self, diary: Diary) -> pd.DataFrame:
        """Log density of whole diaries of other couples under this population: couple, cells, log_density.

        On the rating scale; what is a couple's own is integrated out by Laplace's method.
        """
        from pairbond.inference._marginal import marginal

        return marginal(self, diary)

    def forecast(self, days: int = 14) -> pd.DataFrame:
        """Future ratings on 1 … ``days`` days after each couple's last entry (quantiles, within the scale)."""
        return _trajectories.forecast(self, days)

    def to_arviz(self) -> Any:
        """The draws as ArviZ's ``InferenceData`` (needs ``pip install 'pairbond[arviz]'``).

        ``posterior`` has ``shared`` [chain, draw, parameter], ``spread`` [chain, draw, spread_of] and ``phi``
        [chain, draw, couple, own_parameter], all on the unconstrained scale, as :attr:`draws`. All draws stand in one
        chain, so that what ArviZ says of chains has no meaning; what the sampler found is in :attr:`diagnostics`.

        Raises
        ------
        PairbondError : if ArviZ is not installed.
        """
        from pairbond.inference._arviz import to_arviz

        return to_arviz(self)

    def save(self, path: str | Path) -> Path:
        """Write the fit to one file (a zip of JSON, CSV and NumPy arrays; nothing in it is executed)."""
        from pairbond.inference._store import save

        return save(self, Path(path))

    def to_bytes(self) -> bytes:
        """What :meth:`save` writes, for somebody who writes it together with other files."""
        from pairbond.inference._store import to_bytes

        return to_bytes(self)

    @staticmethod
    def load(path: str | Path) -> Fit:
        """Read what :meth:`save` wrote. Raises ``PairbondError``, in one sentence, for any other file."""
        from pairbond.inference._load import load

        return load(Path(path))
