"""The likelihood that another program reports is the one our public `fit` finds.

Golden values: ctsem's own tests, tolerance .01 on minus twice the log-likelihood. Here from two starts;
science/test_golden.py asks ten.
"""

from __future__ import annotations

import numpy as np
import pytest

from ._golden import DEFAULTS, GOLDEN, TOLERANCE, Golden, values


@pytest.mark.slow
@pytest.mark.parametrize("golden", GOLDEN, ids=lambda g: g.name)
def test_golden_value_of_ctsem(golden: Golden) -> None:
    fit = golden.fit(starts=2)
    assert len(fit.parameters) == golden.free
    assert -2 * fit.diagnostics["log_likelihood"] == pytest.approx(golden.value, abs=TOLERANCE)
    np.testing.assert_allclose(values(fit), golden.value, atol=TOLERANCE)
    # the starts are drawn around the defaults of the model itself
    np.testing.assert_allclose(DEFAULTS[golden.name], fit.layout.loc, atol=1e-12)
