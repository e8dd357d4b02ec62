"""Effective samples per second of ``method="full"`` beside the same model written with NumPyro and dynamax.

One couple, 60 days, two items, no missing rating. The peer follows the documentation of both libraries: a NumPyro
model with one site a parameter, dynamax's `lgssm_filter` as a factor, NUTS with a dense mass matrix. Both have the
same priors, draws and warm-up, run in turn in one process; both posteriors must agree, or the comparison is void.

    python -m science.peer_sampling 3        # from the root of the repository; repetitions
"""

from __future__ import annotations

import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
import pandas as pd
from dynamax.linear_gaussian_ssm import lgssm_filter
from dynamax.linear_gaussian_ssm.inference import make_lgssm_params
from numpyro.diagnostics import effective_sample_size
from numpyro.infer import MCMC, NUTS

import pairbond
from pairbond.diary import Diary, diary_from_frame
from pairbond.inference import LinearModel
from pairbond.inference._layout import Layout

from ._results import record

ITEMS, PARTNERS, DAYS, SEED = ("calm", "closeness"), ("first", "second"), 60, 3
LABELS = [f"{who}.{item}" for who in PARTNERS for item in ITEMS]
WARMUP, DRAWS, CHAINS = 300, 400, 2
MODEL = LinearModel(scaling="none", trend=False, weekday=False)


def written() -> tuple[Diary, np.ndarray]:
    """A couple whose days carry over by .5, with influence from the first to the second."""
    rng = np.random.default_rng(SEED)
    carry = np.array([[0.5, 0.1, 0, 0], [0, 0.5, 0, 0], [0.2, 0, 0.4, 0], [0, 0.2, 0, 0.4]])
    state, y = np.zeros(4), np.zeros((DAYS, 4))
    for day in range(DAYS):
        state = carry @ state + 0.7 * rng.normal(size=4)
        y[day] = state + 0.5 * rng.normal(size=4)
    frames = [
        pd.DataFrame({"couple": "1", "person": str(p), "partner": p, "time": np.arange(DAYS),
                      **{item: y[:, 2 * p + i] for i, item in enumerate(ITEMS)}})
        for p in (0, 1)
    ]  # fmt: skip
    return diary_from_frame(pd.concat(frames, ignore_index=True), list(ITEMS), partners=PARTNERS), y


def peer(layout: Layout, y: jnp.ndarray) -> None:
    """The model in NumPyro, its likelihood by dynamax."""
    x = {p.name: numpyro.sample(p.name, dist.Normal(p.loc, p.scale)) for p in layout.parameters}
    own = jnp.exp(jnp.array([x[f"log_rate[{a}]"] for a in LABELS]))
    rate = own / (1 + own / 24.0)
    drift = jnp.array([[-rate[i] if i == j else x[f"drift[{e}<-{c}]"] for j, c in enumerate(LABELS)]
                       for i, e in enumerate(LABELS)])  # fmt: skip
    low = jnp.eye(4)
    for i, a in enumerate(LABELS):
        for j, b in enumerate(LABELS[:i]):
            low = low.at[i, j].set(x[f"shock_corr[{a},{b}]"])
    low = low / jnp.linalg.norm(low, axis=1, keepdims=True)
    variability = jnp.exp(jnp.array([x[f"log_variability[{a}]"] for a in LABELS]))
    sd = variability * jnp.sqrt(2 * rate)
    shock = (low @ low.T) * jnp.outer(sd, sd)
    eye = jnp.eye(4)
    rest = jnp.linalg.solve(jnp.kron(drift, eye) + jnp.kron(eye, drift), -shock.reshape(-1)).reshape(4, 4)
    step = jax.scipy.linalg.expm(drift)
    noise_sd = variability * jnp.exp(jnp.array([x[f"log_noise[{a}]"] for a in LABELS]))
    r = eye
    for k, item in enumerate(ITEMS):
        together = jnp.tanh(x[f"shared_noise[{item}]"])
        r = r.at[k, k + 2].set(together).at[k + 2, k].set(together)
    params = make_lgssm_params(
        jnp.zeros(4), rest, step, rest - step @ rest @ step.T, eye, r * jnp.outer(noise_sd, noise_sd),
        emissions_bias=jnp.array([x[f"mean[{a}]"] for a in LABELS]),
    )  # fmt: skip
    numpyro.factor("answers", lgssm_filter(params, y).marginal_loglik)


def run_peer(layout: Layout, y: np.ndarray, seed: int) -> tuple[np.ndarray, float, float]:
    """Draws [chains, draws, P], seconds of sampling and seconds of the first call (with compilation)."""
    kernel = NUTS(peer, dense_mass=True, target_accept_prob=0.85)
    mcmc = MCMC(kernel, num_warmup=WARMUP, num_samples=DRAWS // CHAINS, num_chains=CHAINS,
                chain_method="sequential", progress_bar=False)  # fmt: skip
    seconds = []
    for key in (seed + 100, seed):
        start = time.perf_counter()
        mcmc.run(jax.random.PRNGKey(key), layout, jnp.asarray(y))
        jax.block_until_ready(mcmc.get_samples())
        seconds.append(time.perf_counter() - start)
    got = mcmc.get_samples(group_by_chain=True)
    return np.stack([np.asarray(got[p.name]) for p in layout.parameters], -1), seconds[1], seconds[0]


def main(repetitions: int) -> None:
    diary, y = written()
    rows, pooled = [], {"full": [], "peer": []}
    for seed in range(repetitions):
        start = time.perf_counter()
        fit = pairbond.fit(diary, MODEL, method="full", starts=4, seed=seed, draws=DRAWS)
        total = time.perf_counter() - start
        mine = fit.diagnostics["ess_min"], fit.diagnostics["ess_median"], fit.timing["draw"], total
        draws, seconds, first = run_peer(fit.layout, y, seed)
        ess = effective_sample_size(draws)
        theirs = float(ess.min()), float(np.median(ess)), seconds, first
        pooled["full"].append(fit.draws["shared"])
        pooled["peer"].append(draws.reshape(-1, draws.shape[-1]))
        for name, (least, median, sampling, everything) in (("pairbond full", mine), ("NumPyro + dynamax", theirs)):
            rows.append({"sampler": name, "seed": seed, "ess_min": least, "ess_median": median, "sampling_s": sampling,
                         "first_call_s": everything, "ess_min_per_s": least / sampling})  # fmt: skip
    table = pd.DataFrame(rows)
    a, b = (np.concatenate(pooled[k]) for k in ("full", "peer"))
    apart = (a.mean(0) - b.mean(0)) / b.std(0)
    per_second = table.groupby("sampler")["ess_min_per_s"].median()
    about = {
        "ratio_of_median_ess_min_per_s": f"{per_second['pairbond full'] / per_second['NumPyro + dynamax']:.2f}",
        "posteriors_apart_in_sd": f"rms {np.sqrt((apart**2).mean()):.3f}, largest {np.abs(apart).max():.3f}",
        "ratio_of_sds": f"median {np.median(a.std(0) / b.std(0)):.3f}",
        "draws": f"{CHAINS} chains of {WARMUP} + {DRAWS // CHAINS}",
    }
    print(table.round(2).to_string(), about, sep="\n")
    record("peer_sampling", table, **about)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
