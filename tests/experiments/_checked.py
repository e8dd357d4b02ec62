"""What every experiment has to do: asked here of a few, and in the slow checks of all."""

from __future__ import annotations

import numpy as np

from pairbond.experiments import Draw, Trial, measure, records


def gives_the_numbers_of_its_prediction(claim: str) -> None:
    numbers = measure(claim, Trial(draws=(Draw(0), Draw(1)), runs=2))
    asked = records("claim")[claim]
    rows = {one.number for one in (*asked.holds, *asked.control) if one.comparison in ("rises", "falls")}
    for name in asked.numbers:
        assert numbers[name].shape[-1] == 2, name
        assert numbers[name].ndim == (2 if name in rows else 1), name


def cannot_see_who_is_who(claim: str, rtol: float = 1e-7, atol: float = 1e-9) -> None:
    one, other = measure(claim, Trial()), measure(claim, Trial(swapped=True))
    for name, x in one.items():
        np.testing.assert_allclose(x, other[name], rtol=rtol, atol=atol, err_msg=name)
