"""Couples with known traits and their diaries: what `science.theory_recovery` has to find again.

This file knows the theory and the simulator, and nothing of what is fitted. People are drawn with every trait even over
its range, meet, and are followed with noise and with the theory's own chances of leaving; a couple's diary begins on a
random day, 200 to 700 days after the meeting, if it is together then. As few couples of so broad a population go round
in a cycle, half are taken from those that do: a couple does if, without noise, an image tips over three times or more
in the days 100 to 450 after the diary's first.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pairbond.data import new_diary
from pairbond.data.template_items import QUESTIONS
from pairbond.simulate import prepare
from pairbond.theory import Couple, Person
from pairbond.theory.phases import RUPTURE, person_phases

F = NDArray[np.float64]
NOISE, MISSING = 0.12, 0.15
DAYS = 104  # the last 14 are held out
TIMES, EACH = 12, 100  # beginnings, and couples of each, among whom to choose
RECORDED = (
    *("arousal", "load", "reward", "craving", "fear", "warmth", "appeasing", "reality_trust", "demand"),
    *("received_warmth", "received_hostility", "image", "pursuit", "grief", "code"),
    *("inner_worth", "integration", "outside_life"),
)
# what people answer, as share of the scale; v has the theory's values by name
ANSWERS = {
    "calm": lambda v: 1 - v["arousal"],
    "exhaustion": lambda v: v["load"],
    "closeness": lambda v: v["reward"],
    "longing": lambda v: v["craving"],
    "worry": lambda v: (v["arousal"] + v["fear"]) / 2,
    "giving": lambda v: (v["warmth"] + v["appeasing"]) / 2,
    "own_memory": lambda v: v["reality_trust"],
    "voiced_need": lambda v: 1 - np.exp(-v["demand"]),
    "warmth_received": lambda v: v["received_warmth"],
    "hurt_received": lambda v: v["received_hostility"],
}
CONTACT = {0: "together", 1: "apart", 2: "none", 3: "none"}


@dataclass(frozen=True, eq=False)
class Truth:
    """What is true of a couple: traits [2] by name (middle of the diary), phases [DAYS, 2], whether it cycles."""

    name: str
    couple: Couple
    begin: int
    traits: dict[str, F]
    phases: NDArray[np.int8]
    cycling: bool
    values: dict[str, F]


def truths(count: int, seed: int) -> list[Truth]:
    """``count`` couples, half of which go round in a cycle."""
    rng = np.random.default_rng(seed)
    found: dict[bool, list[Truth]] = {True: [], False: []}
    for number in range(TIMES):
        begin = int(rng.integers(200, 701))
        couples = [Couple(_person(rng), _person(rng)) for _ in range(EACH)]
        run = prepare(couples, begin + DAYS - 1, seed=seed + number, record=RECORDED)
        shown = run.arrays()
        silent = replace(run.fork(begin, days=begin + 450, record=("image", "pursuit")), noise=False).arrays()
        tips = _tips(silent["image"][100:], silent["pursuit"][100:])
        for i in np.flatnonzero(shown["code"][begin] < 0.5):
            values = {name: value[begin:, ..., i] for name, value in shown.items()}
            cycles = bool(tips[:, i].max() >= 3)
            found[cycles].append(_truth(f"{number}-{i}", couples[i], begin, cycles, values))
    for kind in found.values():
        rng.shuffle(kind)  # type: ignore[arg-type]
    half = count // 2
    return [*found[True][:half], *found[False][: count - half]]


def _person(rng: np.random.Generator) -> Person:
    worth, integration, anxiety, avoidance, outside = rng.uniform(0, 1, 5).tolist()
    return Person(worth, integration, float(rng.uniform(-1, 1)), anxiety, avoidance, outside)


def _tips(image: F, pursuit: F) -> NDArray[np.int_]:
    """How often each image tips over, [2, N]."""
    phase = person_phases(image, pursuit, np.zeros((len(image), image.shape[2])), np.zeros_like(image))
    return ((phase[1:] == RUPTURE) & (phase[:-1] != RUPTURE)).sum(0)


def _truth(name: str, couple: Couple, begin: int, cycles: bool, values: dict[str, F]) -> Truth:
    phase = person_phases(*(values[n][..., None] for n in ("image", "pursuit", "code", "grief")))[..., 0]
    fixed = {
        name: np.array([getattr(couple.a, name), getattr(couple.b, name)])
        for name in ("answer", "anxiety", "avoidance")
    }
    moving = {name: values[name][DAYS // 2] for name in ("inner_worth", "integration", "outside_life")}
    return Truth(name, couple, begin, {**moving, **fixed}, phase, cycles, values)


def write(truth: Truth, folder: Path, seed: int) -> None:
    """The couple's diary as our own form: diary.csv and mapping.toml."""
    rng = np.random.default_rng(seed)
    new_diary(folder, ("A", "B"))
    names = [q.item.name for q in QUESTIONS]
    rows: list[list[str]] = []
    for day in range(DAYS):
        for who, person in enumerate("AB"):
            here = {name: value[day] if value.ndim == 1 else value[day, who] for name, value in truth.values.items()}
            answers = [_answer(q.item.kind, float(ANSWERS[q.item.name](here)), rng) for q in QUESTIONS]
            kept = ["" if rng.uniform() < MISSING else a for a in answers]
            when = (date(2024, 1, 1) + timedelta(days=day)).isoformat()
            rows.append([person, when, CONTACT[int(here["code"])], "", *kept])
    with (folder / "diary.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([["person", "date", "contact", "event", *names], *rows])


def _answer(kind: str, share: float, rng: np.random.Generator) -> str:
    if kind == "binary":
        return str(int(rng.uniform() < share))
    return str(int(np.clip(np.round(6 * (share + NOISE * rng.normal())), 0, 6)))
