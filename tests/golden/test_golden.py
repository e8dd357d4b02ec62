"""A change of structure moves no number: see `tests.golden.values`."""

from __future__ import annotations

import numpy as np
import pytest

from .values import GOLDEN, HERE, F

AGREE = 0.999  # share of statuses that must agree
CLOSE = 1e-8  # on one machine they agree to 1e-12; other processors round exponentials otherwise, and it adds up
NEAR = 0.02  # posterior sd; on one machine 1e-4, elsewhere a search may end a step earlier


def kept(name: str) -> dict[str, F]:
    with np.load(HERE / f"{name}.npz") as arrays:
        return {key: arrays[key] for key in arrays.files}


def same(found: F, golden: F, tolerance: float) -> None:
    assert found.shape == golden.shape
    np.testing.assert_array_equal(np.isnan(found), np.isnan(golden))
    np.testing.assert_allclose(found, golden, rtol=tolerance, atol=tolerance)


@pytest.fixture(scope="module", params=["likelihoods", "interventions"])
def compared(request: pytest.FixtureRequest) -> tuple[str, dict[str, F], dict[str, F]]:
    return request.param, GOLDEN[request.param](), kept(request.param)


@pytest.mark.slow
def test_likelihoods_and_interventions_are_what_they_were(compared: tuple[str, dict[str, F], dict[str, F]]) -> None:
    name, found, golden = compared
    assert set(found) == set(golden)
    for key, value in golden.items():
        same(found[key], value, 1e-9 if name == "likelihoods" else CLOSE)


def test_trajectories_are_what_they_were_until_a_status_differs() -> None:
    found, golden = GOLDEN["trajectories"](), kept("trajectories")
    assert set(found) == set(golden)
    status = "status of every day"
    apart = np.cumsum(found[status] != golden[status], axis=0) > 0
    assert 1 - apart[-1].mean() >= AGREE
    together = ~apart[:: (len(apart) - 1) // (len(golden["image"]) - 1)]
    for key, value in golden.items():
        if key != status:
            where = np.broadcast_to(together[:, None] if value.ndim == 3 else together, value.shape)
            same(found[key][where], value[where], CLOSE)


@pytest.mark.slow
def test_estimates_are_what_they_were() -> None:
    found, golden = GOLDEN["estimates"](), kept("estimates")
    for model in ("var", "ct-var"):
        sd = golden[f"{model}, sd"]
        shift = (found[f"{model}, effects"] - golden[f"{model}, effects"]) / sd
        assert np.abs(shift).max() < NEAR
        np.testing.assert_allclose(found[f"{model}, mode"], golden[f"{model}, mode"], atol=NEAR)
