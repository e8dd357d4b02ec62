"""What a page for one of two may rest on: nothing the other wrote; and what one for both: nothing but the released."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pairbond.data import Diary, DiaryError, Item, diary_from_frame, for_both, for_reader, read_mapping, write_diary
from pairbond.errors import PairbondError

ITEMS = (
    Item("calm", low=0, high=6, higher="better", kind="ordinal", shared=True),
    Item("warmth_received", low=0, high=6, about="partner", kind="ordinal"),
    Item("steps", kind="continuous"),  # its ends are read off the answers
    Item("longing", low=0, high=6, kind="ordinal"),
    Item("afraid", low=0, high=6, higher="worse", kind="ordinal", danger=True),
)
NAMES = [item.name for item in ITEMS]


def table(ben: int = 1, days: int = 20) -> pd.DataFrame:
    """Answers of Ada and Ben; ``ben``: the seed for all that Ben did not release."""
    chance = {"Ada": np.random.default_rng(0), "Ben": np.random.default_rng(ben)}
    released = np.random.default_rng(2)
    rows = []
    for day in range(days):
        for who, begins in (("Ada", 2), ("Ben", 0)):
            draw = chance[who]
            answers = {name: float(draw.integers(0, 7)) for name in NAMES}
            answers["calm"] = float(released.integers(0, 7))
            answers["steps"] = float(draw.normal(8000, 2000))
            answers["longing"] = 3.0 if who == "Ada" else answers["longing"]
            contact = ["together", "apart"][int(draw.integers(2))]
            rows.append({"person": who, "time": day + begins, "contact": contact, **answers})
    return pd.DataFrame(rows)


def made(frame: pd.DataFrame) -> Diary:
    return diary_from_frame(frame, ITEMS, title="Evenings", analysis=["calm", "warmth_received", "longing"])


def same(one: Diary, two: Diary) -> bool:
    """Everything a page is made of."""
    assert one.frame.equals(two.frame)
    for name in ("title", "items", "available", "partners", "covariates", "has_dates", "notes", "source"):
        assert getattr(one, name) == getattr(two, name), name
    return True


@pytest.mark.parametrize("seed", range(5, 9))
def test_what_one_reads_depends_on_nothing_the_other_wrote(seed: int) -> None:
    first, second = made(table()), made(table(ben=seed))
    assert not first.frame.equals(second.frame)
    assert same(for_reader(first, 0), for_reader(second, 0))
    # not even on when, or whether
    alone = table()
    assert same(for_reader(first, 0), for_reader(made(alone[(alone["person"] == "Ada") | (alone["time"] > 9)]), 0))


@pytest.mark.parametrize("seed", range(5, 9))
def test_what_both_read_depends_on_nothing_but_the_released(seed: int) -> None:
    both = for_both(made(table()))
    assert same(both, for_both(made(table(ben=seed))))
    assert [item.name for item in both.available] == ["calm"]
    assert set(both.frame["partner"]) == {0, 1}
    assert not (both.frame[["contact", "event"]] != "").to_numpy().any()
    changed = table()
    changed.loc[3, "calm"] = 6 - changed.loc[3, "calm"]
    assert not both.frame.equals(for_both(made(changed)).frame)


def test_the_part_of_one_is_a_diary_of_one() -> None:
    ben = for_reader(made(table()), 1)
    assert ben.partners == ("Ben",)
    assert ben.writers("1") == (0,)
    assert ben.frame["time"].min() == 0
    ada = for_reader(made(table()), 0)
    assert ada.frame["time"].min() == 0, "counted from the first own day, not the other's"
    assert [item.name for item in ada.items] == ["calm", "warmth_received"], "longing never varied in Ada"
    assert ada.notes == ("longing was 3 in all 20 answers and is left out of the analysis.",)
    assert [item.name for item in ben.items] == ["calm", "warmth_received", "longing"]
    steps = ada.frame["steps"]
    assert (ada.available[2].low, ada.available[2].high) == (steps.min(), steps.max())
    assert ada.source.files == ("what Ada wrote",)


def test_hours_of_numbered_days_stay_on_their_days() -> None:
    frame = table()
    frame["time"] = frame["time"] + np.where(frame.index % 4 < 2, 0.9, 0.1)  # late one evening, early the next morning
    ada = for_reader(made(frame), 0)
    assert ada.frame["time"].iloc[:3].tolist() == [0.9, 1.1, 2.9]
    assert ada.days("1") == 20


def test_one_who_never_varies_still_has_a_part() -> None:
    frame = table()
    frame.loc[frame["person"] == "Ada", NAMES] = 2.0
    ada = for_reader(made(frame), 0)
    assert [item.name for item in ada.items] == ["calm", "warmth_received", "longing"]


def test_nothing_released_is_said() -> None:
    kept = [Item(**{**item.__dict__, "shared": False}) for item in ITEMS]
    with pytest.raises(PairbondError, match="Nothing is released for a page for both"):
        for_both(diary_from_frame(table(), kept))
    half = table()
    half.loc[half["person"] == "Ben", "calm"] = np.nan
    with pytest.raises(PairbondError, match="only one of the two answered"):
        for_both(made(half))
    with pytest.raises(PairbondError, match="in which both write"):
        for_both(made(half[half["person"] == "Ada"]))
    with pytest.raises(PairbondError, match="Partner 1 wrote nothing"):
        for_reader(made(half[half["person"] == "Ada"]), 1)


@pytest.mark.parametrize(
    ("item", "what"),
    [
        (Item("afraid", low=0, high=6, danger=True), "fear, threat, control or harm"),
        (Item("q1", label="fear of the other", low=0, high=6), "fear, threat, control or harm"),
        (Item("own_memory", low=0, high=6), "one’s own memory"),
        (Item("q1", quantity="trust in one's own perception", low=0, high=6), "one’s own memory"),
        (Item("longing", low=0, high=6), "longing"),
        (Item("q1", label="craving for the other", low=0, high=6), "longing"),
        (Item("hurt_received", low=0, high=6), "hurt that was received"),
        (Item("q1", quantity="idealization", low=0, high=6), "the image of the other"),
    ],
)
def test_some_things_are_never_shared(item: Item, what: str) -> None:
    asked = [*ITEMS[:2], Item(**{**item.__dict__, "shared": True, "columns": ("longing",)})]
    with pytest.raises(DiaryError, match=f"asks for {what}, which is not shared between two"):
        diary_from_frame(table(), asked)


def test_what_is_shared_is_written_and_read_again(tmp_path) -> None:
    _, mapping = write_diary(made(table()), tmp_path / "ours")
    assert [part.shared for part in read_mapping(mapping).item] == [item.shared for item in ITEMS]
