"""Partings and returns beside published figures, and the level of the hazards: results/survival.csv.

    python -m science.survival   # from the root of the repository; two minutes

Every figure of the theory, of the repaired theory, and of that with the level that is found.

Two figures set two levels; the others are printed beside what was published and set nothing.

- Leaving: of 108 couples who had dated for half a year or more, 44 % of those with a rejection-sensitive woman and 15 %
  of the others had broken up a year later (Downey et al., 1998); together .295, if each group is a half. The three
  ways of leaving (``leave_base``, ``leave_discard``, ``leave_preempt``) have one factor, since the figure does not
  tell them apart.
- Return: about half of young adults had broken up and come together again (Halpern-Meekin et al., 2013, n = 792), taken
  here, as in the fact ``on_and_off``, of couples that ever parted. ``return_base`` has the other factor.

Of the rate of breaking off contact (``part_base``) no figure was found; it stays. Of unmarried couples in their first
year 70 % part, and of married ones in the fifth 3 % (Rosenfeld, 2014, from press reports, which give no interval): both
concern other couples than Downey's, and set nothing.

The rule: bisection of the logarithm of each factor between 1/100 and 100, leaving first, then return, and both again
until neither figure is farther than .01 from the published one, three times at most. A figure that is not reached
between these ends leaves its level at the end that is nearer, and is reported as not reached. Couples are those of the
community sample (``pairbond.experiments.samples``), by a seed of their own; the gates' random couples are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
import pandas as pd

from pairbond.experiments.samples import community
from pairbond.simulate import prepare
from pairbond.theory import Couple, Theory
from pairbond.theory.repairs import renumbered, repaired
from science.gates.populations import couples

from ._results import record

SEED, COUPLES, GATE_COUPLES = 2026_12_01, 1000, 200
HALF, YEAR = 180, 365
LEAVING, RETURNING = ("leave_base", "leave_discard", "leave_preempt"), ("return_base",)
BROKEN_UP, RETURNED = 0.295, 0.5
FURTHEST, NEAR, ROUNDS, STEPS = 100.0, 0.01, 3, 14
Estimate = tuple[float, int]  # a share or a mean, and of how many


def status(theory: Theory, who: list[Couple], days: int) -> np.ndarray:
    """Status of couples day by day with chance, [days + 1, n]."""
    return np.asarray(prepare(who, days, seed=SEED, theory=theory, record=("code",)).arrays()["code"])


def broken_up(code: np.ndarray, begin: int = HALF, which: np.ndarray | None = None) -> Estimate:
    """Of those together on a day, the share that is apart a year later."""
    together = code[begin] < 0.5
    together = together if which is None else together & which
    return float((code[begin + YEAR, together] > 0.5).mean()), int(together.sum())


def parted_in(code: np.ndarray, begin: int) -> Estimate:
    """Of those together on a day, the share that leaves within a year."""
    together = code[begin] < 0.5
    return float((code[begin : begin + YEAR + 1, together] > 0.5).any(0).mean()), int(together.sum())


def returns(code: np.ndarray) -> np.ndarray:
    """How often each couple came together again, [n]."""
    together = code < 0.5
    return (together[1:] & ~together[:-1]).sum(0)


def returned(code: np.ndarray) -> Estimate:
    """Of those that ever parted, the share that ever came together again."""
    parted = (code > 0.5).any(0)
    return float((returns(code)[parted] > 0).mean()), int(parted.sum())


def first_leaving(code: np.ndarray) -> Estimate:
    """Median day of the first leaving; infinite where fewer than half leave."""
    left = code > 0.5
    day = np.where(left.any(0), left.argmax(0), np.inf)
    return float(np.median(day)), len(day)


def with_levels(theory: Theory, leaving: float, returning: float) -> Theory:
    """The theory with its hazards multiplied by two factors."""
    numbers = {name: leaving * theory.constants[name].value for name in LEAVING}
    return renumbered(theory, numbers | {name: returning * theory.constants[name].value for name in RETURNING})


def root(figure: Callable[[float], float], wanted: float) -> float:
    """The factor at which a figure that rises with it is what is wanted; an end where it is not reached."""
    low, high = -log(FURTHEST), log(FURTHEST)
    if figure(exp(high)) < wanted:
        return exp(high)
    if figure(exp(low)) > wanted:
        return exp(low)
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if figure(exp(middle)) < wanted else (low, middle)
    return exp((low + high) / 2)


@dataclass(frozen=True)
class Round:
    """The two factors after a round, and the figures with both."""

    leaving: float
    returning: float
    broken_up: float
    returned: float

    def __str__(self) -> str:
        return (
            f"leaving × {self.leaving:.3g}, return × {self.returning:.3g}: "
            f"apart {self.broken_up:.3f}, came together again {self.returned:.3f}"
        )


def levels(theory: Theory) -> list[Round]:
    """The rounds of the rule above; the last has the factors."""
    who = community(SEED, COUPLES)
    leaving = returning = 1.0

    def left(factor: float) -> float:
        return broken_up(status(with_levels(theory, factor, returning), who, HALF + YEAR))[0]

    def back(factor: float) -> float:
        return returned(status(with_levels(theory, leaving, factor), who, 5 * YEAR))[0]

    rounds: list[Round] = []
    for _ in range(ROUNDS):
        leaving = root(left, BROKEN_UP)
        returning = root(back, RETURNED)
        rounds.append(Round(leaving, returning, left(leaving), back(returning)))
        print(rounds[-1])
        if abs(rounds[-1].broken_up - BROKEN_UP) <= NEAR and abs(rounds[-1].returned - RETURNED) <= NEAR:
            break
    return rounds


Published = tuple[str, float, float, float, str]


def _share(sets: str, value: float, people: int, of: str) -> Published:
    """A published share with its binomial 95 % interval."""
    away = 1.96 * sqrt(value * (1 - value) / people)
    return sets, value, value - away, value + away, f"{of}, n = {people}"


def _printed(of: str, value: float = np.nan, low: float = np.nan, high: float = np.nan) -> Published:
    """What sets nothing."""
    return "", value, low, high, of


NC = "self-inflating × self-sacrificing of the gates"
PUBLISHED: Mapping[str, Published] = {
    # name: which level it sets, published, interval from, to, of what and by whom
    "broken_up": _share("leaving", BROKEN_UP, 108, "apart a year after half a year together; Downey et al. (1998)"),
    "returned": _share(
        "return", RETURNED, 792, "together again, of those that parted in five years; Halpern-Meekin et al. (2013)"
    ),
    "broken_up_anxious": _share("", 0.44, 54, "apart, partner b among the more anxious half; Downey et al. (1998)"),
    "broken_up_other": _share("", 0.15, 54, "apart, partner b among the less anxious half; Downey et al. (1998)"),
    "first_year": _printed("leave in the first year; Rosenfeld (2014), unmarried, press figure", 0.7),
    "fifth_year": _printed(
        "leave in the fifth year; Rosenfeld (2014), married to unmarried, press", low=0.03, high=0.3
    ),
    "renewals": _printed("returns in five years of those that returned at all; Dailey (2019)", 2.5, 2.0, 3.0),
    "circuit_first_leaving": _printed(f"median day of the first leaving, {NC}"),
    "circuit_first_year": _printed(f"leave in the first year, {NC}"),
    "ordinary_first_year": _printed("leave in the first year, ordinary couples of the gates"),
    "secure_first_year": _printed("leave in the first year, secure couples of the gates"),
}
KINDS = {
    "circuit": ("self-inflating", "self-sacrificing"),
    "ordinary": ("ordinary", "ordinary"),
    "secure": ("secure", "secure"),
}


def figures(theory: Theory) -> dict[str, Estimate]:
    """Every figure of a theory."""
    who = community(SEED, COUPLES)
    code = status(theory, who, 5 * YEAR)
    anxiety = np.array([one.b.anxiety for one in who])
    high = anxiety > np.median(anxiety)
    back = returns(code)
    gate = {name: status(theory, couples(*two, GATE_COUPLES, SEED), 2 * YEAR) for name, two in KINDS.items()}
    return {
        "broken_up": broken_up(code),
        "returned": returned(code),
        "broken_up_anxious": broken_up(code, which=high),
        "broken_up_other": broken_up(code, which=~high),
        "first_year": parted_in(code, 0),
        "fifth_year": parted_in(code, 4 * YEAR),
        "renewals": (float(back[back > 0].mean()), int((back > 0).sum())),
        "circuit_first_leaving": first_leaving(gate["circuit"]),
        **{f"{name}_first_year": parted_in(gate[name], 0) for name in KINDS},
    }


def main() -> None:
    rounds = levels(repaired())
    level = with_levels(repaired(), rounds[-1].leaving, rounds[-1].returning)
    theories = {"theory": Theory(), "repaired": repaired(), "with_level": level}
    found = {name: figures(theory) for name, theory in theories.items()}
    rows = [
        {"figure": name, "sets": sets, "published": value, "from": low, "to": high}
        | {which: one[name][0] for which, one in found.items()}
        | {f"{which}_n": one[name][1] for which, one in found.items()}
        | {"of": of}
        for name, (sets, value, low, high, of) in PUBLISHED.items()
    ]
    table = pd.DataFrame(rows)
    about = {f"round_{number}": str(one) for number, one in enumerate(rounds, start=1)}
    hashes = {f"theory_{name}": theory.hash for name, theory in theories.items() if name != "theory"}
    record("survival", table, couples=COUPLES, seed=SEED, **about, **hashes)
    print(table.drop(columns="of").to_string(index=False))


if __name__ == "__main__":
    main()
