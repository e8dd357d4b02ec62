"""How likely is the whole diary of a couple that the fit has never seen?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pairbond.diary import Diary
from pairbond.errors import PairbondError
from pairbond.inference._layout import reaching
from pairbond.inference._panel import responses
from pairbond.inference._problem import Problem
from pairbond.inference._random_effects_covariance import prior_of

if TYPE_CHECKING:
    from pairbond.inference.result import Fit


def marginal(fit: Fit, diary: Diary) -> pd.DataFrame:
    """Log density of each couple's diary under the population as fitted, their own values integrated out.

    The population's values stand at their mode; the integral over a couple's own values is Laplace's.
    """
    spec, layout = fit.spec, fit.layout
    if spec.model.scaling == "person":
        raise PairbondError('with scaling="person" nothing is known of the level of people who were not fitted.')
    if diary.partners != fit.diary.partners or diary.covariates != fit.diary.covariates:
        raise PairbondError("the new diary must have the partners and covariates of the fitted one.")
    diary = diary.with_items(spec.items)
    own = responses(diary, spec)
    known = fit.responses  # pooled centres and scales are the same for every couple
    like = replace(known, center=known.center[:, :1], scale=known.scale[:, :1], middle=own.middle, aside=own.aside)
    data = responses(diary, spec, like=like)
    problem = Problem(reaching(layout, data.longest, data.on_grid), data.panel, 1, prior_of(layout))
    n, d = len(data.couples), layout.settings.processes
    found = problem.at(
        fit.posterior.mode["shared"][None], fit.posterior.mode["spread"][None], np.zeros((1, n, problem.q))
    )
    value = found.loglik[0]
    if problem.q:
        b = found.b[0]
        value = value - 0.5 * np.einsum("ni,ij,nj->n", b, found.precision[0], b)
        value = value - 0.5 * (np.linalg.slogdet(found.information[0])[1] + np.linalg.slogdet(found.cov[0])[1])
    seen = np.asarray(data.panel.seen).sum(0)
    value = value - (seen[:d] * np.log(like.scale)).sum(0) - (seen[d:].T * np.log(like.input_scale)).sum(1)
    return pd.DataFrame({"couple": data.couples, "cells": seen[:d].sum(0), "log_density": value})
