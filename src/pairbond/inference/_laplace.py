"""The quick fit: the most plausible parameters of all couples at once, and how sure they are.

Each couple's own values ``b`` are integrated out by Laplace's method around their mode, so the
variances keep the degrees of freedom those values cost. The search is Fisher scoring with
Levenberg–Marquardt damping on the shared parameters ``mu`` and the spread ``omega`` of couples, the
mode of ``b`` following along.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pairbond.inference._layout import Layout
from pairbond.inference._problem import Point, Problem
from pairbond.inference._random_effects_covariance import Prior, prior_of
from pairbond.inference._system import Panel

F = NDArray[np.float64]
ITERATIONS = 80
DECREMENT = 1e-7  # nats the next step would gain, below which a replicate has arrived
DECREMENT_RANDOM = 5e-3  # the same with couples' own values, where Laplace's method errs by more than that
BEND_BELOW = 30.0  # nats: above, the slope of the Laplace term is not worth its time
DAMPING = 1e-2
PAIRS = 8  # moves remembered
FAILED = 0.3  # least damping after a step that failed: less would hardly shorten the next
LONGEST = 1.0  # prior standard deviations a parameter may move in one step
PATIENCE = 12  # steps in a row that may fail
STALLED = 3  # steps without a rise of RISE nats after which a search with couples' own values has arrived
RISE = 0.02


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


def find_mode(
    layout: Layout,
    panel: Panel,
    replicates: int,
    mu: F,
    omega: F,
    b: F | None = None,
    prior: Prior | None = None,
    progress: Callable[[int, float], None] | None = None,
    iterations: int = ITERATIONS,
    tolerance: float | None = None,
) -> list[Mode]:
    """Find the mode of each replicate.

    panel : couples of all replicates on its last axis, ``B = R * N`` (replicate-major)
    mu : [R, F] starts of the free shared parameters; omega : [R, K]; b : [R, N, q] or 0
    tolerance : nats the next step would gain, below which a replicate has arrived
    """
    problem = Problem(layout, panel, replicates, prior or prior_of(layout))
    r, q = replicates, problem.q
    enough = tolerance or (DECREMENT_RANDOM if q else DECREMENT)
    here = problem.at(mu, omega, np.zeros((r, problem.n, q)) if b is None else b)
    corrected = not q
    score, info = problem.score(here)
    step = _Directions(problem, here, score, info, None)
    damping, decrement = np.full(r, DAMPING), np.full(r, np.inf)
    done, failed = np.zeros(r, dtype=bool), np.zeros(r, dtype=np.intp)
    count = 0
    best, stalled, rise = here, np.zeros(r, dtype=np.intp), max(RISE, enough)
    for count in range(1, iterations + 1):
        d_mu, d_omega, d_b, gain = step(damping)
        if not corrected and gain.min() < BEND_BELOW:
            corrected = True
            step = _Directions(problem, here, score, info, problem.laplace_slope(here))
            d_mu, d_omega, d_b, gain = step(damping)
        decrement = np.where(done, decrement, gain)
        move = ~done[:, None]
        trial = problem.at(here.mu + move * d_mu, here.omega + move * d_omega, here.b + move[..., None] * d_b)
        # near the top the slope is the better guide: the objective is known only as well as couples are at their modes
        slack = np.where(gain < 1.0, 2e-3 if q else 1e-6, 0.0)
        better = trial.objective > here.objective - slack
        failed = np.where(better, 0, failed + 1)
        arrived = ((gain < enough) & corrected) | (failed > PATIENCE)
        moved = better & ~done
        before, here = here, here.take(moved, trial)
        if q and corrected:
            stalled = np.where(here.objective > best.objective + rise, 0, stalled + 1)
            best = best.take(here.objective > best.objective, here)
            arrived |= stalled >= STALLED
        else:
            best = here
        damping = np.clip(np.where(better, damping * 0.2, np.maximum(damping * 6, FAILED)), 1e-9, 1e9)
        done |= arrived
        if progress:
            progress(count, float(here.objective.max()))
        if moved.any():
            score, info = problem.score(here)
        if done.all():
            break
        if moved.any():
            step = step.after(before, here, score, info, problem.laplace_slope(here) if q and corrected else None)
    if best is not here:
        score, info = problem.score(best)
    settled = (decrement < 10 * enough) | (stalled >= STALLED)
    return [
        _mode(problem, best.one(i), info[i : i + 1], float(decrement[i]), count, bool(settled[i])) for i in range(r)
    ]


def _curvature(problem: Problem, p: Point, info: F) -> tuple[F, F, F, F]:
    """Information on mu [R,F,F] and omega [R,K,K]; inverse of couples' own [R,N,q,q]; information across [R,N,q,F]."""
    index, tie, prior = problem.layout.random_index, problem.layout.tie, problem.prior
    info_mu = np.einsum("pf,rpk,kg->rfg", tie, info.sum(1), tie, optimize=True)
    info_mu = info_mu + prior.weight * np.diag(prior.scale**-2.0)
    if not problem.q:
        r, n, f = len(info), problem.n, tie.shape[1]
        return info_mu, np.zeros((r, 0, 0)), np.zeros((r, n, 0, 0)), np.zeros((r, n, 0, f))
    inverse: F = np.linalg.inv(p.information).astype(np.float64, copy=False)
    cross = info[:, :, index] @ tie
    info_mu = info_mu - np.einsum("rnqf,rnqs,rnsg->rfg", cross, inverse, cross, optimize=True)
    md = np.einsum("rnij,rkjl->rnkil", _left(p, inverse), p.slope, optimize=True)
    info_omega = 0.5 * np.einsum("rnkij,rnlji->rkl", md, md, optimize=True)
    return info_mu, info_omega + prior.weight * np.diag(prior.spread_scale**-2.0), inverse, cross


def _left(p: Point, inverse: F) -> F:
    """Precision [R, N, q, q] of a couple's own values as the data show them: spread plus uncertainty."""
    return p.precision[:, None] - p.precision[:, None] @ inverse @ p.precision[:, None]


def _follow(p: Point, inverse: F) -> tuple[F, F]:
    """Slope of the covariance times ``precision b`` [R, N, K, q], and how modes follow omega, same shape."""
    u = np.einsum("rij,rnj->rni", p.precision, p.b)
    du = np.einsum("rkij,rnj->rnki", p.slope, u)
    return du, np.einsum("rnqs,rst,rnkt->rnkq", inverse, p.precision, du, optimize=True)


class _Directions:
    """Scoring steps from a point: called with damping [R], it gives changes of mu, omega, b, and the gain in nats.

    laplace_slope : that of the Laplace term (see `Problem.laplace_slope`), or None while it is not worth its time. The
    expected information knows nothing of how that term curves; ``pairs`` of moves and changes of slope [R, F + K]
    teach it, by damped updates of Broyden, Fletcher, Goldfarb and Shanno (Powell, 1978).
    """

    def __init__(
        self, problem: Problem, p: Point, score: F, info: F, laplace_slope: tuple[F, F] | None
    ) -> None:  # fmt: skip
        self.problem, self.p, self.corrected = problem, p, laplace_slope is not None
        self.pairs: tuple[tuple[F, F], ...] = ()
        tie, prior = problem.layout.tie, problem.prior
        info_mu, info_omega, self.inverse, self.cross = _curvature(problem, p, info)
        if laplace_slope is None:
            laplace_slope = np.zeros_like(score), np.zeros_like(p.b)
        slope_mu = (
            np.einsum("pf,rnp->rf", tie, score - laplace_slope[0]) - prior.weight * (p.mu - prior.loc) / prior.scale**2
        )
        slope_omega = np.zeros_like(p.omega)
        if problem.q:
            back = np.einsum("rnqs,rns->rnq", self.inverse, p.gradient)
            slope_mu = slope_mu - np.einsum("rnqf,rnq->rf", self.cross, back)
            du, self.follow = _follow(p, self.inverse)
            u = np.einsum("rij,rnj->rni", p.precision, p.b)
            slope_omega = 0.5 * np.einsum("rni,rnki->rk", u, du)
            slope_omega = slope_omega - 0.5 * np.einsum("rnij,rkji->rk", _left(p, self.inverse), p.slope)
            slope_omega = slope_omega - np.einsum("rnq,rqs,rnks->rk", laplace_slope[1], p.precision, du, optimize=True)
            slope_omega = slope_omega - prior.weight * (p.omega - prior.spread_loc) / prior.spread_scale**2
        self.slope = np.concatenate([slope_mu, slope_omega], 1)
        self.info = _blocks(info_mu, info_omega)
        self.scale = np.concatenate([prior.scale, np.ones(info_omega.shape[-1])])

    def __call__(self, damping: F) -> tuple[F, F, F, F]:
        move = _damped(self.info, self.slope, damping, self.scale)
        gain = 0.5 * (move * self.slope).sum(1)
        d_mu, d_omega = np.split(move, [self.p.mu.shape[1]], axis=1)
        if not self.problem.q:
            return d_mu, d_omega, np.zeros_like(self.p.b), gain
        d_b = np.einsum("rnkq,rk->rnq", self.follow, d_omega)
        d_b = d_b - np.einsum("rnqs,rnsf,rf->rnq", self.inverse, self.cross, d_mu, optimize=True)
        return d_mu, d_omega, np.clip(d_b, -LONGEST, LONGEST), gain

    def after(self, before: Point, p: Point, score: F, info: F, laplace_slope: tuple[F, F] | None) -> _Directions:
        """The same from the point to which a step led; slopes are compared only if both know the Laplace term."""
        there = _Directions(self.problem, p, score, info, laplace_slope)
        if not (self.corrected and there.corrected):
            return there
        moved = np.concatenate([p.mu - before.mu, p.omega - before.omega], 1)
        there.pairs = (*self.pairs, (moved, self.slope - there.slope))[-PAIRS:]
        there.info = _taught(there.info, there.pairs)
        return there


def _blocks(one: F, two: F) -> F:
    """[R, F, F] and [R, K, K] as one block-diagonal matrix."""
    f, k = one.shape[-1], two.shape[-1]
    found = np.zeros((len(one), f + k, f + k))
    found[:, :f, :f], found[:, f:, f:] = one, two
    return found


def _taught(info: F, pairs: tuple[tuple[F, F], ...]) -> F:
    """Information [R, D, D] that agrees with how slopes changed over moves, as far as it stays positive."""
    for move, change in pairs:
        seen = np.einsum("rij,rj->ri", info, move)
        expected, observed = (move * seen).sum(1), (move * change).sum(1)
        use = expected > 1e-12
        expected = np.where(use, expected, 1.0)
        mix = np.where(observed < 0.2 * expected, 0.8 * expected / np.maximum(expected - observed, 1e-12), 1.0)[:, None]
        change = mix * change + (1 - mix) * seen
        observed = np.where(use, (move * change).sum(1), 1.0)
        update = change[:, :, None] * change[:, None] / observed[:, None, None]
        update = update - seen[:, :, None] * seen[:, None] / expected[:, None, None]
        info = info + np.where(use[:, None, None], update, 0.0)
    return info


def _damped(info: F, slope: F, damping: F, scale: F) -> F:
    """Solve ``(info + damping * diag(info)) x = slope``, no entry of x longer than `LONGEST` scales."""
    white = 1 / np.sqrt(np.maximum(np.einsum("rff->rf", info), 1e-12))
    matrix = info * white[:, :, None] * white[:, None] + (damping[:, None] + 1e-12)[:, None] * np.eye(info.shape[-1])
    x = white * np.linalg.solve(matrix, (white * slope)[..., None])[..., 0]
    return x / np.maximum(np.abs(x / (LONGEST * scale)).max(1, keepdims=True), 1.0)


def _mode(problem: Problem, p: Point, info: F, decrement: float, count: int, settled: bool) -> Mode:
    info_mu, info_omega, inverse, cross = _curvature(problem, p, info)
    _, follow = _follow(p, inverse)
    return Mode(
        mu=p.mu[0],
        b=p.b[0],
        omega=p.omega[0],
        objective=float(p.objective[0]),
        log_likelihood=float(p.loglik[0].sum()),
        decrement=decrement,
        iterations=count,
        converged=bool(settled and np.isfinite(p.objective[0])),
        mu_cov=np.linalg.pinv(info_mu[0], hermitian=True),
        omega_cov=np.linalg.pinv(info_omega[0], hermitian=True),
        b_cov=inverse[0],
        b_by_mu=-np.einsum("nqs,nsf->nqf", inverse[0], cross[0]),
        b_by_omega=np.swapaxes(follow[0], 1, 2),
    )
