"""Which parameters of the minimal model does a couple's diary identify, and do its intervals hold the truth?

Eight couples, diaries of 60 to 120 days, one entry of each partner a day with two items, the image of the partner and
the warmth expected, whole ratings from 0 to 6, a tenth of the entries missing, errors of six hundredths of the scale.
Parameters are drawn from the priors of the fit; for every second couple until a's image cycles without noise. A diary
with a quarter of an item's ratings at an end of the scale, which the fit would refuse, is drawn anew.

Predicted before it was run, and written down with this file:

1. all couples, all parameters: .80 to .96 of the 90 % intervals hold the truth (rounding is not in the fit's model);
2. where a's image cycles, a diary identifies (median contraction above .8) a's splitting, image_time, difference and
   b's hope_time and voice_steepness;
3. it does not identify (median contraction below .5) hunger_pull and hunger_time of either partner, nor the
   voice_steepness of the partner whose voice is heard by an image that does not cycle.

    python -m science.minimal_recovery --couples 8     # from the root of the repository
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond.diary import Diary
from pairbond.dynamics import FALLS, fall_count
from pairbond.inference.filtered import fit_model, simulated_diary
from pairbond.minimal import MODEL
from pairbond.model import PARTNERS, ModelCouple
from pairbond.simulate import prepare

from ._model_recovery import drawn_couple, summary, truth_and_intervals
from ._results import record
from ._runs import Done, Piece, Tables, finish, options

NAME = "minimal_recovery"
READINGS = {"image": "image", "hope": "hope"}
ERROR, MISSING, NEAR_END = 0.06, 0.1, 0.25
LENGTHS = (60, 80, 100, 120)
QUIET_DAYS = 900  # without noise, in which a cycling image falls three times
CODE = ("src/pairbond/engine", "src/pairbond/model", "src/pairbond/minimal", "src/pairbond/inference/sampling",
        "src/pairbond/inference/filtered")  # fmt: skip


def cycles(couple: ModelCouple) -> bool:
    """Whether a's image cycles without noise, the first third of the days left out."""
    image = prepare(couple, QUIET_DAYS, noise=False, record=["image"]).arrays()["image"]
    return bool(fall_count(image[QUIET_DAYS // 3 :, 0, 0]) >= FALLS)


def made(cycling: bool, days: int, rng: np.random.Generator) -> tuple[ModelCouple, Diary]:
    """A couple and its diary."""
    while True:
        couple = drawn_couple(MODEL, rng)
        if cycling and not cycles(couple):
            continue
        diary = simulated_diary(couple, days, error=ERROR, missing=MISSING, seed=int(rng.integers(2**31)))
        answers = diary.frame.groupby("partner")[list(READINGS)]
        if max((answers.agg(lambda x, end=end: (x == end).mean())).to_numpy().max() for end in (0, 6)) < NEAR_END:
            return couple, diary


def one(number: int, seed: int) -> Tables:
    """Truth and intervals of the parameters of one couple."""
    cycling, days = bool(number % 2), LENGTHS[number // 2 % len(LENGTHS)]
    couple, diary = made(cycling, days, np.random.default_rng([seed, number]))
    fitted = fit_model(diary, MODEL, readings=READINGS, seed=seed)
    columns = ["name", "partner", "q05", "q50", "q95", "contraction", "truth", "trusted"]
    rows = truth_and_intervals(couple, fitted)[columns].assign(replication=number, cycling=cycling, days=days)
    return {"rows": rows.to_dict("records")}


def described(table: pd.DataFrame) -> pd.DataFrame:
    """The summary, with rows by partner where a's image cycles."""
    cycling = table["cycling"]
    parts = {"all, a cycles": cycling}
    for name in sorted(table["name"].unique()):
        parts |= {
            f"{name} of {label}, a cycles": cycling & (table["name"] == name) & (table["partner"] == label)
            for label in PARTNERS
        }
    return summary(table, parts)


def main() -> None:
    given = options(__doc__, couples=8, seed=20).parse_args()
    pieces = [Piece(str(i), (i, given.seed)) for i in range(given.couples)]

    def write(done: Done) -> None:
        rows = done.tables["rows"]
        first = rows.groupby("replication").first()
        about = {"model": MODEL.hash, "trusted": f"{first['trusted'].mean():.3f}", **done.about}
        seconds = done.tables["spent"]["cpu_seconds"].median()
        record("minimal_recovery", described(rows), given.out, cpu_seconds=f"median {seconds:.0f}", **about)
        record("minimal_recovery_fits", rows, given.out, **about)

    settings = {"seed": given.seed, "error": ERROR, "missing": MISSING, "lengths": LENGTHS}
    done = finish(NAME, settings, pieces, one, write, workers=given.workers, code=CODE)
    write(done)
    print(described(done.tables["rows"]).round(2).to_string())


if __name__ == "__main__":
    main()
