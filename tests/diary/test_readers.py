"""What a page for one of two may rest on: nothing the other wrote; and what one for both: nothing but the released."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pairbond.diary import (
    Diary,
    DiaryError,
    Item,
    diary_from_frame,
    for_both,
    for_reader,
    read_diary,
    read_mapping,
    write_diary,
)
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
    assert same(for_reader(first, "Ada"), for_reader(second, "Ada"))
    # not even on when, or whether
    alone = table()
    assert same(
        for_reader(first, "Ada"), for_reader(made(alone[(alone["person"] == "Ada") | (alone["time"] > 9)]), "Ada")
    )


@pytest.mark.parametrize("seed", range(5, 9))
def test_what_both_read_depends_on_nothing_but_the_released(seed: int) -> None:
    both = for_both(made(table()))
    assert same(both, for_both(made(table(ben=seed))))
    assert [item.name for item in both.available] == ["calm"]
    assert set(both.frame["partner"]) == {"Ada", "Ben"}
    assert not (both.frame[["contact", "event"]] != "").to_numpy().any()
    changed = table()
    changed.loc[3, "calm"] = 6 - changed.loc[3, "calm"]
    assert not both.frame.equals(for_both(made(changed)).frame)


def test_the_part_of_one_is_a_diary_of_one() -> None:
    ben = for_reader(made(table()), "Ben")
    assert ben.partners == ("Ben",)
    assert ben.writers("1") == ben.partners[:1]
    assert ben.frame["time"].min() == 0
    ada = for_reader(made(table()), "Ada")
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
    ada = for_reader(made(frame), "Ada")
    assert ada.frame["time"].iloc[:3].tolist() == [0.9, 1.1, 2.9]
    assert ada.days("1") == 20


def test_one_who_never_varies_still_has_a_part() -> None:
    frame = table()
    frame.loc[frame["person"] == "Ada", NAMES] = 2.0
    ada = for_reader(made(frame), "Ada")
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
    with pytest.raises(PairbondError, match="there is no partner 'Ben'; it is 'Ada'"):
        for_reader(made(half[half["person"] == "Ada"]), "Ben")


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


def paper(folder: Path, ben: int, layout: str) -> Diary:
    """A file in which a title stands above the header, dates are local, and some evenings are empty."""
    other, rows = np.random.default_rng(ben), []
    for day in range(1, 21):
        ada, hers = ("", 3) if day == 4 else (day % 5, 3)
        his, weather = (other.integers(0, 7), other.integers(0, 9)) if other.random() < 0.8 else ("", "")
        when = f"{day:02d}/03/2026"
        if layout == "wide":
            rows.append(f"{when},{ada},{his},{hers},{weather}")
        else:
            rows += [f"{when},Ada,{ada},{hers}", f"{when},Ben,{his},{weather}"]
    head = {"wide": "eve,a_ro,b_ro,a_sky,b_sky", "long": "eve,who,ro,sky"}[layout]
    path = folder / f"{layout}{ben}.csv"
    path.write_text("\n".join(["Evenings,,," + "," * (layout == "wide"), head, *rows]), "utf-8")
    per = {"ro": {"Ada": "a_ro", "Ben": "b_ro"}, "sky": {"Ada": "a_sky", "Ben": "b_sky"}}
    columns = per if layout == "wide" else {"ro": "ro", "sky": "sky"}
    return read_diary(
        path,
        {
            "file": {"layout": layout},
            "columns": {"time": "eve"} | ({} if layout == "wide" else {"person": "who"}),
            "partners": {"names": ["Ada", "Ben"]},
            "item": [{"name": "ro", "columns": columns["ro"], "low": 0, "high": 6, "shared": True}],
            "covariate": [{"name": "sky", "columns": columns["sky"]}],
        },
    )


@pytest.mark.parametrize("layout", ["wide", "long"])
def test_each_is_informed_how_the_file_was_read_and_nothing_of_the_other_by_it(layout: str, tmp_path: Path) -> None:
    first, second = paper(tmp_path, 1, layout), paper(tmp_path, 2, layout)
    file = ("Row 1 stands above the header and is left out.", "Dates are read as day, then month.")
    still = "sky never changes within a person and is left out of the model."
    assert for_reader(first, "Ada").notes == for_reader(second, "Ada").notes == (*file, still)
    assert for_both(first).notes == file
    blank = [paper(tmp_path, ben, layout).frame.query("partner == 'Ben'") for ben in (1, 2)]
    assert len(blank[0]) != len(blank[1]), "how often Ben left an evening out differs"
    assert "Dates such as 01/03/2026 are read as day, then month." in first.notes


def test_each_is_reported_on_the_own_empty_entries(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"{d},{'' if d < 3 else d % 4},{'' if d == 9 else d % 5}" for d in range(12)]
    path.write_text("\n".join(["dag,n_ro,m_ro", *rows]), "utf-8")
    item = {"name": "ro", "columns": {"Nils": "n_ro", "Mia": "m_ro"}, "low": 0, "high": 6}
    shown = {"file": {"layout": "wide"}, "columns": {"time": "dag"}, "partners": {"names": ["Nils", "Mia"]}}
    diary = read_diary(path, {**shown, "item": [item]})
    assert for_reader(diary, "Nils").notes == ("3 of 12 rows hold no answer and are left out.",)
    assert for_reader(diary, "Mia").notes == ("1 of 12 rows holds no answer and is left out.",)
