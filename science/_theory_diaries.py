"""Diaries of couples whose truth is known, as our own form: diary.csv and mapping.toml, and nothing else.

People answer the ten questions of our form in the evening. None of them reads the image of the partner. A rating is
the share of the scale that is true of the day, plus noise with a standard deviation of .12 of the scale, rounded to its
seven steps and cut at its ends; noise is normal, or has Student's distribution with 5 degrees of freedom and the same
standard deviation. Yes and no are drawn. 15 % of the ratings are missing.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pairbond.diary import Diary, new_diary, read_diary
from pairbond.diary.template_items import QUESTIONS

from ._theory_couples import ANSWERS, CONTACT, Truth

F = NDArray[np.float64]
NOISE, MISSING, STEPS = 0.12, 0.15, 6
FREEDOM = 5  # of the heavier noise
NAMES = ("A", "B")
ITEMS = tuple(q.item.name for q in QUESTIONS)


def shares(values: dict[str, F]) -> dict[str, F]:
    """What is true of each day, [T, 2] by item."""
    return {name: np.clip(read(values), 0.0, 1.0) for name, read in ANSWERS.items()}


def write(truth: Truth, folder: Path, seed: int, heavy: bool = False, writers: int = 2) -> Diary:
    """The couple's diary, read back from the files; with one writer that of the first."""
    contact = [CONTACT[int(code)] for code in truth.values["code"]]
    return save(folder, shares(truth.values), contact, np.random.default_rng(seed), heavy=heavy, writers=writers)


def save(
    folder: Path,
    share: dict[str, F],
    contact: Sequence[str],
    rng: np.random.Generator,
    *,
    noise: float = NOISE,
    heavy: bool = False,
    writers: int = 2,
) -> Diary:
    """Write ratings about ``share`` [T, 2] by item in our own form to a new ``folder``, and read them back."""
    new_diary(folder, NAMES[:writers])
    binary = {q.item.name for q in QUESTIONS if q.item.kind == "binary"}
    rows: list[list[str]] = []
    for day, where in enumerate(contact):
        when = (date(2024, 1, 1) + timedelta(days=day)).isoformat()
        for who, name in enumerate(NAMES[:writers]):
            answers = [_answer(float(share[item][day, who]), item in binary, noise, heavy, rng) for item in ITEMS]
            rows.append([name, when, where, "", *("" if rng.uniform() < MISSING else a for a in answers)])
    with (folder / "diary.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([["person", "date", "contact", "event", *ITEMS], *rows])
    return read_diary(folder)


def _answer(share: float, binary: bool, noise: float, heavy: bool, rng: np.random.Generator) -> str:
    if binary:
        return str(int(rng.uniform() < share))
    error = rng.standard_t(FREEDOM) * np.sqrt((FREEDOM - 2) / FREEDOM) if heavy else rng.normal()
    return str(int(np.clip(np.round(STEPS * (share + noise * error)), 0, STEPS)))
