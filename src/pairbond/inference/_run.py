"""From a diary and settings to a `Fit`: several starts, or several diaries, in one batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond._cache import enable_compile_cache, make_room_for_code
from pairbond.diary import Diary
from pairbond.errors import PairbondError
from pairbond.inference._hmc import affordable, refine
from pairbond.inference._laplace import Mode, find_mode
from pairbond.inference._layout import Layout, reaching
from pairbond.inference._nuts import nuts
from pairbond.inference._panel import Responses, responses
from pairbond.inference._posterior import draw
from pairbond.inference._random_effects_covariance import RandomEffectsCovariance, names_of, prior_of
from pairbond.inference._spec import Spec
from pairbond.inference._start_failure import start_failure
from pairbond.inference._system import Panel
from pairbond.inference.posterior import Posterior
from pairbond.inference.result import Fit
from pairbond.inference.timer import stage

F = NDArray[np.float64]
Progress = Callable[[str], None]
NEAR = 2.0  # nats within which two optima are both reported
STEP = 8  # panels are filled up to multiples of this, so that a diary that grew by a day finds its code compiled
CHUNK = 160  # couples searched at once: beyond this a wider batch saves no time


def run_many(
    diaries: Sequence[Diary],
    spec: Spec,
    *,
    begin: Fit | None = None,
    progress: Progress | None = None,
    start_values: F | None = None,
    tolerance: float | None = None,
) -> list[Fit]:
    """Fit the same model to several diaries of like shape, side by side.

    begin : a fit whose mode is the (single) start of all; saves most of the search.
    start_values : [S, F] starts of the shared parameters on the unconstrained scale.
    """
    enable_compile_cache()
    make_room_for_code()
    timing: dict[str, float] = {}
    laid = spec.layout(diaries[0])
    with stage(timing, "arrange"):
        data = [responses(d, spec) for d in diaries]
        laid = reaching(laid, max(a.longest for a in data), all(a.on_grid for a in data))
    starts = _starts(laid, spec, begin, start_values)
    fits = []
    try:
        with stage(timing, "search"):
            modes = _search(laid, spec, data, starts, begin, progress, tolerance)
        with stage(timing, "draw"):
            for diary, data_of, found in zip(diaries, data, modes, strict=True):
                fits.append(_finish(diary, spec, laid, data_of, found, starts, progress))
    except np.linalg.LinAlgError:
        raise PairbondError(
            "The search broke down, because these entries do not determine the model; use fewer items, or let less "
            "differ between couples."
        ) from None
    shared = {k: v / len(fits) for k, v in timing.items()}
    return [replace(f, posterior=replace(f.posterior, timing=shared)) for f in fits]


def _starts(laid: Layout, spec: Spec, begin: Fit | None, values: F | None) -> F:
    """Starts [S, F + K]: the default, then the default with normal noise."""
    prior, spread = prior_of(laid), RandomEffectsCovariance(laid)
    if begin is not None:
        return np.concatenate([begin.posterior.mode["shared"], begin.posterior.mode["spread"]])[None]
    if values is not None:
        values = np.atleast_2d(np.asarray(values, float))
        if values.shape[1] != len(prior.loc):
            raise PairbondError(
                f"start_values have {values.shape[1]} columns; the model has {len(prior.loc)} parameters."
            )
        return np.concatenate([values, np.tile(spread.loc, (len(values), 1))], 1)
    loc, scale = np.concatenate([prior.loc, spread.loc]), np.concatenate([prior.scale, spread.scale])
    rng = np.random.default_rng(spec.seed)
    noise = rng.normal(size=(spec.starts, len(loc))) * scale
    noise[0] = 0.0
    return loc + noise


def _search(
    laid: Layout,
    spec: Spec,
    data: list[Responses],
    starts: F,
    begin: Fit | None,
    progress: Progress | None,
    tolerance: float | None = None,
) -> list[list[Mode]]:
    """Modes of every diary from every start; small problems are searched many at a time.

    All batches have one shape, so that the code is compiled once.
    """
    most = max(a.panel.y.shape[-1] for a in data)
    pool = _filled(most)
    rows = _filled(max(a.panel.y.shape[0] for a in data))
    gaps = _filled(max(a.panel.gaps.shape[0] for a in data))
    jobs = [(i, k) for i in range(len(data)) for k in range(len(starts))]
    width = min(len(jobs), max(1, CHUNK // pool))
    size = laid.tie.shape[1]
    prior = prior_of(laid, 1.0 if spec.model.prior == "weak" else 0.0)

    def batch(at: int) -> list[Mode]:
        part = jobs[at : at + width]
        part = part + part[-1:] * (width - len(part))
        panels = [_pad(data[i].panel, rows, gaps, pool) for i, _ in part]
        panel = Panel(*(np.concatenate(x, axis=-1) for x in zip(*panels, strict=True)))
        mu = np.stack([starts[k, :size] for _, k in part])
        omega = np.stack([starts[k, size:] for _, k in part])
        own = None if begin is None else begin.posterior.mode["own"]
        own = own if own is not None and len(own) == most else None
        b = None if own is None else np.tile(np.pad(own, ((0, pool - most), (0, 0)))[None], (width, 1, 1))
        return find_mode(laid, panel, width, mu, omega, b, prior, _teller(progress, at, len(jobs)), tolerance=tolerance)

    # one batch after another: two compiled programs at once can wait for each other for ever on two cores
    found = [m for at in range(0, len(jobs), width) for m in batch(at)]
    return [found[i * len(starts) : (i + 1) * len(starts)] for i in range(len(data))]


def _filled(count: int) -> int:
    """One stays one: one couple, or one gap for all."""
    return count if count == 1 else -(-count // STEP) * STEP


def _pad(panel: Panel, rows: int, gaps: int, couples: int) -> Panel:
    """Fill up with occasions and couples without ratings, which change nothing."""
    t, _, b = panel.y.shape
    y, seen, step, table, since, weekday, floor = (np.asarray(x) for x in panel)
    lines, width = (0, rows - t), (0, couples - b)
    return Panel(
        np.pad(y, (lines, (0, 0), width)),
        np.pad(seen, (lines, (0, 0), width)),
        np.pad(step, (lines, width)),
        np.pad(np.pad(table, ((0, gaps - len(table)), (0, 0)), mode="edge"), ((0, 0), width), mode="edge"),
        np.pad(since, (lines, width)),
        np.pad(weekday, (lines, width)),
        np.pad(floor, ((0, 0), width), mode="edge"),
    )


def _finish(diary: Diary, spec: Spec, laid: Layout, data: Responses, modes: list[Mode], starts: F,
            progress: Progress | None) -> Fit:  # fmt: skip
    order = np.argsort([-m.objective for m in modes])
    best = modes[order[0]]
    if not np.isfinite(best.objective):
        raise PairbondError(start_failure(laid, data, starts[0][: laid.tie.shape[1]]))
    n = len(data.couples)
    best = replace(best, b=best.b[:n], b_cov=best.b_cov[:n], b_by_mu=best.b_by_mu[:n], b_by_omega=best.b_by_omega[:n])
    draws, how = _draws(laid, data, best, spec, progress)
    sd = np.sqrt(np.maximum(np.diag(best.mu_cov), 1e-12))
    optima = pd.DataFrame(
        {
            "start": order,
            "value": [modes[i].objective for i in order],
            "gap": [best.objective - modes[i].objective for i in order],
            "distance": [float(np.abs((modes[i].mu - best.mu) / sd).max()) for i in order],
            "converged": [modes[i].converged for i in order],
            "iterations": [modes[i].iterations for i in order],
            "reason": [
                "" if np.isfinite(modes[i].objective) else start_failure(laid, data, starts[i][: len(best.mu)])
                for i in order
            ],
        }
    )
    optima["reported"] = (optima["gap"] <= NEAR) & ((optima["distance"] > 1.0) | (optima.index == 0))
    posterior = Posterior(
        draws=draws,
        names=names_of(laid),
        mode={"shared": best.mu, "spread": best.omega, "own": best.b},
        optima=optima,
        diagnostics={
            "log_likelihood": best.log_likelihood + data.log_jacobian,
            "log_posterior": best.objective,
            "converged": best.converged,
            "next_step_gain": best.decrement,
            "starts": len(modes),
            "starts_agree": int((optima["gap"] <= NEAR).sum()),
            "distinct_optima": int(optima["reported"].sum()),
            **how,
        },
        timing={},
        seed=spec.seed,
    )
    return Fit(diary, spec, posterior)


def _draws(
    laid: Layout, data: Responses, mode: Mode, spec: Spec, progress: Progress | None
) -> tuple[dict[str, F], dict[str, float | str]]:
    """Draws of the posterior and how they were made: from the normal curve over the mode, or by sampling."""
    prior = prior_of(laid, 1.0 if spec.model.prior == "weak" else 0.0)
    about: dict[str, float] = {}
    occasions, _, couples = data.panel.y.shape
    panel = _pad(data.panel, _filled(occasions), _filled(len(data.panel.gaps)), couples)
    if spec.method == "full":
        draws, about = nuts(laid, panel, mode, prior, spec.draws, spec.seed, progress)
        return draws, {"posterior": "sampled", **about}
    if spec.method == "quick" and affordable(couples, occasions, prior):
        if progress:
            progress("correcting the intervals by a short sampling run")
        polished, about = refine(laid, panel, mode, prior, spec.draws, spec.seed)
        if polished is not None:
            return polished, {"posterior": "sampled briefly", **about}
    return draw(laid, mode, spec.draws, spec.seed), {"posterior": "normal", **about}


def _teller(progress: Progress | None, at: int, total: int) -> Callable[[int, float], None] | None:
    if progress is None:
        return None
    which = f" ({at + 1} of {total})" if total > 1 else ""

    def tell(step: int, value: float) -> None:
        progress(f"search step {step}{which}, log posterior {value:.1f}")

    return tell
