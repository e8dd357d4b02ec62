"""How far does the Gaussian filter lead the posterior astray? Draws of the fit, weighed again by particles.

Ten diaries of 45 days of the filter's own world (`science._own_world`), half of them of couples whose image tips over
within the diary. Each is fitted; at twenty draws of the posterior the likelihood is worked out by the strong particle
filter (`science._particles`), twice, and compared with the Gaussian filter's. A constant difference is of no account;
its spread is what the posterior is off by. Reweighted means of the traits rest on twenty draws and are rough: beside
them stands how many draws the weights are worth. Written to results/theory_particles*.csv.

    python -m science.theory_particles
    python -m science.theory_particles --diaries 1 --draws 3 --particles 2000 --normal
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pairbond.inference.theory import fit_theory
from pairbond.inference.theory._initial_state import initial_state_prior
from pairbond.inference.theory._problem import Problem

from ._own_world import Made, made
from ._particles import Particles
from ._results import FOLDER, record
from ._runs import PARTS, WORKERS, Done, Piece, Tables, finish, options
from ._theory_couples import DEEP, TRAITS
from ._theory_diaries import save

DIARIES, DAYS, DRAWS, PARTICLES, SEED = 10, 45, 20, 20000, 61
RUNS = 2  # of the particles at each draw


def couple_of(number: int, seed: int) -> Made:
    """A couple together throughout; even numbers: an image falls within the diary, odd ones: none does."""
    rng = np.random.default_rng([seed, number])
    for _ in range(5000):
        found = made(rng, DAYS)
        tips = bool(((found.image.max(0) > DEEP) & (found.image.min(0) < -DEEP)).any())
        if set(found.contact) == {"together"} and tips == (number % 2 == 0):
            return found
    raise RuntimeError("no such couple among 5000")


def one(number: int, seed: int, draws: int, particles: int, normal: bool) -> Tables:
    """Rows of draws, and the row of the diary."""
    couple = couple_of(number, seed)
    with tempfile.TemporaryDirectory() as folder:
        diary = save(Path(folder) / "diary", couple.share, couple.contact, np.random.default_rng([seed, number, 1]))
    fitted = fit_theory(diary, seed=seed + number, workers=1)
    layout = fitted.layout
    which = np.random.default_rng([seed, number, 2]).choice(len(fitted.draws), draws, replace=False)
    theta = fitted.draws[which]
    problem = Problem(fitted.panel, layout, initial_state_prior())
    gauss = problem.track(theta).total
    rows, began = [], time.perf_counter()
    found = np.zeros((draws, RUNS))
    for i in range(draws):
        filter_ = Particles(fitted.panel, layout.numbers(theta[i : i + 1]), exact=not normal)
        found[i] = [filter_.log_likelihood(particles, 1000 * i + k) for k in range(RUNS)]
        rows.append(
            {"diary": number, "draw": i, "gaussian": gauss[i], **{f"run_{k}": found[i, k] for k in range(RUNS)}}
        )
    row: dict[str, Any] = {"diary": number, "image_tips_over": number % 2 == 0, "ratings": int(fitted.panel.seen.sum())}
    row["likelihood_power"] = problem.likelihood_power  # share of the likelihood that the posterior counts
    row |= _summary(gauss, found) | _moved(
        fitted.draws, theta, problem.likelihood_power * gauss, problem.likelihood_power * found, len(TRAITS)
    )
    row |= {"seconds_a_run": (time.perf_counter() - began) / (draws * RUNS), **fitted.diagnostics}
    return {"draws": rows, "diaries": [row]}


def _summary(gauss: np.ndarray, found: np.ndarray) -> dict[str, float]:
    """Differences of log likelihood in nats: mean, spread over draws, and what of that spread is noise of particles."""
    away = found.mean(1) - gauss
    noise = float(np.sqrt(found.var(1, ddof=1).mean()))
    spread = float(away.std(ddof=1))
    return {
        "difference": float(away.mean()),
        "spread": spread,
        "noise_of_one_run": noise,
        "spread_without_noise": float(np.sqrt(max(spread**2 - noise**2 / found.shape[1], 0.0))),
    }


def _moved(draws: np.ndarray, theta: np.ndarray, gauss: np.ndarray, found: np.ndarray, traits: int) -> dict[str, float]:
    """How far means of the 2 × ``traits`` traits move, in posterior sds, when draws are weighed again."""
    log = np.logaddexp.reduce(found, axis=1) - gauss
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    here = theta[:, : 2 * traits]
    move = np.abs((weight @ here - here.mean(0)) / draws[:, : 2 * traits].std(0))
    effective = float(1 / (weight**2).sum())
    # what weights of this unevenness would move means by if they had nothing to do with the draws
    by_chance = float(np.sqrt(max(1 / effective - 1 / len(theta), 0.0)))
    return {
        "draws_worth": effective,
        "mean_moves_median": float(np.median(move)),
        "mean_moves_most": float(move.max()),
        "moves_by_chance": by_chance,
    }


def run(
    diaries: int = DIARIES, draws: int = DRAWS, particles: int = PARTICLES, seed: int = SEED, normal: bool = False,
    workers: int = WORKERS, out: Path = FOLDER, folder: Path = PARTS,
) -> pd.DataFrame:  # fmt: skip
    """The row of each diary."""
    name = "theory_particles" + ("_normal" if normal else "")
    pieces = [Piece(str(i), (i, seed, draws, particles, normal)) for i in range(diaries)]
    settings = {"seed": seed, "days": DAYS, "draws": draws, "particles": particles, "runs": RUNS}
    settings["answers"] = "normal density" if normal else "exact chances"

    def written(done: Done) -> pd.DataFrame:
        record(f"{name}_draws", done.tables["draws"], out, **settings, **done.about)
        record(name, done.tables["diaries"], out, **settings, **done.about)
        return done.tables["diaries"]

    return written(finish(name, settings, pieces, one, written, workers, folder))


if __name__ == "__main__":
    wanted = options(__doc__, diaries=DIARIES, draws=DRAWS, particles=PARTICLES, seed=SEED, normal=False).parse_args()
    print(run(**vars(wanted)).T.to_string())
