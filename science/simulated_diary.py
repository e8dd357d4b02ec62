"""Make the bundled diary of a simulated couple: `python -m science.simulated_diary`.

The couple is "closed-circuit" of the theory, under its own noise and its own chances of leaving, from its meeting on;
the diary is that of days 300 to 359 after it, in our ten questions, rounded to the steps of their scales. The seed is
the first from 1 on under which the two are together on all of these days; nothing else was looked at.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from pairbond.diary import new_diary
from pairbond.diary.template_items import QUESTIONS
from pairbond.simulate import prepare
from pairbond.theory import COUPLES
from science._theory_couples import ANSWERS, RECORDED

FOLDER = Path(__file__).parents[1] / "src" / "pairbond" / "diary" / "bundled" / "simulated_cycle"
NAMES = ("Kim", "Lou")  # invented; Kim is the self-inflating one
BEGIN, DAYS = 300, 60
NOISE, MISSING = 0.12, 0.1
FIRST = date(2025, 1, 6)


def together() -> tuple[int, dict[str, np.ndarray]]:
    """The first seed under which they are together throughout, and what was recorded on these days."""
    for seed in range(1, 1000):
        run = prepare(COUPLES["closed-circuit"], BEGIN + DAYS - 1, seed=seed, record=RECORDED)
        shown = {name: value[BEGIN:, ..., 0] for name, value in run.arrays().items()}
        if (shown["code"] < 0.5).all():
            return seed, shown
    raise RuntimeError("under no seed are they together that long")


def rows(seed: int, shown: dict[str, np.ndarray]) -> list[list[str]]:
    """Answers of both on every evening, some of them missing."""
    rng = np.random.default_rng(seed)
    found: list[list[str]] = []
    for day in range(DAYS):
        for who, name in enumerate(NAMES):
            here = {key: value[day] if value.ndim == 1 else value[day, who] for key, value in shown.items()}
            answers: list[str] = []
            for question in QUESTIONS:
                share = float(ANSWERS[question.item.name](here))
                yes = str(int(rng.uniform() < share))
                grade = str(int(np.clip(np.round(6 * (share + NOISE * rng.normal())), 0, 6)))
                answer = yes if question.item.kind == "binary" else grade
                answers.append("" if rng.uniform() < MISSING else answer)
            found.append([name, (FIRST + timedelta(days=day)).isoformat(), "together", "", *answers])
    return found


def main() -> None:
    seed, shown = together()
    for name in ("diary.csv", "mapping.toml", "data.csv", *(f"form-{n.lower()}.html" for n in NAMES)):
        (FOLDER / name).unlink(missing_ok=True)
    new_diary(FOLDER, NAMES)
    for name in NAMES:  # the form to print is of no use here
        (FOLDER / f"form-{name.lower()}.html").unlink()
    (FOLDER / "diary.csv").unlink()
    text = (FOLDER / "mapping.toml").read_text("utf-8")
    result = (
        'title = "A simulated couple over sixty evenings"\n'
        'citation = "Simulated with pairbond: the couple closed-circuit of its theory. No real person wrote this."\n'
        'license = "MIT"'
    )
    text = text.replace('title = "Diary of Kim and Lou"', result).replace("diary.csv", "data.csv")
    (FOLDER / "mapping.toml").write_text(text, "utf-8")
    with (FOLDER / "data.csv").open("w", newline="", encoding="utf-8") as stream:
        names = [question.item.name for question in QUESTIONS]
        csv.writer(stream, lineterminator="\n").writerows(
            [["person", "date", "contact", "event", *names], *rows(seed, shown)]
        )
    print(f"seed {seed}; image of the other by day, Kim and Lou:")
    print(np.round(shown["image"].T, 1))


if __name__ == "__main__":
    main()
