"""The rule that puts help first: mid-scale on at least two days, or a single act; and the remark on unmarked items."""

from pathlib import Path

import pandas as pd
import pytest

from pairbond.diary import (
    Diary,
    DiaryError,
    Item,
    danger_days,
    diary_from_frame,
    leads_with_help,
    propose_mapping,
    read_diary,
)
from pairbond.diary.danger import help_first
from pairbond.diary.mapping_file import parse_mapping

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
        ([3, 2, 2], AFRAID, 1),  # the middle itself counts
        ([4, 0, 0], AFRAID, 1),
        ([4, 0, 6], AFRAID, 2),
        ([2, 2, 2], AFRAID, 0),
        ([float("nan"), 6, 6], AFRAID, 2),
        ([3, 1, 6], SAFE, 2),  # feeling unsafe is the low end
        ([6, 6, 6], SAFE, 0),
    ],
)
def test_days_that_tell_of_danger(answers: list[float], item: Item, days: int) -> None:
    made = diary(answers, item)
    found = danger_days(made, "1")
    assert found.to_dict("records") == [
        {"item": item.name, "label": item.name, "partner": made.partners[0], "days": days}
    ]
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


FILES = Path(__file__).parents[1] / "data" / "danger"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("middle-every-day", True),  # 3 of 0 to 6 on six days
        ("count-18", True),  # 3 times a day, where the scale goes on to 20
        ("hit-once", True),  # a single act
        ("two-items-two-days", True),  # fear on one day, control on another
        ("six-on-one-day", False),  # one day of a feeling
        ("silent", True),  # fear at the end of its scale on three days
    ],
)
def test_help_comes_first_by_acts_and_by_days_over_all_items(name: str, first: bool) -> None:
    made = read_diary(FILES / f"{name}.csv")
    assert help_first(made, made.couples[0]) is first
    assert leads_with_help(made, made.couples[0]) is first


def test_an_act_below_the_middle_of_a_yes_or_no_that_is_better_counts_too() -> None:
    safe = Item("safe", low=0, high=1, kind="binary", higher="better", danger=True)
    assert help_first(diary([1, 0, 1], safe), "1")
    assert not help_first(diary([1, 1, 1], safe), "1")


UNMARKED = ("fear", "q3_threat", "wasHit", "angst_vor_ihm", "contrôle", "miedo", "bedreigd", "przemoc", "korktum")


@pytest.mark.parametrize("name", UNMARKED)
def test_an_unmarked_item_about_danger_draws_a_remark(name: str) -> None:
    made = diary([0, 1, 2], Item("item_1", label=name, low=0, high=6))
    [note] = made.notes
    assert "The item item_1 seems to ask for fear, threat, control or harm" in note
    assert "danger = true" in note


@pytest.mark.parametrize("name", ["calm", "white_wine", "whitsun", "hurt_received", "worry", "support", "beatitude"])
def test_other_items_draw_none(name: str) -> None:
    assert not diary([0, 1, 2], Item("item_1", label=name, low=0, high=6)).notes


def test_a_mapping_that_says_so_settles_it(tmp_path: Path) -> None:
    text = (FILES / "hit-once.toml").read_text("utf-8")
    data = FILES / "hit-once.csv"
    for said, remarked in (("danger = true", 0), ("danger = false", 0), ("", 1)):
        mapping = tmp_path / "m.toml"
        mapping.write_text(text.replace("danger = true", said), "utf-8")
        assert len(read_diary(data, mapping).notes) == remarked


def asked(name: str, higher: str, low: float = 0, high: float = 6, kind: str = "ordinal") -> Item:
    return Item(name, low=low, high=high, kind=kind, higher=higher, danger=True)  # type: ignore[arg-type]


UNKNOWN = [
    # nothing says which end is danger: of fear the high one, of safety the low one
    ("dread_of_him", "neither", [6, 6, 0], [0, 0, 0]),
    ("afraid_of_him", "neither", [5, 3, 0], [2, 2, 2]),
    ("felt_safe", "neither", [0, 1, 6], [6, 5, 6]),
    ("unsafe_at_home", "neither", [6, 6, 0], [0, 1, 0]),
    ("not_safe", "neither", [6, 6, 0], [0, 1, 0]),
    ("kenne_keine_angst", "neither", [0, 1, 6], [6, 5, 6]),
    # where it is said, that counts, whatever the name
    ("afraid_of_him", "better", [0, 1, 6], [6, 5, 6]),
    ("felt_safe", "worse", [6, 6, 0], [0, 1, 0]),
]


@pytest.mark.parametrize(("name", "higher", "danger", "none"), UNKNOWN)
def test_a_scale_of_unknown_or_reversed_order_is_read_by_what_it_asks_and_said(
    name: str, higher: str, danger: list[float], none: list[float]
) -> None:
    item = asked(name, higher)
    assert help_first(diary(danger, item), "1")
    assert not help_first(diary(none, item), "1")
    [note] = diary(none, item).notes
    assert f"answers to {name} tell of danger" in note
    assert "rite higher = " in note.replace("\n", " ")


def test_an_order_that_is_said_and_fits_draws_no_remark() -> None:
    for name, higher in (("afraid", "worse"), ("felt_safe", "better"), ("q17", "worse"), ("not_afraid", "better")):
        assert not diary([1, 2, 3], asked(name, higher)).notes


@pytest.mark.parametrize("low", [0, 1])
def test_a_count_of_one_is_an_act_whatever_its_scale_begins_with(low: float) -> None:
    assert help_first(diary([1] * 3, asked("times_hit", "worse", low, 18, "count")), "1")
    assert help_first(diary([1] * 3, asked("times_hit", "neither", low, 18, "count")), "1")
    assert not help_first(diary([0] * 3, asked("times_hit", "neither", 0, 18, "count")), "1")


@pytest.mark.parametrize(
    ("words", "higher", "instead"),
    [
        (["often", "sometimes", "never"], "worse", "better"),
        (["oft", "manchmal", "nie"], "neither", "better"),
        (["never", "sometimes", "often"], "better", "worse"),
        (["never", "sometimes", "often"], "worse", ""),
        (["never", "sometimes", "often"], "neither", ""),
        (["often", "sometimes", "never"], "better", ""),
    ],
)
def test_words_of_a_danger_item_in_the_wrong_order_are_refused(words: list[str], higher: str, instead: str) -> None:
    item = {"name": "hit", "columns": "hit", "words": words, "higher": higher, "danger": True}
    data = {"columns": {"time": "t"}, "partners": {"names": ["me"]}, "item": [item]}
    if not instead:
        assert parse_mapping(data).item[0].words == words
        return
    with pytest.raises(DiaryError, match=f'would count as danger; put the words .* write higher = "{instead}"'):
        parse_mapping(data)


def test_a_proposal_speaks_of_danger_that_is_always_the_same() -> None:
    text = propose_mapping(FILES / "count-18.csv")
    assert "# fear seems to ask for fear, threat, control or harm and is the same everywhere" in text
