"""ctsem's golden values from at least nine of ten random starts; a plain quasi-Newton search manages about three."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.inference._golden import GOLDEN, SEED, TOLERANCE, Golden, values

from ._results import record

pytestmark = pytest.mark.science


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda g: g.name)
def test_nine_of_ten_starts_find_it(golden: Golden) -> None:
    fit = golden.fit(starts=10)
    table = pd.DataFrame({"start": fit.optima["start"], "minus_two_loglik": values(fit), "golden": golden.value})
    table["iterations"] = fit.optima["iterations"]
    record(f"golden_{golden.name}", table.sort_values("start"), seed=SEED, settings=str(fit.spec))
    assert (np.abs(table["minus_two_loglik"] - golden.value) < TOLERANCE).sum() >= 9
