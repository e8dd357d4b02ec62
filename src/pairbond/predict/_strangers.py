"""The linear model once more, with partners shuffled between couples."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.diary import allowed
from pairbond.inference import Fit, fit_many
from pairbond.predict._models import DRAWS, Progress, aligned, predicted
from pairbond.predict._pseudo import Pairing, back_home, pairings, repaired
from pairbond.predict.split import Split

# Nats of a log posterior of thousands at which a search among strangers may end. On the bundled diary this moves the
# mean log score of a pairing by less than 3e-4, upwards (towards "no difference"), and saves a third of the time.
NEAR_ENOUGH = 0.3


def enough(data: Split, fitted: Fit) -> bool:
    """Whether there are couples enough of whom both write, and strangers would share what partners share.

    A covariate that is one for both partners, such as a treatment, would be two values for two strangers.
    """
    return not fitted.spec.shared_inputs and allowed(data.diary, "pseudo", holdout=1)[0] and len(_both(data)) > 4


def shuffle(data: Split, begin: Fit, count: int, seed: int, progress: Progress | None) -> list[pd.DataFrame]:
    """Predictions (aligned with ``data.cells``) of the model under ``count`` pairings with strangers.

    begin : the fit of the real couples, near whose mode every search begins. Pairings are fitted one after
        the other, because each then has the shape of the real couples, whose compiled code is at hand.
    """
    tables = []
    shared = begin
    for at, way in enumerate(pairings(_both(data), count, seed)):
        if progress is not None:
            progress("shuffling partners between couples", at + 1)
        whole, known = repaired(data, way, bool(begin.spec.model.weekday))
        mode = {**shared.posterior.mode, "own": own_values(begin, way)}
        start = replace(shared, posterior=replace(shared.posterior, mode=mode))
        fitted = fit_many([known], begin=start, method="normal", draws=DRAWS, tolerance=NEAR_ENOUGH)[0]
        if at == 0:  # what strangers have in common is a better start for the next than what partners have
            shared = fitted
        tables.append(aligned(data.cells, back_home(predicted(fitted, whole), way, data.diary.partners[1])))
    return tables


def own_values(begin: Fit, way: Pairing) -> NDArray[np.float64]:
    """Couples' own values of the real couples, each person's taken along to the new couple.

    Where to begin, no more: what goes between strangers begins at the average couple's.
    """
    layout = begin.layout
    row = {couple: at for at, couple in enumerate(begin.diary.couples)}
    from_where = [row[way.stranger.get(couple, couple)] for couple in begin.diary.couples]
    real = begin.posterior.mode["own"]
    own = real.copy()
    for column, index in enumerate(layout.random_index):
        parameter = layout.parameters[index]
        if layout.settings.partner(parameter.effect) == 1:
            own[:, column] = real[from_where, column]
        if parameter.kind == "influence":
            own[:, column] = 0.0
    return own


def _both(data: Split) -> tuple[str, ...]:
    """Couples of whom both have days to learn from."""
    return tuple(c for c in data.training.couples if len(data.training.writers(c)) == 2)
