"""Partings and returns beside published figures, and the level of the hazards: results/survival.csv.

    python -m science.survival --level    # the two factors, by root-finding; prints them and writes no table
    python -m science.survival            # every figure, of the theory, repaired without the level, and with it

Two figures set two levels; the others are printed beside what was published and set nothing.

- Leaving: of 108 couples who had dated for half a year or more, 44 % of those with a rejection-sensitive woman and 15 %
  of the others had broken up a year later (Downey et al., 1998); together .295, if each group is a half. The three ways
  of leaving (``leave_base``, ``leave_discard``, ``leave_preempt``) have one factor, since the figure does not tell them
  apart.
- Return: about half of young adults had broken up and come together again (Halpern-Meekin et al., 2013, n = 792), taken
  here, as in the fact ``on_and_off``, of couples that ever parted. ``return_base`` has the other factor.

Of the rate of breaking off contact (``part_base``) no figure was found; it stays. Of unmarried couples in their first year
70 % part, and of married ones in the fifth 3 % (Rosenfeld, 2014, from press reports, which give no interval): both concern
other couples than Downey's, and set nothing.

The rule: bisection of the logarithm of each factor between 1/100 and 100, leaving first, then return, and both again
until neither figure is farther than .01 from the published one, three times at most. A figure that is not reached
between these ends leaves its level at the end that is nearer, and is reported as not reached. The couples are those of the community sample
(``pairbond.experiments.samples``), by a seed of their own that nothing else uses; the gates' random couples are printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from math import exp, log, sqrt

import numpy as np
import pandas as pd

from pairbond.experiments.samples import community
from pairbond.simulate import prepare
from pairbond.theory import Couple, Theory
from pairbond.theory.repairs import REPAIRS, renumbered, repaired
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


def levels(theory: Theory) -> tuple[float, float]:
    """The two factors, by the rule above."""
    who = community(SEED, COUPLES)
    leaving = returning = 1.0

    def left(factor: float) -> float:
        return broken_up(status(with_levels(theory, factor, returning), who, HALF + YEAR))[0]

    def back(factor: float) -> float:
        return returned(status(with_levels(theory, leaving, factor), who, 5 * YEAR))[0]

    for number in range(1, ROUNDS + 1):
        leaving = root(left, BROKEN_UP)
        returning = root(back, RETURNED)
        now = left(leaving), back(returning)
        print(f"round {number}: leaving × {leaving:.4g} → {now[0]:.3f}, return × {returning:.4g} → {now[1]:.3f}")
        if abs(now[0] - BROKEN_UP) <= NEAR and abs(now[1] - RETURNED) <= NEAR:
            break
    return leaving, returning


PUBLISHED: Mapping[str, tuple[str, float, float, float, str]] = {
    # name: whether it sets a level, published, interval from, to, of whom and by whom
    "broken_up": ("level of leaving", 0.295, *(0.295 + z * sqrt(0.295 * 0.705 / 108) for z in (-1.96, 1.96)),
                  "apart a year after half a year together; Downey et al. (1998), n = 108"),
    "returned": ("level of return", 0.5, *(0.5 + z * sqrt(0.25 / 792) for z in (-1.96, 1.96)),
                 "came together again, of those that ever parted in five years; Halpern-Meekin et al. (2013), n = 792"),
    "broken_up_anxious": ("", 0.44, *(0.44 + z * sqrt(0.44 * 0.56 / 54) for z in (-1.96, 1.96)),
                          "the same, partner b more anxious than half of them; Downey et al. (1998), a half of 108"),
    "broken_up_other": ("", 0.15, *(0.15 + z * sqrt(0.15 * 0.85 / 54) for z in (-1.96, 1.96)),
                        "the same, partner b less anxious; Downey et al. (1998), a half of 108"),
    "first_year": ("", 0.7, np.nan, np.nan, "leave in the first year; Rosenfeld (2014), unmarried, press figure"),
    "fifth_year": ("", np.nan, 0.03, 0.3, "leave in the fifth year; Rosenfeld (2014), married to unmarried, press figures"),
    "renewals": ("", 2.5, 2.0, 3.0, "returns in five years of those that returned at all; Dailey (2019)"),
    "circuit_first_leaving": ("", np.nan, np.nan, np.nan, "median day of the first leaving, self-inflating × self-sacrificing of the gates"),
    "circuit_first_year": ("", np.nan, np.nan, np.nan, "leave in the first year, self-inflating × self-sacrificing of the gates"),
    "ordinary_first_year": ("", np.nan, np.nan, np.nan, "leave in the first year, ordinary couples of the gates"),
    "secure_first_year": ("", np.nan, np.nan, np.nan, "leave in the first year, secure couples of the gates"),
}  # fmt: skip
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


def before() -> Theory:
    """The repaired theory with the hazards of the theory."""
    return repaired(*(name for name, one in REPAIRS.items() if one.kept and name != "hazards"))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--level", action="store_true", help="find the two factors; write no table")
    if words.parse_args().level:
        levels(before())
        return
    theories = {"theory": Theory(), "repaired": before()}
    if "hazards" in REPAIRS:
        theories["with_level"] = repaired(*(name for name, one in REPAIRS.items() if one.kept), "hazards")
    found = {name: figures(theory) for name, theory in theories.items()}
    rows = [
        {"figure": name, "sets": sets, "published": value, "from": low, "to": high}
        | {which: one[name][0] for which, one in found.items()}
        | {f"{which}_n": one[name][1] for which, one in found.items()}
        | {"of": of}
        for name, (sets, value, low, high, of) in PUBLISHED.items()
    ]
    table = pd.DataFrame(rows)
    hashes = {f"theory_{name}": theory.hash for name, theory in theories.items() if name != "theory"}
    record("survival", table, couples=COUPLES, seed=SEED, **hashes)
    print(table.drop(columns="of").to_string(index=False))


if __name__ == "__main__":
    main()
