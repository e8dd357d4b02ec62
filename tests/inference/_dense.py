"""The model the long way: one Gaussian for all states and ratings of a couple.

Nothing of the fit is used but the names of its parameters: transitions come from scipy's matrix exponential, shocks
from its Lyapunov solver, and the density from the full covariance matrix. Slow and plain on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import expm, solve_continuous_lyapunov, solve_discrete_lyapunov
from scipy.stats import multivariate_normal

from pairbond.inference._layout import Layout

FASTEST = 24.0  # per interval: where rates of return level off


@dataclass(frozen=True)
class Joint:
    """Means and covariances over occasions: states [T m], ratings and inputs [T (D + p)], and between them."""

    state_cov: np.ndarray
    state_mean: np.ndarray
    mean: np.ndarray
    cov: np.ndarray
    between: np.ndarray

    def log_density(self, y: np.ndarray, seen: np.ndarray) -> float:
        at = np.flatnonzero(seen.ravel())
        return float(multivariate_normal.logpdf(y.ravel()[at], self.mean[at], self.cov[np.ix_(at, at)]))

    def posterior(self, y: np.ndarray, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and covariance of all states given the ratings that were seen."""
        at = np.flatnonzero(seen.ravel())
        gain = np.linalg.solve(self.cov[np.ix_(at, at)], self.between[:, at].T).T
        mean = self.state_mean + gain @ (y.ravel()[at] - self.mean[at])
        return mean, self.state_cov - gain @ self.between[:, at].T


def correlated(sd: np.ndarray, raw: dict[tuple[int, int], float]) -> np.ndarray:
    """Covariance from sds and the rows of a Cholesky factor of the correlations, each scaled to length one."""
    low = np.eye(len(sd))
    for (i, j), value in raw.items():
        low[i, j] = value
    low /= np.linalg.norm(low, axis=1)[:, None]
    return (low @ low.T) * np.outer(sd, sd)


def joint(
    layout: Layout, labels: list[str], inputs: list[str], phi: np.ndarray, times: np.ndarray, since: np.ndarray,
    weekday: np.ndarray, floor: np.ndarray,
) -> Joint:  # fmt: skip
    """``phi`` [P] of one couple; ``floor`` [D] is the sd that rounding alone gives."""
    s = layout.settings
    x = {p.name: float(v) for p, v in zip(layout.parameters, phi, strict=True)}
    d, n, p, t = len(labels), len(labels) * s.order, len(inputs), len(times)
    m = n + p
    a, g = _motion(s, labels, x, floor)
    push = np.array([[x[f"input[{e}<-{c}]"] for c in inputs] for e in labels]).reshape(d, p)
    into = np.zeros((m, p))
    into[:d], into[n:] = push, np.eye(p)
    raw = {(i, j): x[f"input_corr[{inputs[i]},{inputs[j]}]"] for i in range(p) for j in range(i)}
    v = correlated(np.array([np.exp(x[f"log_input_sd[{c}]"]) for c in inputs]), raw)

    def step(gap: float) -> tuple[np.ndarray, np.ndarray]:
        """Transition and shock covariance of states and inputs over a gap."""
        if not s.dynamics:
            phi_, q = a, g
        else:
            flow = s.clock == "flow"
            phi_ = expm(a * gap) if flow else np.linalg.matrix_power(a, round(gap))
            rest = solve_continuous_lyapunov(a, -g) if flow else solve_discrete_lyapunov(a, g)
            q = rest - phi_ @ rest @ phi_.T
        trans, noise = np.zeros((m, m)), np.zeros((m, m))
        trans[:n, :n], noise[:n, :n] = phi_, q
        return trans, noise + into @ v @ into.T

    if s.initial == "free":
        names = labels if s.order == 1 else labels + [f"{'d/dt' if s.clock == 'flow' else 'lag1'} {e}" for e in labels]
        start = np.array([x[f"start_mean[{e}]"] for e in names] + [0.0] * p)
        raw = {(i, j): x[f"start_corr[{names[i]},{names[j]}]"] for i in range(n) for j in range(i)}
        first = np.zeros((m, m))
        first[:n, :n] = correlated(np.array([np.exp(x[f"log_start_sd[{e}]"]) for e in names]), raw)
        first[n:, n:] = v
    else:
        start, first = np.zeros(m), solve_discrete_lyapunov(*step(1.0))
    mean, cov = np.zeros((t, m)), np.zeros((t, m, t, m))
    mean[0], cov[0, :, 0] = start, first
    for i in range(1, t):
        trans, noise = step(times[i] - times[i - 1])
        mean[i] = trans @ mean[i - 1]
        for j in range(i):
            cov[i, :, j] = trans @ cov[i - 1, :, j]
            cov[j, :, i] = cov[i, :, j].T
        cov[i, :, i] = trans @ cov[i - 1, :, i - 1] @ trans.T + noise
    selector = np.zeros((d + p, m))
    selector[:d, :d], selector[d:, n:] = np.eye(d), np.eye(p)
    wide = np.kron(np.eye(t), selector)
    flat = cov.reshape(t * m, t * m)
    level = np.array([_level(s, labels, inputs, x, since[i], int(weekday[i])) for i in range(t)])
    error = np.zeros((d + p, d + p))
    error[:d, :d] = _error(s, labels, x, floor)
    return Joint(
        flat, mean.ravel(), wide @ mean.ravel() + level.ravel(),
        wide @ flat @ wide.T + np.kron(np.eye(t), error), flat @ wide.T,
    )  # fmt: skip


def _motion(s, labels: list[str], x: dict[str, float], floor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[no-untyped-def]
    """Drift or lag matrix, and shock covariance, of all states."""
    d, flow, eye = len(labels), s.clock == "flow", np.eye(len(labels))
    sd = np.exp([x[f"log_variability[{e}]"] for e in labels])
    raw = {(i, j): x.get(f"shock_corr[{labels[i]},{labels[j]}]", 0.0) for i in range(d) for j in range(i)}
    rounding = np.zeros((d, d)) if s.measurement_error else np.diag(floor**2)
    if not s.dynamics:
        return np.zeros((d, d)), correlated(sd, raw) + rounding
    own = [x.get(f"log_rate[{e}]", x.get(f"log_stiffness[{e}]", x.get(f"lag[{e}<-{e}]"))) for e in labels]
    rate = np.exp(own) / (1 + np.exp(own) / FASTEST) if s.order == 1 else np.exp(own)
    k = np.diag(-rate if flow else own)
    for i, e in enumerate(labels):
        for j, c in enumerate(labels):
            k[i, j] += x.get(f"{'drift' if flow else 'lag'}[{e}<-{c}]", 0.0) if i != j else 0.0
    faster = np.sqrt(2 * rate) if flow else np.ones(d)
    if flow and s.order == 2:
        faster = faster * np.sqrt(np.exp([x[f"log_damping[{e}]"] for e in labels]))
    g = (correlated(sd, raw) + rounding) * np.outer(faster, faster)
    if s.order == 1:
        return k, g
    zero = np.zeros((d, d))
    if flow:
        damping = -np.diag(np.exp([x[f"log_damping[{e}]"] for e in labels]))
        return np.block([[zero, eye], [k, damping]]), np.block([[zero, zero], [zero, g]])
    second = np.diag([x[f"lag2[{e}<-{e}]"] for e in labels])
    return np.block([[k, second], [eye, zero]]), np.block([[g, zero], [zero, zero]])


def _level(s, labels, inputs, x, since: float, weekday: int) -> list[float]:  # type: ignore[no-untyped-def]
    def day(e: str) -> float:
        if not s.weekday:
            return 0.0
        return x[f"weekday[{e},{weekday}]"] if weekday < 6 else -sum(x[f"weekday[{e},{k}]"] for k in range(6))

    own = [x.get(f"mean[{e}]", 0.0) + since * x.get(f"trend[{e}]", 0.0) + day(e) for e in labels]
    return own + [x[f"input_mean[{c}]"] for c in inputs]


def _error(s, labels: list[str], x: dict[str, float], floor: np.ndarray) -> np.ndarray:  # type: ignore[no-untyped-def]
    d = len(labels)
    if not s.measurement_error:
        return np.zeros((d, d))
    sd = np.exp([x[f"log_noise[{e}]"] + x[f"log_variability[{e}]"] for e in labels])
    raw = {(i, j): x.get(f"error_corr[{labels[i]},{labels[j]}]", 0.0) for i in range(d) for j in range(i)}
    return correlated(sd, raw) + np.diag(floor**2)
