"""How much diary each verb needs, and what is said when there is less."""

import numpy as np
import pandas as pd
import pytest

from pairbond.diary import Diary, allowed, diary_from_frame
from pairbond.errors import PairbondError
from pairbond.inference import fit, fit_with_fallback


def diary(
    days: int,
    couples: int = 1,
    writers: int = 2,
    every: float = 1.0,
    dates: bool = False,
    apart: float = 0.0,
) -> Diary:
    """Partners answer every ``every`` days; the second ``apart`` days after the first."""
    parts = []
    for couple in range(couples):
        for partner in range(writers):
            time = np.arange(days) * every + apart * partner
            when = pd.Timestamp("2024-03-01") + pd.to_timedelta(time, unit="D") if dates else time
            answers = np.random.default_rng(partner).normal(size=days)
            parts.append(pd.DataFrame({"couple": str(couple), "partner": partner, "time": when, "x": answers}))
    return diary_from_frame(pd.concat(parts), ["x"])


@pytest.mark.parametrize(
    ("made", "verb", "expected"),
    [
        (diary(13), "fit", (False, "The diary has 13 days; under 14 days it can only be described.")),
        (diary(1), "fit", (False, "The diary has 1 day; under 14 days it can only be described.")),
        (diary(13), "describe", (True, "")),
        (diary(13), "report", (True, "")),
        (diary(14), "fit", (True, "")),
        (diary(14), "forecast", (True, "")),
        (diary(50, every=0.1), "fit", (True, "")),  # fifty entries in five days
        (diary(49, every=0.1), "fit", (False, "The diary has 5 days; under 14 days it can only be described.")),
        (
            diary(20, writers=1),
            "influence",
            (
                False,
                "One person writes, so the diary says nothing about what goes from one partner to the other.",
            ),
        ),
        (diary(20), "influence", (True, "")),
        (diary(20, apart=0.4), "influence", (True, "")),  # the same day
        (
            diary(20, every=2, apart=1),
            "influence",
            (
                False,
                "On only 0 occasions both partners wrote and one of them wrote again on the next; with fewer "
                "than 10, what goes from one to the other cannot be told.",
            ),
        ),
        (
            diary(20),
            "compare",
            (
                False,
                "The longest diary has 20 days; prediction needs 21, 14 to learn from and 7 to predict.",
            ),
        ),
        (diary(21), "compare", (True, "")),
        (
            diary(21, couples=4),
            "pseudo",
            (
                False,
                "Shuffling partners between couples needs 5 couples of whom both write; the diary has 4.",
            ),
        ),
        (diary(21, couples=5), "pseudo", (True, "")),
        (
            diary(30),
            "weekday",
            (False, "The diary counts days without dates, so weekdays are not known."),
        ),
        (
            diary(20, dates=True),
            "weekday",
            (False, "The longest diary has 20 days; weekdays need 21, each weekday three times."),
        ),
        (diary(21, dates=True), "weekday", (True, "")),
        (
            diary(27),
            "second-order",
            (False, "The longest diary has 27 days; a second-order model, which can swing, needs 28."),
        ),
        (diary(28), "second-order", (True, "")),
        (
            diary(7, couples=9),
            "fit",
            (
                False,
                "No couple wrote on 14 days with 10 entries on successive occasions, and 9 couples with 54 such "
                "entries are too few to lend each other strength; the diary can only be described.",
            ),
        ),
        (
            diary(8, couples=20),
            "fit",
            (True, "20 of 20 couples wrote too little to be read on their own; take their numbers as the group's."),
        ),
    ],
)
def test_sentences(made: Diary, verb: str, expected: tuple[bool, str]) -> None:
    assert allowed(made, verb) == expected


def test_gaps_count_as_missing_pairs() -> None:
    """Fourteen days of entries with a gap after every second one are seven pairs."""
    time = np.array([day for week in range(7) for day in (5 * week, 5 * week + 1)], float)
    frame = pd.DataFrame({"partner": 0, "time": time, "x": np.arange(14.0)})
    yes, sentence = allowed(diary_from_frame(frame, ["x"], partners=["me"]), "fit")
    assert not yes
    assert sentence == (
        "Only 7 entries are followed by one on the next occasion; with fewer than 10 the diary can only be described."
    )


def test_one_short_couple_among_long_ones_is_named() -> None:
    long, short = diary(20).frame.assign(couple="a"), diary(5).frame.assign(couple="b")
    made = diary_from_frame(pd.concat([long, short])[["couple", "partner", "time", "x"]], ["x"])
    assert allowed(made, "fit") == (
        True,
        "Couple b wrote on fewer than 14 days or with too many gaps; only the others can be read on their own.",
    )


def test_more_items_than_a_model_takes_are_refused_and_fewer_of_them_are_not() -> None:
    table = diary(20).frame[["couple", "partner", "time"]]
    names = [f"q{k}" for k in range(13)]
    rng = np.random.default_rng(0)
    many = diary_from_frame(table.assign(**{name: rng.normal(size=len(table)) for name in names}), names)
    yes, sentence = allowed(many, "fit")
    assert not yes
    assert sentence == (
        "13 items are too many for one model, which takes at most 12; name those that matter as items (--items on the "
        "command line), or under [analysis] in the mapping."
    )
    with pytest.raises(PairbondError) as refused:  # the same rule in Python
        fit(many)
    assert str(refused.value) == sentence
    assert fit_with_fallback(many) == (None, [sentence])
    assert allowed(many.with_items(names[:12]), "fit") == (True, "")
    assert allowed(many, "describe") == (True, "")


def test_an_unknown_verb_is_refused_with_the_nearest() -> None:
    with pytest.raises(PairbondError, match=r"^There are no minimum data for forcast; the nearest is forecast\.$"):
        allowed(diary(14), "forcast")
