"""Facts about days: coupling, linkage, inertia, violence."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.samples import (
    community,
    correlation,
    diaries,
    follow,
    satisfaction,
    simulated,
    somebody,
)
from pairbond.experiments.trial import Trial
from pairbond.theory import PEOPLE, Couple

F = np.ndarray
SHIFTS = 40  # re-pairings


def _cross_t(own: F, other: F) -> float:
    """t of the other's yesterday in a regression of today on own yesterday and the other's yesterday."""
    y = own[1:]
    x = np.stack([np.ones(len(y)), own[:-1], other[:-1]], axis=1)
    beta, *_ = np.linalg.lstsq(x, y, rcond=None)
    error = y - x @ beta
    cov = np.linalg.inv(x.T @ x) * (error @ error) / (len(y) - 3)
    return float(beta[2] / np.sqrt(cov[2, 2]))


def weak_coupling(trial: Trial) -> float:
    days = diaries(trial)
    strong = [max(abs(_cross_t(days[:, p, i], days[:, 1 - p, i])) for p in (0, 1)) > 2.6 for i in range(days.shape[2])]
    return 1.0 - float(np.mean(strong))


def _same_day(a: F, b: F) -> F:
    a, b = (x - x.mean(0) for x in (a, b))
    return (a * b).sum(0) / np.sqrt((a * a).sum(0) * (b * b).sum(0))


def pseudo_couples(trial: Trial) -> float:
    days = diaries(trial)
    real = _same_day(days[:, 0], days[:, 1])
    made = np.concatenate([_same_day(days[:, 0], np.roll(days[:, 1], k, axis=1)) for k in range(1, SHIFTS + 1)])
    return float((real > np.quantile(made, 0.95)).mean())


def linkage_is_distress(trial: Trial) -> float:
    days = diaries(trial)
    return correlation(_same_day(days[:, 0], days[:, 1]), satisfaction(trial))


def inertia(trial: Trial) -> float:
    days = diaries(trial).reshape(60, -1)
    return float(np.median(_same_day(days[1:], days[:-1])))


def narcissism_and_violence(trial: Trial) -> float:
    couples = community(trial.seed, stays=True)
    paths = follow(trial, couples, 365, ["hostility", "inflating"])
    return correlation(paths["inflating"][0].ravel(), paths["hostility"].mean(0).ravel())


def contempt_of_the_alike(trial: Trial) -> float:
    n, s = PEOPLE["self-inflating"], PEOPLE["secure"]
    paths = follow(trial, [Couple(n, n), Couple(s, s), Couple(n, s)], 365, ["hostility"], noise=False)
    alike, secure, mixed = paths["hostility"].mean(axis=(0, 1))
    return float(alike + secure - 2 * mixed)


def love_bombing(trial: Trial) -> float:
    couples = community(trial.seed, stays=True)
    pursuit = follow(trial, couples, 30, ["pursuit"])["pursuit"].mean(0).ravel()
    people = [one.a for one in couples] + [one.b for one in couples]
    traits = {
        "inflating": [(1 - x.inner_worth) * max(x.coping, 0.0) for x in people],
        "anxiety": [x.anxiety for x in people],
        "avoidance": [x.avoidance for x in people],
        "unworthy": [-x.inner_worth for x in people],
    }
    return min(correlation(np.array(x), pursuit) for x in traits.values())


def no_complementarity(trial: Trial) -> float:
    """Everybody picks, of ten, whom the first days please both most."""
    rng = np.random.default_rng([trial.seed, 4])
    people = [somebody(rng) for _ in range(60)]
    met = [(i, int(j)) for i in range(60) for j in rng.choice([k for k in range(60) if k != i], 10, replace=False)]
    couples = [Couple(people[i], people[j]) for i, j in met]
    paths = follow(trial, couples, 21, ["reward", "image"], noise=False)
    each = (paths["reward"] * np.maximum(paths["image"], 0.0)).mean(0)
    glad = np.sqrt(each[0] * each[1]).reshape(60, 10)
    chosen = [met[10 * i + int(glad[i].argmax())] for i in range(60)]
    answers = np.array([[people[i].coping, people[j].coping] for i, j in chosen])
    return correlation(answers[:, 0], answers[:, 1])


PROTOCOLS = simulated(
    weak_coupling,
    pseudo_couples,
    linkage_is_distress,
    inertia,
    narcissism_and_violence,
    contempt_of_the_alike,
    love_bombing,
    no_complementarity,
)
