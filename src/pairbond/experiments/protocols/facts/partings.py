"""Facts about leaving and coming back."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from pairbond.experiments.samples import community, correlation, follow, simulated
from pairbond.experiments.trial import Trial
from pairbond.simulate import prepare
from pairbond.theory import COUPLES, PEOPLE, Couple, Theory

YEAR = 365


def _returns(code: np.ndarray) -> np.ndarray:
    """How often each couple [days, n] came together again."""
    together = code < 0.5
    return (together[1:] & ~together[:-1]).sum(0)


def attempts_before_leaving(trial: Trial) -> float:
    code = follow(trial, [COUPLES["closed-circuit"]] * 200, 10 * YEAR, ["code"])["code"]
    found = _returns(code)
    return float(found[found > 0].mean()) if (found > 0).any() else float("nan")


def preoccupied_return(trial: Trial) -> float:
    rng = np.random.default_rng([trial.seed, 5])
    anxiety = rng.uniform(0.0, 1.0, 200)
    b = PEOPLE["self-sacrificing"]
    couples = [Couple(PEOPLE["self-inflating"], replace(b, anxiety=float(x))) for x in anxiety]
    return correlation(anxiety, _returns(follow(trial, couples, 5 * YEAR, ["code"])["code"]).astype(float))


@cache
def _decade(theory: Theory, seed: int) -> np.ndarray:
    """Status of community couples over ten years, [days + 1, n]."""
    return follow(Trial(theory, seed=seed), community(seed), 10 * YEAR, ["code"])["code"]


def on_and_off(trial: Trial) -> float:
    code = _decade(trial.theory, trial.seed)[: 5 * YEAR + 1]
    parted = (code > 0.5).any(0)
    return float((_returns(code)[parted] > 0).mean()) if parted.any() else float("nan")


def _first(trial: Trial) -> np.ndarray:
    """Day of the first parting of each couple; infinite where there is none."""
    parted = _decade(trial.theory, trial.seed) > 0.5
    return np.where(parted.any(0), parted.argmax(0), np.inf)


def _hazard(day: np.ndarray, begin: int, end: int) -> float:
    """Partings a year among those still together."""
    at_risk = (day >= begin).sum()
    gone = ((day >= begin) & (day < end)).sum()
    return float(gone / max(at_risk, 1) / ((end - begin) / YEAR))


def break_ups_by_duration(trial: Trial) -> float:
    return float((_first(trial) <= YEAR).mean())


def hazard_of_dissolution(trial: Trial) -> float:
    day = _first(trial)
    peak = max(_hazard(day, YEAR * i, YEAR * (i + 1)) for i in range(10))
    early, late = _hazard(day, 0, YEAR // 2), _hazard(day, 7 * YEAR, 10 * YEAR)
    return peak / max(early, late, 1e-9)


def rejection_sensitivity(trial: Trial) -> float:
    shares = []
    for name in ("anxious", "secure"):
        couple = Couple(PEOPLE["secure"], PEOPLE[name])
        run = prepare(couple, YEAR, draws=400, seed=trial.seed, theory=trial.theory, record="summary")
        shares.append(np.isfinite(np.asarray(run.arrays()["first_leaving_day"])).mean())
    return float(shares[0] - shares[1])


def anxious_avoidant_lasts(trial: Trial) -> float:
    anx, av = PEOPLE["anxious"], PEOPLE["avoidant"]
    paths = follow(trial, [Couple(anx, av), Couple(anx, anx), Couple(av, av)], 3 * YEAR, ["leaving_rate"], noise=False)
    stays = np.exp(-np.cumsum(paths["leaving_rate"].sum(1), axis=0)).sum(0)
    return float(stays[0] - max(stays[1:]))


PROTOCOLS = simulated(
    attempts_before_leaving,
    preoccupied_return,
    on_and_off,
    break_ups_by_duration,
    hazard_of_dissolution,
    rejection_sensitivity,
    anxious_avoidant_lasts,
)
