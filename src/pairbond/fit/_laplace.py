"""The quick fit: the most plausible parameters of all couples at once, and how sure they are.

Each couple's own values ``b`` are integrated out by Laplace's method around their mode, so the
variances keep the degrees of freedom those values cost. The search is Fisher scoring with
Levenberg–Marquardt damping on the shared parameters ``mu`` and the spread ``omega`` of couples, the
mode of ``b`` following along. Several replicates (starts, or data sets) run side by side in one batch:
array axes are ``[R, N, …]`` for replicates and couples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import lru_cache

import jax
import numpy as np
from numpy.typing import NDArray

from pairbond.fit._kernel import Panel, logdet_slope, moments
from pairbond.fit._layout import CORRELATION_SCALE, Layout

F = NDArray[np.float64]
ITERATIONS = 80
DECREMENT = 1e-7  # nats the next step would gain, below which a replicate has arrived
DECREMENT_RANDOM = 2e-3  # the same with couples' own values, where Laplace's method errs by more than that
DAMPING = 1e-2
INNER = 8  # steps of a couple's own values for one step of what is shared
LONGEST = 1.0  # prior standard deviations a parameter may move in one step


class Spread:
    """Covariance of couples' own values: blocks of two, an effect and its mirror in the other partner."""

    def __init__(self, layout: Layout) -> None:
        exchangeable = layout.settings.exchangeable
        self.size = len(layout.random_index)
        self.names: list[str] = []
        self.blocks: list[tuple[slice, slice, str]] = []
        loc, scale, at, k = [], [], 0, 0
        for pair in layout.pairs:
            two = len(pair.members) == 2
            form = "one" if not two else ("sum" if exchangeable else "two")
            names = [layout.parameters[m].name for m in pair.members]
            if form == "sum":
                self.names += [f"log_sd[common {names[0]}]", f"log_sd[different {names[0]}]"]
            else:
                self.names += [f"log_sd[{n}]" for n in names]
            count = len(pair.members)
            loc += [pair.sd_loc] * count
            scale += [pair.sd_scale] * count
            if form == "two":
                self.names.append(f"corr[{names[0]}, {names[1]}]")
                loc.append(0.0)
                scale.append(CORRELATION_SCALE)
                count += 1
            self.blocks.append((slice(at, at + len(pair.members)), slice(k, k + count), form))
            at, k = at + len(pair.members), k + count
        self.loc, self.scale = np.array(loc), np.array(scale)

    def matrices(self, omega: F) -> tuple[F, F]:
        """Covariance [q, q] and its derivatives [K, q, q] for spreads ``omega`` [K]."""
        cov, slope = np.zeros((self.size, self.size)), np.zeros((len(omega), self.size, self.size))
        for here, w, form in self.blocks:
            a = np.exp(omega[w.start])
            if form == "one":
                cov[here, here] = a**2
                slope[w.start, here, here] = 2 * a**2
                continue
            b = np.exp(omega[w.start + 1])
            if form == "sum":
                same, other = np.ones((2, 2)), np.array([[1.0, -1.0], [-1.0, 1.0]])
                cov[here, here] = 0.5 * (a**2 * same + b**2 * other)
                slope[w.start, here, here] = a**2 * same
                slope[w.start + 1, here, here] = b**2 * other
                continue
            r = np.tanh(omega[w.start + 2])
            c = r * a * b
            cov[here, here] = [[a**2, c], [c, b**2]]
            slope[w.start, here, here] = [[2 * a**2, c], [c, 0]]
            slope[w.start + 1, here, here] = [[0, c], [c, 2 * b**2]]
            slope[w.start + 2, here, here] = (1 - r**2) * a * b * np.array([[0.0, 1.0], [1.0, 0.0]])
        return cov, slope


@dataclass(frozen=True)
class Prior:
    """Normal on the unconstrained scale; ``weight`` 0 is a flat prior on everything shared."""

    loc: F
    scale: F
    spread_loc: F
    spread_scale: F
    weight: float


@dataclass
class Mode:
    """Where a replicate arrived. mu [F] free shared values; b [N, q]; omega [K]; see `draw`."""

    mu: F
    b: F
    omega: F
    objective: float
    log_likelihood: float
    decrement: float
    iterations: int
    converged: bool
    mu_cov: F
    omega_cov: F
    b_cov: F  # [N, q, q] given mu, omega
    b_by_mu: F  # [N, q, F]
    b_by_omega: F  # [N, q, K]


class Key:
    """Lets equal layouts share compiled code within a process."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.name = (layout.settings, tuple(p.name for p in layout.parameters))

    def __hash__(self) -> int:
        return hash(self.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and self.name == other.name


@lru_cache(maxsize=32)
def _compiled(key: Key) -> tuple[Callable[..., object], Callable[..., object]]:
    layout = key.layout
    return (
        jax.jit(lambda phi, panel: moments(layout, phi, panel)),
        jax.jit(lambda phi, panel, precision: logdet_slope(layout, phi, panel, precision)),
    )


def prior_of(layout: Layout, weight: float = 1.0) -> Prior:
    first = np.argmax(layout.tie > 0, axis=0)
    spread = Spread(layout)
    return Prior(layout.loc[first], layout.scale[first], spread.loc, spread.scale, weight)


@dataclass
class _State:
    mu: F
    b: F
    omega: F
    objective: F
    loglik: F
    score: F
    info: F
    cov: F
    slope: F
    precision: F


def climb(
    layout: Layout,
    panel: Panel,
    replicates: int,
    mu: F,
    omega: F,
    b: F | None = None,
    prior: Prior | None = None,
    progress: Callable[[int, float], None] | None = None,
    iterations: int = ITERATIONS,
) -> list[Mode]:
    """Find the mode of each replicate.

    panel : couples of all replicates on its last axis, ``B = R * N`` (replicate-major)
    mu : [R, F] starts of the free shared parameters; omega : [R, K]; b : [R, N, q] or 0
    """
    r, q = replicates, len(layout.random_index)
    n = panel.y.shape[-1] // r
    prior = prior or prior_of(layout)
    spread = Spread(layout)
    run, run_slope = _compiled(Key(layout))
    index = layout.random_index
    b = np.zeros((r, n, q)) if b is None else b

    def with_objective(s: _State) -> _State:
        """Log posterior of everything shared, couples' own values integrated out."""
        value = s.loglik.sum(1) - 0.5 * prior.weight * (((s.mu - prior.loc) / prior.scale) ** 2).sum(1)
        if q:
            g = s.info[:, :, index[:, None], index] + s.precision[:, None]
            value = value - 0.5 * np.einsum("rni,rij,rnj->r", s.b, s.precision, s.b)
            value = value - 0.5 * np.linalg.slogdet(g)[1].sum(1) - 0.5 * n * np.linalg.slogdet(s.cov)[1]
            value = value - 0.5 * prior.weight * (((s.omega - prior.spread_loc) / prior.spread_scale) ** 2).sum(1)
        return replace(s, objective=np.where(np.isfinite(value), value, -np.inf))

    def evaluate(mu: F, b: F, omega: F) -> _State:
        phi = np.repeat((mu @ layout.tie.T)[:, None], n, 1)
        phi[:, :, index] += b
        loglik, score, info = (np.array(x) for x in run(phi.reshape(r * n, -1).T, panel))  # type: ignore[misc]
        loglik, score, info = loglik.reshape(r, n), score.reshape(r, n, -1), info.reshape(r, n, *info.shape[1:])
        mats = [spread.matrices(w) for w in omega]
        cov, slope = np.stack([m[0] for m in mats]), np.stack([m[1] for m in mats])
        precision = np.linalg.inv(cov) if q else cov
        bad = ~np.isfinite(loglik)
        score[bad], info[bad] = 0.0, 0.0
        score, info = np.nan_to_num(score), np.nan_to_num(info)
        state = _State(mu, b, omega, np.zeros(r), loglik, score, info, cov, slope, precision)
        return with_objective(state)

    def room(s: _State) -> F:
        """Slope of the log determinant at the current point, [R, N, P]."""
        if not q:
            return np.zeros_like(s.score)
        phi = np.repeat((s.mu @ layout.tie.T)[:, None], n, 1)
        phi[:, :, index] += s.b
        precision = np.repeat(s.precision[:, None], n, 1).reshape(r * n, q, q)
        return np.nan_to_num(np.array(run_slope(phi.reshape(r * n, -1).T, panel, precision)).reshape(r, n, -1))

    def settle(mu: F, b: F, omega: F) -> _State:
        """Evaluate with each couple's own values at their mode given everything shared."""
        best = evaluate(mu, b, omega)
        if not q:
            return best
        size = np.ones((r, n))
        for _ in range(INNER):
            pull = best.score[:, :, index] - np.einsum("rij,rnj->rni", best.precision, best.b)
            g = best.info[:, :, index[:, None], index] + best.precision[:, None]
            move = np.linalg.solve(g, pull[..., None])[..., 0]
            gain = 0.5 * (pull * move).sum(2)
            if gain.sum(1).max() < 1e-5:
                break
            move = np.clip(move * size[:, :, None], -LONGEST, LONGEST)
            trial = evaluate(mu, best.b + move, omega)
            up = _penalised(trial) >= _penalised(best)
            size = np.where(up, 1.0, 0.3 * size)
            best = _couples(up, trial, best)
        return with_objective(best)

    state = settle(mu, b, omega)
    slope = room(state)
    damping = np.full(r, DAMPING)
    done, failed = np.zeros(r, dtype=bool), np.zeros(r, dtype=np.intp)
    decrement = np.full(r, np.inf)
    step = _directions(layout, prior, state, slope)
    count = 0
    for count in range(1, iterations + 1):
        d_mu, d_omega, d_b, gain = step(damping)
        decrement = np.where(done, decrement, gain)
        trial = settle(
            np.where(done[:, None], state.mu, state.mu + d_mu),
            np.where(done[:, None, None], state.b, state.b + d_b),
            np.where(done[:, None], state.omega, state.omega + d_omega),
        )
        # close to the top the slope (exact up to expected for observed information) is the better guide
        slack = np.where(gain < 1.0, 0.1 if q else 1e-6, 0.0)
        better = trial.objective > state.objective - slack
        failed = np.where(better, 0, failed + 1)
        arrived = (better & (gain < (DECREMENT_RANDOM if q else DECREMENT))) | (failed > 12)
        state = _choose(better & ~done, trial, state)
        damping = np.clip(np.where(better, damping * 0.2, damping * 6), 1e-9, 1e9)
        done |= arrived
        if progress:
            progress(count, float(state.objective.max()))
        if done.all():
            break
        if (better & ~done).any():
            slope = room(state)
            step = _directions(layout, prior, state, slope)
    return [_mode(layout, prior, state, i, float(decrement[i]), count) for i in range(r)]


def _penalised(s: _State) -> F:
    """Log density [R, N] of each couple's answers and own values."""
    return s.loglik - 0.5 * np.einsum("rni,rij,rnj->rn", s.b, s.precision, s.b)


def _choose(take: NDArray[np.bool_], new: _State, old: _State) -> _State:
    def pick(a: F, b: F) -> F:
        return np.where(take.reshape(-1, *[1] * (a.ndim - 1)), a, b)

    return _State(*(pick(getattr(new, f.name), getattr(old, f.name)) for f in fields(_State)))


def _couples(take: NDArray[np.bool_], new: _State, old: _State) -> _State:
    """Take what belongs to single couples [R, N] from the new state where asked."""

    def pick(a: F, b: F) -> F:
        return np.where(take.reshape(*take.shape, *[1] * (a.ndim - 2)), a, b)

    own = {f: pick(getattr(new, f), getattr(old, f)) for f in ("b", "loglik", "score", "info")}
    return replace(old, **own)


def _curvature(layout: Layout, prior: Prior, s: _State) -> tuple[F, F, F, F]:
    """Information on mu [R,F,F] and omega [R,K,K]; G^-1 [R,N,q,q]; info of b and mu [R,N,q,F]."""
    index, tie = layout.random_index, layout.tie
    info_mu = np.einsum("pf,rnpk,kg->rfg", tie, s.info, tie, optimize=True)
    info_mu = info_mu + prior.weight * np.diag(prior.scale**-2.0)
    r, n = s.info.shape[:2]
    if not len(index):
        return info_mu, np.zeros((r, 0, 0)), np.zeros((r, n, 0, 0)), np.zeros((r, n, 0, tie.shape[1]))
    g_inv = np.linalg.inv(s.info[:, :, index[:, None], index] + s.precision[:, None])
    cross = s.info[:, :, index] @ tie
    info_mu = info_mu - np.einsum("rnqf,rnqs,rnsg->rfg", cross, g_inv, cross, optimize=True)
    m = s.precision[:, None] - s.precision[:, None] @ g_inv @ s.precision[:, None]
    md = np.einsum("rnij,rkjl->rnkil", m, s.slope, optimize=True)
    info_omega = 0.5 * np.einsum("rnkij,rnlji->rkl", md, md, optimize=True)
    return info_mu, info_omega + prior.weight * np.diag(prior.spread_scale**-2.0), g_inv, cross


def _directions(layout: Layout, prior: Prior, s: _State, room: F) -> Callable[[F], tuple[F, F, F, F]]:
    """Scoring step for given damping [R] -> changes of mu, omega, b, and the expected gain in nats."""
    index, tie = layout.random_index, layout.tie
    info_mu, info_omega, g_inv, cross = _curvature(layout, prior, s)
    u = np.einsum("rij,rnj->rni", s.precision, s.b)
    pull = s.score[:, :, index] - u
    slope_mu = np.einsum("pf,rnp->rf", tie, s.score - room) - prior.weight * (s.mu - prior.loc) / prior.scale**2
    slope_omega = np.zeros_like(s.omega)
    if len(index):
        back = np.einsum("rnqs,rns->rnq", g_inv, pull - room[:, :, index])
        slope_mu = slope_mu - np.einsum("rnqf,rnq->rf", cross, back)
        m = s.precision[:, None] - s.precision[:, None] @ g_inv @ s.precision[:, None]
        du = np.einsum("rkij,rnj->rnki", s.slope, u)
        follow = np.einsum("rnqs,rst,rnkt->rnkq", g_inv, s.precision, du, optimize=True)
        slope_omega = 0.5 * (np.einsum("rni,rnki->rk", u, du) - np.einsum("rnij,rkji->rk", m, s.slope))
        slope_omega = slope_omega - np.einsum("rnkq,rnq->rk", follow, room[:, :, index])
        slope_omega = slope_omega - prior.weight * (s.omega - prior.spread_loc) / prior.spread_scale**2

    def step(damping: F) -> tuple[F, F, F, F]:
        d_mu = _damped(info_mu, slope_mu, damping)
        d_mu = d_mu / np.maximum(np.abs(d_mu / (LONGEST * prior.scale)).max(1, keepdims=True), 1.0)
        gain = 0.5 * (d_mu * slope_mu).sum(1)
        if not len(index):
            return d_mu, np.zeros_like(s.omega), np.zeros_like(s.b), gain
        d_omega = np.clip(_damped(info_omega, slope_omega, damping), -1.0, 1.0)
        gain = gain + 0.5 * (d_omega * slope_omega).sum(1) + 0.5 * np.einsum("rnq,rnqs,rns->r", pull, g_inv, pull)
        d_b = np.einsum("rnqs,rns->rnq", g_inv, pull - np.einsum("rnqf,rf->rnq", cross, d_mu))
        d_b = d_b + np.einsum("rnkq,rk->rnq", follow, d_omega)
        return d_mu, d_omega, np.clip(d_b / (1 + damping[:, None, None]), -LONGEST, LONGEST), gain

    return step


def _damped(info: F, slope: F, damping: F) -> F:
    diagonal = np.einsum("rff->rf", info)
    scale = 1 / np.sqrt(np.maximum(diagonal, 1e-12))
    white = info * scale[:, :, None] * scale[:, None] + (damping[:, None] + 1e-12)[:, None] * np.eye(info.shape[-1])
    return scale * np.linalg.solve(white, (scale * slope)[..., None])[..., 0]


def _mode(layout: Layout, prior: Prior, s: _State, i: int, decrement: float, count: int) -> Mode:
    one = _State(*(getattr(s, f.name)[i : i + 1] for f in fields(_State)))
    info_mu, info_omega, g_inv, cross = _curvature(layout, prior, one)
    u = np.einsum("rij,rnj->rni", one.precision, one.b)
    du = np.einsum("rkij,rnj->rnki", one.slope, u)
    return Mode(
        mu=one.mu[0],
        b=one.b[0],
        omega=one.omega[0],
        objective=float(one.objective[0]),
        log_likelihood=float(one.loglik[0].sum()),
        decrement=decrement,
        iterations=count,
        converged=bool(decrement < 10 * DECREMENT_RANDOM and np.isfinite(one.objective[0])),
        mu_cov=np.linalg.pinv(info_mu[0], hermitian=True),
        omega_cov=np.linalg.pinv(info_omega[0], hermitian=True),
        b_cov=g_inv[0],
        b_by_mu=-np.einsum("nqs,nsf->nqf", g_inv[0], cross[0]),
        b_by_omega=np.einsum("nqs,st,nkt->nqk", g_inv[0], one.precision[0], du[0], optimize=True),
    )
