"""Does a circuit of the minimal model cycle where its conditions say so, and as fast as its formulas say?

Numbers are drawn evenly from the ranges of the derivation: splitting −.3 to 1.5, difference 0 to 2.5, voice_steepness
2 to 16, hope_time 15 to 90 days, at an image_time of 3 days; for the part on hunger also hunger_pull 0 to 2 and
hunger_time 5 to 60 days. All are followed side by side by a Runge–Kutta method with a fixed step, from a good image,
over sixty times hope_time. A circuit cycles if its image, measured by half of its own range, falls at least three
times in the second half (`pairbond.dynamics.falls`) and does not swing less in the last quarter than in the one before
(.95 of it). In the first run, with which the predictions were written down, an image fell whenever it went through 0.

Predicted before it was run, and written down with this file:

1. conditions (i) and (ii) are right in at least 390 of 400 sets without hunger's pull;
2. (i) and "no stable rest point", by eigenvalues, are right in at least 396;
3. none of the sets with (i) violated cycles, and each with (i) and (iii) does (both proved): no exception;
4. over the sets that cycle, T₀ correlates with the period by at least .95, and the period estimated with the delay of
   the folds is nearer to it than T₀ is (median relative error, at most .15 against more);
5. the swing is within .05 of its formula in 90 % of the sets that cycle;
6. 400 sets with hunger and without voice: they cycle exactly where slowness < λ < ω in at least .90;
7. of 400 sets with hunger and voice, those that cycle come to rest with the voice held at its mean over the cycle
   where ω < λ, and not elsewhere, in at least .88; "a stable rest point at that voice" is right in at least .95.

    python -m science.minimal_onset     # from the root of the repository
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pairbond.minimal import (
    MODEL,
    Circuit,
    hunger_alone,
    onset,
    period_estimate,
    rest_points,
    rests_when_held,
    slow_period,
    slow_period_approximation,
    swing,
    voiced,
)

from ._minimal_circuits import followed, judge_falls, side_by_side
from ._results import record

SETS, SEED = 400, 19
LENGTH, FINE, KEPT = 60, 400, 10  # times hope_time, steps in one of them, every how many is kept
RANGES = {"splitting": (-0.3, 1.5), "difference": (0.0, 2.5), "voice_steepness": (2.0, 16.0), "hope_time": (15.0, 90.0)}
HUNGER = {"hunger_pull": (0.0, 2.0), "hunger_time": (5.0, 60.0)}


def drawn(count: int, hunger: bool, rng: np.random.Generator) -> list[Circuit]:
    ranges = {**RANGES, **(HUNGER if hunger else {})}
    columns = {name: rng.uniform(*ends, count) for name, ends in ranges.items()}
    return [Circuit(image_time=3.0, **{k: float(v[i]) for k, v in columns.items()}) for i in range(count)]


@dataclass(frozen=True)
class Outcome:
    """What became of circuits followed side by side, [n] each; ``voice`` is its mean over the last quarter."""

    cycles: np.ndarray
    period: np.ndarray
    swing: np.ndarray
    voice: np.ndarray
    last: np.ndarray


def outcome(circuits: list[Circuit], held: np.ndarray | None = None, begin: np.ndarray | None = None) -> Outcome:
    """Follow circuits from a good image, or from ``begin`` [3, n], with the voice held at ``held`` [n]."""
    many = side_by_side(circuits)
    step = np.maximum(many.hope_time, many.hunger_time * (many.hunger_pull > 0)) / FINE
    course, last = followed(many, step, LENGTH * FINE, held, begin, KEPT)
    found = judge_falls(course[:, 0])
    voice = np.asarray(voiced(many, course[-(len(course) // 4) :, 1])).mean(0)
    return Outcome(found.cycles, KEPT * step * found.period, found.swing, voice, last)


def judged(statement: str, said: np.ndarray, true: np.ndarray) -> dict[str, Any]:
    """How often a statement is right, and how it is wrong."""
    return {
        "statement": statement, "sets": len(true), "true": int(true.sum()), "right": int((said == true).sum()),
        "false_alarms": int((said & ~true).sum()), "missed": int((~said & true).sum()),
    }  # fmt: skip


def compared(formula: str, said: np.ndarray, true: np.ndarray) -> dict[str, Any]:
    """How near a formula comes; errors as a share of what is true, and how many are within .05 of it."""
    off = np.abs(said / true - 1)
    return {
        "formula": formula, "sets": len(true), "correlation": np.corrcoef(said, true)[0, 1],
        "median_error": np.median(off), "q90_error": np.quantile(off, 0.9),
        "within_.05": float((np.abs(said - true) <= 0.05).mean()),
    }  # fmt: skip


def voice_alone(rng: np.random.Generator) -> tuple[list[dict[str, Any]], pd.DataFrame, pd.DataFrame]:
    """Statements on 400 sets without hunger, periods of those that cycle, and the sets where (i) and (ii) are wrong."""
    sets = drawn(SETS, False, rng)
    true = outcome(sets)
    conditions = [onset(one) for one in sets]
    both = np.array([one.cycles for one in conditions])
    first = np.array([one.speed > 0 for one in conditions])
    slope = np.array([0.2 * one.voice_steepness * one.difference - one.splitting for one in sets])
    restless = np.array([not any(x.stable for x in rest_points(one)) for one in sets])
    certain = np.array([one.certain for one in conditions])
    rows = [
        judged("(i) and (ii)", both, true.cycles),
        judged("(i) and the middle swings (λ < a D' W')", first & (slope > 0), true.cycles),
        judged("(i) and no stable rest point", first & restless, true.cycles),
        judged("(i) violated: none cycles", np.zeros((~first).sum(), bool), true.cycles[~first]),
        judged("(i) and (iii): all cycle", np.ones(certain.sum(), bool), true.cycles[certain]),
    ]
    wrong = pd.DataFrame([{**vars(one), **vars(c), "cycles": bool(t), "swing": s}
                          for one, c, t, s, b in zip(sets, conditions, true.cycles, true.swing, both, strict=True)
                          if t != b])  # fmt: skip
    at = np.flatnonzero(true.cycles & both)
    formulas = {"T0": slow_period_approximation, "slow limit": slow_period, "slow limit and delay": period_estimate}
    found = [
        compared(f"period, days: {name}", np.array([formula(sets[i]) for i in at]), true.period[at])
        for name, formula in formulas.items()
    ]
    found.append(compared("swing", np.array([swing(sets[i]) for i in at]), true.swing[at]))
    return rows, pd.DataFrame(found), wrong


def with_hunger(rng: np.random.Generator) -> list[dict[str, Any]]:
    """Statements on hunger without a voice, and on circuits that cycle and whose voice is then held at its mean."""
    silent = drawn(SETS, True, rng)
    alone = outcome(silent, held=np.full(SETS, 0.5))
    rows = [
        judged("hunger alone: slowness < λ < ω", np.array([hunger_alone(x).cycles_alone for x in silent]), alone.cycles)
    ]
    sets = drawn(SETS, True, rng)
    free = outcome(sets)
    at = np.flatnonzero(free.cycles)
    chosen, voice = [sets[i] for i in at], free.voice[at]
    rests = ~outcome(chosen, voice, free.last[:, at]).cycles
    rows.append(judged("closed: ω < λ", np.array([hunger_alone(x).closed for x in chosen]), rests))
    sharper = np.array([rests_when_held(x, float(v)) for x, v in zip(chosen, voice, strict=True)])
    rows.append(judged("closed: a stable rest point at the mean voice", sharper, rests))
    return rows


def main() -> None:
    rng = np.random.default_rng(SEED)
    rows, formulas, wrong = voice_alone(rng)
    rows += with_hunger(rng)
    about = {"model": MODEL.hash, "sets": SETS, "seed": SEED}
    record("minimal_onset", pd.DataFrame(rows), **about)
    record("minimal_period", formulas, **about)
    record("minimal_onset_wrong", wrong, **about)
    for table in (pd.DataFrame(rows), formulas, wrong):
        print(table.round(3).to_string())


if __name__ == "__main__":
    main()
