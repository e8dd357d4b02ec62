"""What must hold for every linear dyadic model, whatever its values and whatever was answered."""

from __future__ import annotations

from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.linalg import expm, solve_continuous_lyapunov, solve_discrete_lyapunov

from pairbond.inference._discretise import GRID, discretise, settled
from pairbond.inference._kernel import log_likelihood, moments
from pairbond.inference._layout import Layout, Settings, correlation_names, reaching
from pairbond.inference._posterior import matrices, stable
from pairbond.inference._system import Panel, covariance, over_gaps

from ._problems import Problem

# each example is one call of code compiled once; values come from a seed that hypothesis chooses
few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
seeds = st.integers(0, 10_000)
ONE_ITEM = Settings(items=1)
TWO_ITEMS = Settings(items=2)
ALIKE = Settings(items=2, exchangeable=True)
ROWS = 8


@cache
def compiled(kind: Settings):  # type: ignore[no-untyped-def]
    layout = reaching(Problem(kind).layout, 4.0)
    return jax.jit(lambda phi, panel: log_likelihood(layout, phi, panel))


def values(layout: Layout, seed: int, couples: int) -> np.ndarray:
    """Stable values [P, B]; tied where partners are exchangeable."""
    rng = np.random.default_rng(seed)
    first = np.argmax(layout.tie > 0, axis=0)
    found: list[np.ndarray] = []
    while len(found) < couples:
        one = layout.tie @ rng.normal(layout.loc[first], 0.7 * layout.scale[first])
        if stable(layout, one[None])[0]:
            found.append(one)
    return np.stack(found, 1)


def written(seed: int, width: int, couples: int = 2, rows: int = ROWS) -> Panel:
    """Each row has a gap of its own, so that rows can be put in between."""
    rng = np.random.default_rng(seed + 1)
    seen = rng.random((rows, width, couples)) < 0.7
    y = np.where(seen, rng.normal(size=seen.shape), 0.0)
    gaps = np.round(rng.uniform(0.1, 3.0, size=(rows, couples)) * GRID) / GRID
    step = np.tile(np.arange(rows)[:, None], (1, couples))
    since = np.concatenate([np.zeros((1, couples)), gaps.cumsum(0)[:-1]])
    floor = rng.uniform(0.05, 0.3, size=(width, couples))
    return Panel(y, seen, step, gaps, since, np.zeros((rows, couples), dtype=int), floor)


@given(seeds)
@few
def test_swapping_partners_and_their_values_changes_nothing(seed: int) -> None:
    layout = Problem(ONE_ITEM).layout
    phi, panel = values(layout, seed, 2), written(seed, 2)
    other = {"ann": "ben", "ben": "ann"}

    def renamed(name: str) -> str:
        return "".join(
            other.get(word, word) for word in name.replace("ann", "|ann|").replace("ben", "|ben|").split("|")
        )

    names = [p.name for p in layout.parameters]
    # the one correlation of shocks, and of errors, is the same read from either side
    at = [names.index(renamed(n)) if renamed(n) in names else names.index(n) for n in names]
    mirrored = panel._replace(y=panel.y[:, ::-1], seen=panel.seen[:, ::-1], floor=panel.floor[::-1])
    run = compiled(ONE_ITEM)
    np.testing.assert_allclose(run(phi[at], mirrored), run(phi, panel), rtol=1e-10)


@given(seeds)
@few
def test_exchangeable_partners_can_be_swapped(seed: int) -> None:
    layout = Problem(ALIKE).layout
    phi, panel = values(layout, seed, 2), written(seed, 4)
    order = [2, 3, 0, 1]
    mirrored = panel._replace(y=panel.y[:, order], seen=panel.seen[:, order], floor=panel.floor[order])
    run = compiled(ALIKE)
    np.testing.assert_allclose(run(phi, mirrored), run(phi, panel), rtol=1e-10)


@given(seeds, st.integers(0, ROWS - 2), st.integers(1, 6))
@few
def test_an_empty_day_between_changes_nothing(seed: int, row: int, part: int) -> None:
    """In continuous time a gap is the same in one step or in two."""
    layout = Problem(TWO_ITEMS).layout
    phi, panel = values(layout, seed, 2), written(seed, 4)
    gap = panel.gaps[row]
    share = np.minimum(part * np.ceil(gap * GRID / 8), gap * GRID - 1) / (gap * GRID)
    gaps = np.insert(panel.gaps, row + 1, (1 - share) * gap, axis=0)
    gaps[row] = share * gap
    longer = Panel(
        np.insert(panel.y, row + 1, 0.0, axis=0),
        np.insert(panel.seen, row + 1, False, axis=0),
        np.tile(np.arange(ROWS + 1)[:, None], (1, 2)),
        gaps,
        np.insert(panel.since, row + 1, panel.since[row] + share * gap, axis=0),
        np.zeros((ROWS + 1, 2), dtype=int),
        panel.floor,
    )
    run = compiled(TWO_ITEMS)
    np.testing.assert_allclose(run(phi, longer), run(phi, panel), rtol=1e-9)


@pytest.mark.slow
@given(seeds, st.sampled_from(["flow", "map"]))
@few
def test_after_a_long_gap_its_length_no_longer_matters(seed: int, clock: str) -> None:
    """Hundred intervals and ten thousand are the same to a couple that settles within ten."""
    kind = Settings(items=2, clock=clock, measurement_error=clock == "flow", trend=False)
    layout = Problem(kind).layout
    phi, panel = values(layout, seed, 2), written(seed, 4)
    own = layout.slices["own"]
    phi[own] = np.clip(phi[own], -0.3, 0.4) if clock == "map" else np.clip(phi[own], 0.0, None)
    phi[layout.slices["cross"]] *= 0.2
    panel = panel._replace(gaps=np.ceil(panel.gaps))
    found = []
    for longest in (100.0, 10_000.0):
        gaps = panel.gaps.copy()
        gaps[ROWS // 2] = longest
        laid = reaching(layout, longest)
        found.append(np.asarray(log_likelihood(laid, phi, panel._replace(gaps=gaps))))
    assert np.isfinite(found[0]).all()
    np.testing.assert_allclose(found[0], found[1], rtol=1e-8)


@given(seeds, st.sampled_from(["flow", "map"]))
@few
def test_gaps_put_together_from_tables_are_those_computed_one_by_one(seed: int, clock: str) -> None:
    rng = np.random.default_rng(seed)
    layout = Problem(Settings(items=2, clock=clock, measurement_error=False)).layout
    count = rng.integers(1, 3000, size=(5, 2))
    gaps = count / GRID if clock == "flow" else count.astype(float)
    drift, shock = (np.moveaxis(x, 0, -1) for x in matrices(layout, values(layout, seed, 2).T))
    laid = reaching(layout, float(gaps.max()), on_grid=True)
    found = over_gaps(laid, jnp.asarray(drift), jnp.asarray(shock), jnp.asarray(gaps))
    for u in range(5):
        for b in range(2):
            a, g = drift[..., b], shock[..., b]
            if clock == "flow":
                step, rest = expm(a * gaps[u, b]), solve_continuous_lyapunov(a, -g)
            else:
                step, rest = np.linalg.matrix_power(a, int(count[u, b])), solve_discrete_lyapunov(a, g)
            np.testing.assert_allclose(np.asarray(found[0])[:, :, u, b], step, atol=1e-9)
            np.testing.assert_allclose(
                np.asarray(found[1])[:, :, u, b], rest - step @ rest @ step.T, rtol=1e-6, atol=1e-8
            )


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_steps_over_long_gaps_are_the_matrix_exponential(seed: int) -> None:
    rng = np.random.default_rng(seed)
    drift = -np.diag(rng.uniform(0.05, 3.0, 3)) + 0.02 * rng.normal(size=(3, 3))
    root = rng.normal(size=(3, 3))
    shock, longest = root @ root.T, float(rng.uniform(1, 5000))
    rest = solve_continuous_lyapunov(drift, -shock)
    times = reaching(Problem(ONE_ITEM).layout, longest).settings.doublings
    trans, noise = discretise(drift[..., None], shock[..., None], np.array([[longest]]), times)
    expected = expm(drift * longest)
    np.testing.assert_allclose(np.asarray(trans)[:, :, 0, 0], expected, atol=1e-9)
    np.testing.assert_allclose(np.asarray(noise)[:, :, 0, 0], rest - expected @ rest @ expected.T, rtol=1e-7, atol=1e-8)


@given(seeds)
@few
def test_couples_do_not_know_of_each_other(seed: int) -> None:
    """Order does not matter, nor who else is in the batch."""
    layout = Problem(TWO_ITEMS).layout
    phi, panel = values(layout, seed, 2), written(seed, 4)
    run = compiled(TWO_ITEMS)
    both = np.asarray(run(phi, panel))
    turned = Panel(*(np.asarray(x)[..., ::-1] for x in panel))
    np.testing.assert_allclose(run(phi[:, ::-1], turned)[::-1], both, rtol=1e-12)
    twice = Panel(*(np.asarray(x)[..., [0, 0]] for x in panel))
    np.testing.assert_allclose(run(phi[:, [0, 0]], twice), both[[0, 0]], rtol=1e-12)


@cache
def scored(kind: Settings):  # type: ignore[no-untyped-def]
    layout = reaching(Problem(kind).layout, 4.0)
    return jax.jit(lambda phi, panel: moments(layout, phi, panel))


@given(seeds)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_score_is_the_slope_and_information_is_never_negative(seed: int) -> None:
    layout = Problem(ONE_ITEM).layout
    phi, panel = values(layout, seed, 2), written(seed, 2)
    value, score, information = (np.asarray(x) for x in scored(ONE_ITEM)(phi, panel))
    run, step = compiled(ONE_ITEM), 1e-5
    np.testing.assert_allclose(value, run(phi, panel), rtol=1e-12)
    for k in range(layout.size):
        move = np.zeros_like(phi)
        move[k] = step
        slope = (np.asarray(run(phi + move, panel)) - np.asarray(run(phi - move, panel))) / (2 * step)
        np.testing.assert_allclose(score[:, k], slope, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(information, np.swapaxes(information, 1, 2), atol=1e-10)
    assert np.linalg.eigvalsh(information).min() > -1e-9 * np.abs(information).max()


@pytest.mark.slow
def test_information_is_what_scores_vary_by() -> None:
    """Its expectation is the covariance of scores over diaries that the model itself writes."""
    problem = Problem(Settings(items=1, trend=False, measurement_error=False), seed=3, couples=1)
    layout, size = problem.layout, 1500
    dense = problem.dense(0)
    rng = np.random.default_rng(4)
    t, width, _ = problem.panel.y.shape
    y = rng.multivariate_normal(dense.mean, dense.cov, size=size).reshape(size, t, width)
    seen = np.repeat(np.asarray(problem.panel.seen), size, axis=2)
    wide = Panel(*(np.repeat(np.asarray(x), size, axis=-1) for x in problem.panel))
    wide = wide._replace(y=np.where(seen, np.moveaxis(y, 0, 2), 0.0))
    _, score, information = moments(layout, np.repeat(problem.phi, size, axis=1), wide)
    expected = np.asarray(information).mean(0)
    root = np.linalg.inv(np.linalg.cholesky(expected))
    white = np.asarray(score) @ root.T
    np.testing.assert_allclose(white.mean(0), 0.0, atol=5 / np.sqrt(size))
    np.testing.assert_allclose(np.cov(white.T), np.eye(layout.size), atol=0.25)


@pytest.mark.slow
@given(seeds, st.integers(1, 5))
@few
def test_covariances_are_covariances(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    log_sd, places = rng.normal(0, 2, size=(size, 3)), correlation_names(size)
    raw = rng.normal(0, 3, size=(len(places), 3))
    made = np.moveaxis(np.asarray(covariance(jnp.asarray(log_sd), jnp.asarray(raw), places)), -1, 0)
    np.testing.assert_allclose(np.diagonal(made, axis1=1, axis2=2), np.exp(2 * log_sd).T, rtol=1e-10)
    sd = np.exp(log_sd).T
    roots = np.linalg.eigvalsh(made / sd[:, :, None] / sd[:, None])
    assert roots.min() > -1e-12


@pytest.mark.slow
@given(seeds)
@few
def test_shocks_of_a_gap_are_covariances_and_grow(seed: int) -> None:
    layout = Problem(TWO_ITEMS).layout
    drift, shock = matrices(layout, values(layout, seed, 2).T)  # [B, n, n]
    gaps = np.array([[1e-4, 1e-4], [1.0, 1.0], [200.0, 200.0]])
    trans, noise = discretise(np.moveaxis(drift, 0, -1), np.moveaxis(shock, 0, -1), gaps, 16)
    by_gap = np.moveaxis(np.asarray(noise), (2, 3), (0, 1))
    assert np.linalg.eigvalsh(by_gap).min() > 0
    assert np.linalg.eigvalsh(np.diff(by_gap, axis=0)).min() > -1e-9
    rest = np.moveaxis(np.asarray(settled(trans[:, :, 1:2], noise[:, :, 1:2]))[:, :, 0], -1, 0)
    flow = drift @ rest
    np.testing.assert_allclose(flow + np.swapaxes(flow, 1, 2), -shock, atol=1e-6)
