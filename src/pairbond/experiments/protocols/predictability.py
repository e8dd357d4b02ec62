"""G16: can the one inside foresee the other's warmth?"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from pairbond.experiments.participants import CIRCUIT, STAYS
from pairbond.experiments.summaries import rises
from pairbond.experiments.trial import Pair, Trial

Numbers = dict[str, np.ndarray]
FIRST, BACK, AHEAD, EVERY, NEAREST, RIDGE = 300, 20, 7, 5, 40, 1.0
OWN = ("arousal", "unmet_need", "image", "expected_warmth")
LAGS = (0, 1, 2, 3, 5, 7, 10, 14, 19)  # of the days looked back upon


def g16(trial: Trial) -> Numbers:
    pair = Pair(CIRCUIT.a, CIRCUIT.b, STAYS)
    names = ["received_warmth", "received_hostility", *OWN, "hostility", "craving"]
    paths = trial.with_noise(pair, 1700, record=names)
    found = [_predicted({k: x[:, :, i] for k, x in paths.items() if k in names}) for i in range(trial.size)]
    explained = np.array([x[0] for x in found])
    return {
        "explained": explained,
        "unforeseen": 1.0 - explained,
        "in_order": np.array([x[1] for x in found]),
        "swing": paths["received_warmth"][FIRST:, 1].std(axis=(0, 2)),
    }


def _predicted(paths: dict[str, np.ndarray]) -> tuple[float, float]:
    """Best share of variance explained, and share of ruptures in order; arrays [days, 2, runs]."""
    runs = paths["image"].shape[-1]
    days = np.arange(FIRST, paths["image"].shape[0] - AHEAD, EVERY)
    x = np.stack([_known(paths, days, run) for run in range(runs)])
    y = np.stack([paths["received_warmth"][days + AHEAD, 1, run] for run in range(runs)])
    half = runs // 2
    learnt, asked = x[:half].reshape(-1, x.shape[-1]), x[half:].reshape(-1, x.shape[-1])
    centre, scale = learnt.mean(0), learnt.std(0) + 1e-9
    learnt, asked = (learnt - centre) / scale, (asked - centre) / scale
    truth, before = y[half:].ravel(), y[:half].ravel()
    guesses = [_ridge(learnt, before, asked), _ridge(_squared(learnt), before, _squared(asked))]
    guesses.append(_nearest(learnt, before, asked))
    best = max(1.0 - ((truth - g) ** 2).mean() / truth.var() for g in guesses)
    courses = [[paths[name][FIRST:, 0, run] for name in ("image", "hostility", "craving")] for run in range(runs)]
    order = [_in_order(*one) for one in courses]
    return float(best), float(np.nanmean(order)) if np.isfinite(order).any() else np.nan


def _known(paths: dict[str, np.ndarray], days: np.ndarray, run: int) -> np.ndarray:
    past = [paths[name][days - lag, 1, run] for name in ("received_warmth", "received_hostility") for lag in LAGS]
    return np.stack([*past, *(paths[name][days, 1, run] for name in OWN)], axis=1)


def _squared(x: np.ndarray) -> np.ndarray:
    i, j = np.triu_indices(x.shape[1])
    return np.concatenate([x, x[:, i] * x[:, j]], axis=1)


def _ridge(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> np.ndarray:
    middle = y.mean()
    weights = np.linalg.solve(x.T @ x + RIDGE * len(x) ** 0.5 * np.eye(x.shape[1]), x.T @ (y - middle))
    return at @ weights + middle


def _nearest(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> np.ndarray:
    away = (at**2).sum(1)[:, None] + (x**2).sum(1) - 2.0 * at @ x.T
    k = min(NEAREST, x.shape[0] - 1)
    return y[np.argpartition(away, k, axis=1)[:, :k]].mean(axis=1)


def _in_order(image: np.ndarray, hostility: np.ndarray, craving: np.ndarray) -> float:
    """Share of the turns of the image that are long and deep enough to be one, in which hostility peaks first."""
    right = []
    for begin, end in pairwise(rises(image)):
        span = slice(int(np.ceil(begin)), int(np.ceil(end)) + 1)
        if end - begin >= 10 and image[span].min() < -0.3:
            right.append(hostility[span].argmax() < craving[span].argmax())
    return float(np.mean(right)) if right else np.nan


PROTOCOLS = {"G16": g16}
