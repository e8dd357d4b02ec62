"""A model of a few equations among the models compared: scored on the same ratings as the others."""

from __future__ import annotations

import numpy as np
import pytest

from pairbond import compare, fit
from pairbond.errors import PairbondError
from pairbond.inference.filtered import simulated_diary
from pairbond.rivals import RIVALS

TRUE = RIVALS["gottman-murray"].couple(inertia=(0.8, 0.6), own_level=(0.05, -0.05), noise=0.15)


@pytest.mark.slow
def test_a_rival_is_compared_by_name_and_as_an_object() -> None:
    made = simulated_diary(TRUE, 60, seed=2)
    found = compare(made, ["own-mean", "ar1", "gottman-murray", RIVALS["rinaldi"]], holdout=20, pseudo=0)
    scores = found.scores.set_index("model")
    assert scores["cells"].nunique() == 1
    assert scores.loc["gottman-murray", "label"] == RIVALS["gottman-murray"].label
    assert scores.loc["gottman-murray", "mean_logscore"] > scores.loc["own-mean", "mean_logscore"]
    fitted = fit(made, model="gottman-murray", draws=60)
    assert np.isfinite(fitted.one_step["logdensity"]).all()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda d: compare(d, ["own-mean", "rinaldy"]), "no model rinaldy .*; the nearest is rinaldi"),
        (lambda d: compare(d, ["rinaldi", "rinaldi"]), "names one model twice"),
        (
            lambda d: fit(d, model="rinaldi", start_values=[0.0]),
            "start_values are for the linear models; Rinaldi's",
        ),
        (lambda d: fit(d, readings={"affect": "feeling"}), "readings say what an item observes"),
    ],
)
def test_what_does_not_go_together_is_refused(call, sentence: str) -> None:
    with pytest.raises(PairbondError, match=sentence):
        call(simulated_diary(TRUE, 30))
