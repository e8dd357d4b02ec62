"""The rule that puts help first: past mid-scale on at least two days."""

import pandas as pd
import pytest

from pairbond.data import Diary, Item, danger_days, diary_from_frame
from pairbond.data.danger import help_first

CALM = Item("calm", low=0, high=6, kind="ordinal", higher="better")
AFRAID = Item("afraid", label="afraid", low=0, high=6, kind="ordinal", higher="worse", danger=True)
SAFE = Item("safe", low=0, high=6, kind="ordinal", higher="better", danger=True)


def diary(afraid: list[float], item: Item = AFRAID, times: list[object] | None = None) -> Diary:
    frame = pd.DataFrame({"person": "a", "time": times or list(range(len(afraid))), "calm": 3.0, item.name: afraid})
    frame.loc[0, "calm"] = 2.0
    return diary_from_frame(frame, [CALM, item], analysis=["calm"])


@pytest.mark.parametrize(
    ("answers", "item", "days"),
    [
        ([3, 3, 3], AFRAID, 0),  # the middle itself is not past it
        ([4, 0, 0], AFRAID, 1),
        ([4, 0, 6], AFRAID, 2),
        ([float("nan"), 6, 6], AFRAID, 2),
        ([2, 1, 6], SAFE, 2),  # feeling unsafe is the low end
        ([6, 6, 6], SAFE, 0),
    ],
)
def test_days_past_mid_scale(answers: list[float], item: Item, days: int) -> None:
    made = diary(answers, item)
    found = danger_days(made, "1")
    assert found.to_dict("records") == [{"item": item.name, "label": item.name, "partner": 0, "days": days}]
    assert help_first(made, "1") is (days >= 2)


def test_several_answers_on_one_day_are_one_day() -> None:
    times = ["2024-03-01T08:00", "2024-03-01T20:00", "2024-03-01T23:00", "2024-03-02T08:00"]
    assert danger_days(diary([6, 6, 6, 0], times=list(times)), "1")["days"].tolist() == [1]


def test_items_that_are_not_analysed_count_too_and_never_make_the_diary_faulty() -> None:
    made = diary([6.0] * 20)
    assert [item.name for item in made.items] == ["calm"]
    assert danger_days(made, "1")["days"].tolist() == [20]
    assert not made.notes


def test_each_partner_is_counted_apart() -> None:
    frame = pd.DataFrame(
        {"person": ["a", "a", "b", "b"], "time": [0, 1, 0, 1], "calm": [1, 2, 3, 4], "afraid": [6, 0, 0, 6]}
    )
    made = diary_from_frame(frame, [CALM, AFRAID])
    assert danger_days(made, "1")["days"].tolist() == [1, 1]
    assert not help_first(made, "1")


def test_without_danger_items_there_is_nothing_to_tell() -> None:
    frame = pd.DataFrame({"person": "a", "time": [0, 1], "calm": [1, 2]})
    found = danger_days(diary_from_frame(frame, [CALM]), "1")
    assert found.empty
    assert list(found.columns) == ["item", "label", "partner", "days"]
