"""The filter against an exact linear case, and against particles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats
from scipy.stats import multivariate_normal

from pairbond.engine import loops
from pairbond.inference.theory import _filter, _initial_state, _kernels, _response_moments, _states
from pairbond.inference.theory import day as _day
from pairbond.inference.theory._parameters import Layout, trait_theta
from pairbond.inference.theory.panel import Column, Panel

from . import _plain_filter
from ._made import CYCLING, SECURE, numbers, panel, particles

SIZE = _states.SIZE


def test_a_linear_model_is_filtered_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain twin's value equals one dense normal of all days."""
    rng = np.random.default_rng(0)
    a = np.linalg.qr(rng.normal(size=(SIZE, SIZE)))[0] * 0.9
    c, q = rng.normal(size=SIZE), rng.uniform(0.1, 1.0, SIZE)
    g = rng.normal(size=(2, SIZE))
    mean, root = rng.normal(size=SIZE), rng.normal(size=(SIZE, SIZE))
    cov, noise, days = root @ root.T, 0.12, 6

    class Fixed(_initial_state.InitialStatePrior):
        def at(self, traits: Any) -> Any:
            return mean[None], cov[None]

        def carried_mean(self, traits: Any) -> Any:
            return np.zeros((_states.ALONG, 1))

    def shown(x: Any, carried: Any, traits: Any, code: Any) -> Any:
        return {"calm": (x @ g.T).T, **{name: np.zeros((2, len(x))) for name in _day.RATES}}

    def day(x: Any, carried: Any, traits: Any, code: Any) -> Any:
        return _day.Moved(x @ a.T + c, carried, shown(x, carried, traits, code))

    monkeypatch.setattr(_day, "shown", shown)
    monkeypatch.setattr(_day, "day", day)
    monkeypatch.setattr(_states, "inside", lambda x: x)
    monkeypatch.setattr(_plain_filter, "_noise", lambda x: np.broadcast_to(q, x.shape))
    columns = tuple(Column("i", p, "calm", True, "plain", 20, 0.0, 1.0) for p in (0, 1))
    seen = rng.uniform(size=(days, 2)) > 0.3
    diary = Panel("c", columns, np.where(seen, rng.normal(size=(days, 2)), 0.0), seen, np.zeros(days), False, 0)
    track = _plain_filter.run(diary, Layout(diary).numbers(np.zeros((1, 14))), Fixed(*[np.zeros((1, 1))] * 6))

    step_noise = 0.5 * (a @ np.diag(q) @ a.T + np.diag(q))
    means, covs = [mean], [[cov]]
    for t in range(1, days):
        means.append(a @ means[-1] + c)
        row = [a @ covs[t - 1][s] for s in range(t)]
        covs.append([*row, a @ covs[t - 1][t - 1] @ a.T + step_noise])
    whole = np.block(
        [[covs[max(t, s)][min(t, s)] if t >= s else covs[s][t].T for s in range(days)] for t in range(days)]
    )
    read = np.kron(np.eye(days), g)
    keep = seen.ravel()
    total = (read @ whole @ read.T + noise**2 * np.eye(2 * days))[keep][:, keep]
    exact = multivariate_normal.logpdf(diary.y.ravel()[keep], (read @ np.concatenate(means))[keep], total)
    assert track.total[0] == pytest.approx(exact, rel=1e-8)


@pytest.fixture(scope="module", params=[(SECURE, 2), (CYCLING, 1)], ids=["secure", "cycling"])
def both(request: pytest.FixtureRequest) -> tuple[Any, ...]:
    """Some 200 answers; the image of the cycling couple tips over within these days."""
    who, seed = request.param
    states, diary = panel(who, 12, seed)
    number = numbers(diary, who)
    track = _filter.run(diary, number, _initial_state.initial_state_prior(), keep=True)
    return states, diary, track, *particles(diary, number, 4000, 1)


@pytest.mark.slow
def test_the_density_is_nearly_that_of_particles(both: tuple[Any, ...]) -> None:
    _, diary, track, value, _ = both
    assert abs(track.total[0] - value.sum()) / diary.seen.sum() < 0.02  # nats an answer


@pytest.mark.slow
def test_states_are_as_near_the_truth_as_those_of_particles(both: tuple[Any, ...]) -> None:
    states, _, track, _, mean = both
    off = [float(np.sqrt(((found - states) ** 2).mean())) for found in (track.mean[:, 0], mean)]
    assert off[0] < 1.15 * off[1]


def test_a_day_without_answers_changes_no_value() -> None:
    _, diary = panel(SECURE, 4, 3)
    seen = diary.seen.copy()
    seen[2] = False
    gap = Panel("c", diary.columns, diary.y, seen, diary.code, False, 0)
    track = _filter.run(gap, numbers(gap, SECURE), _initial_state.initial_state_prior())
    assert track.value[2, 0] == 0.0
    assert np.isfinite(track.total).all()


def test_candidates_do_not_touch_each_other() -> None:
    _, diary = panel(CYCLING, 5, 4, partners=(1,))
    layout = Layout(diary)
    theta = np.random.default_rng(0).normal(size=(3, len(layout)))
    together = _filter.run(diary, layout.numbers(theta), _initial_state.initial_state_prior()).total
    alone = [
        _filter.run(diary, layout.numbers(one[None]), _initial_state.initial_state_prior()).total[0] for one in theta
    ]
    np.testing.assert_allclose(together, alone, rtol=1e-9)


@pytest.mark.parametrize("who", [SECURE, CYCLING], ids=["secure", "cycling"])
@pytest.mark.parametrize("kind", ["ours", "foreign"])
def test_the_plain_twin_gives_the_same(who: Any, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Roots in lanes against whole covariances, each day's answers, missing ones, contact and all."""
    monkeypatch.setattr(_filter, "FIRST", 1)  # later readings of the first day lay their points along other axes
    monkeypatch.setattr(_plain_filter, "FIRST", 1)
    _, diary = panel(who, 9, 1)
    code = np.array([0.0, 0, 0, 1, 1, 2, 2, 0, 0])
    columns = diary.columns
    if kind == "foreign":  # free intercept and loading, no steps
        columns = tuple(replace(c, anchored=False, kind="plain" if c.steps > 1 else "binary") for c in columns[3:])
    part = slice(len(diary.columns) - len(columns), None)
    diary = Panel("c", columns, diary.y[:, part], diary.seen[:, part], code, True, 0)
    layout = Layout(diary)
    theta = 0.1 * np.random.default_rng(0).normal(size=(11, len(layout)))  # no whole number of blocks
    theta[:, :12] += trait_theta(who)
    fast, slow = (
        one.run(diary, layout.numbers(theta), _initial_state.initial_state_prior(), keep=True)
        for one in (_filter, _plain_filter)
    )
    for name in ("value", "chance", "reading", "spread", "mean", "cov", "ahead", "ahead_cov", "carried"):
        np.testing.assert_allclose(getattr(fast, name), getattr(slow, name), atol=2e-5, rtol=1e-6, err_msg=name)
    # answers one by one make the same density as all of a day together
    graded = np.array([c.kind != "binary" for c in columns]) & diary.seen
    one_by_one = np.where(graded[:, None], stats.norm.logpdf(fast.error, 0, np.sqrt(fast.variance)), 0.0).sum(-1)
    chance = np.where((diary.seen & ~graded)[:, None], np.log(1.0 - np.abs(fast.error)), 0.0).sum(-1)
    np.testing.assert_allclose(one_by_one + chance, fast.value, atol=1e-8)


def test_threads_change_nothing() -> None:
    _, diary = panel(CYCLING, 3, 4)
    layout = Layout(diary)
    number = layout.numbers(np.random.default_rng(0).normal(size=(_filter.WIDEST + 5, len(layout))))
    totals = [_filter.run(diary, number, _initial_state.initial_state_prior(), workers=w).total for w in (1, 2)]
    np.testing.assert_array_equal(*totals)


def test_answers_in_lanes_are_those_of_the_plain_formula() -> None:
    z = np.linspace(-9, 9, 8 * loops.lanes()).reshape(-1, loops.lanes())
    found = np.empty_like(z)

    @loops.kernel
    def below(k: loops.Loops) -> None:
        for i in k.range(0, k.count):
            k.array(1, k.count)[i] = _kernels.normal_tail(k, k.array(0, k.count)[i])

    below([z, found], len(z))
    np.testing.assert_allclose(found, stats.norm.cdf(z), rtol=1e-9, atol=1e-13)
    assert _response_moments.LEAST == _kernels.LEAST


def test_factors_are_those_of_lapack() -> None:
    rng = np.random.default_rng(0)
    n, lanes = 5, loops.lanes()
    a = rng.normal(size=(n, n, lanes))
    a = np.einsum("iqv,jqv->ijv", a, a) + np.eye(n)[:, :, None]
    found = np.zeros_like(a)

    @loops.kernel
    def factored(k: loops.Loops) -> None:
        _kernels.factor(k, k.array(0, n, n), k.array(1, n, n), n)

    factored([a, found])
    np.testing.assert_allclose(np.moveaxis(found, -1, 0), np.linalg.cholesky(np.moveaxis(a, -1, 0)), atol=1e-12)
