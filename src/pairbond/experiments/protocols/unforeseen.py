"""E1, F2, F7: what cannot be foreseen, beside a rhythm of the same mean, variance and length of spells."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.intermittent_warmth import orders, rhythm
from pairbond.experiments.next_relationship import meeting
from pairbond.experiments.participants import CIRCUIT, NEXT, only
from pairbond.experiments.summaries import first_day, mean
from pairbond.experiments.trial import Trajectory, Trial
from pairbond.theory import DoseSchedule

Numbers = dict[str, np.ndarray]
WARM = 0.8  # on the warm days, none on the others
SPELLS = {2: 40, 4: 20, 6: 14}  # mean days of a spell, turns
ORDERS, STUDENT = 24, 2.069  # quantile .975 of Student's t with 23 degrees of freedom
AFTER, LATE, WEEK, MONTHS = 500, 100, 7, 240


def _warm(trial: Trial, days: int, warmth: float | DoseSchedule, after: int = 0) -> Trajectory:
    """a's warmth for some days, then none; nothing else."""
    own = [*only("a", end=days, warmth=warmth), *only("a", start=days)]
    return trial.one(CIRCUIT, days + after, own, ["craving"])


def _paired(irregular: list[np.ndarray], regular: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean difference over the orders, and the lower end of its 95 % interval."""
    more = np.array(irregular) - regular
    return more.mean(axis=0), more.mean(axis=0) - STUDENT * more.std(axis=0, ddof=1) / np.sqrt(len(more))


def e1(trial: Trial) -> Numbers:
    found: Numbers = {}
    least: list[np.ndarray] = []
    for length, turns in SPELLS.items():
        days = 2 * length * turns
        regular = _warm(trial, days, rhythm(length, length, WARM)).b("bond")[days]
        bonds = [_warm(trial, days, x).b("bond")[days] for x in orders(turns, length, length, WARM, ORDERS)]
        found[f"lead_{length}"], found[f"low_{length}"] = _paired(bonds, regular)
        least += [regular, np.mean(bonds, axis=0)]
    bonds = [_warm(trial, 160, x).b("bond")[160] for x in orders(32, 3, 2, WARM, ORDERS)]
    found["lead_3_2"], _ = _paired(bonds, _warm(trial, 160, rhythm(3, 2, WARM)).b("bond")[160])
    steady = _warm(trial, 160, 0.5 * WARM)
    found["above_steady"] = np.min(least, axis=0) - steady.b("bond")[160]
    found["expected"] = steady.b("expected_warmth")[160]

    def let_go(at: Trajectory) -> tuple[np.ndarray, np.ndarray]:
        """Days until craving is below .2, and craving a hundred days after the warmth."""
        craving = at.b("craving")[160:]
        day = first_day(craving, 0.2)
        return np.where(np.isnan(day), AFTER + 1.0, day), craving[LATE]

    regular_days, regular_late = let_go(_warm(trial, 160, rhythm(4, 4, WARM), AFTER))
    gone = [let_go(_warm(trial, 160, x, AFTER)) for x in orders(20, 4, 4, WARM, ORDERS)]
    found["days_more"] = np.mean([x[0] for x in gone], axis=0) - regular_days
    found["late_more"] = np.mean([x[1] for x in gone], axis=0) - regular_late
    return found


def f2(trial: Trial) -> Numbers:
    found: Numbers = {}
    unsure: list[np.ndarray] = []
    for length in (2, 4):
        turns = SPELLS[length]
        days = 2 * length * turns
        regular = _warm(trial, days, rhythm(length, length, WARM))
        irregular = [_warm(trial, days, x) for x in orders(turns, length, length, WARM, ORDERS)]
        arousal = [mean(x.b("arousal"), 50) for x in irregular]
        load = [x.b("load")[days] for x in irregular]
        found[f"arousal_{length}"], found[f"arousal_low_{length}"] = _paired(arousal, mean(regular.b("arousal"), 50))
        found[f"load_{length}"], _ = _paired(load, regular.b("load")[days])
        unsure += [mean(x.b("uncertainty"), 50) for x in irregular]
    steady = _warm(trial, 160, 0.5 * WARM)
    return found | {"uncertainty": np.mean(unsure, axis=0) - mean(steady.b("uncertainty"), 50)}


def f7(trial: Trial) -> Numbers:
    turns, on, off, days = 20, 5, 10, 300

    def struck(hostility: float | DoseSchedule) -> Trajectory:
        return trial.one(CIRCUIT, days, only("a", warmth=0.4, hostility=hostility))

    def unsaid(at: Trajectory) -> np.ndarray:
        """Share of the demand that there would be without a false self, and is not."""
        open_now = trial.evaluate(CIRCUIT, at, days, {"false_self": 0.0 * at.values["false_self"][days]})["demand"][1]
        return 1.0 - trial.evaluate(CIRCUIT, at, days)["demand"][1] / open_now

    irregular = [struck(x) for x in orders(turns, on, off, 0.6, ORDERS)]
    more, low = _paired([unsaid(x) for x in irregular], unsaid(struck(rhythm(on, off, 0.6))))
    first = irregular[0]
    later = trial.one(NEXT, MONTHS, only("a", warmth=0.7, care=0.6), begin=meeting(trial, NEXT, first, days))
    before = first.b("false_self")[days]
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = [later.b("false_self")[day] / before for day in (WEEK, MONTHS)]
    return {
        "unsaid_more": more,
        "unsaid_low": low,
        "unsaid_beyond_even": np.mean([unsaid(x) for x in irregular], axis=0) - unsaid(struck(0.2)),
        "share_after_week": shares[0],
        "share_after_months": shares[1],
        "alarm": mean(first.b("arousal"), days - 60) - first.b("arousal")[0],
    }


PROTOCOLS = {"E1": e1, "F2": f2, "F7": f7}
