"""Names of partners that need care go through reading, writing, selecting and the tables as they were given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.diary import (
    Diary,
    DiaryError,
    Item,
    danger_days,
    diary_from_frame,
    example_diaries,
    example_diary,
    for_reader,
    read_diary,
    unvarying,
    write_diary,
)
from pairbond.errors import PairbondError

ITEMS = [Item("calm", low=0, high=6, kind="ordinal"), Item("fear", low=0, high=6, kind="ordinal", danger=True)]
CAREFUL = ["0", "1", "2", "Both", "BOTH", "Anna", "anna", "ANNA", "Zoë", "李", "أمل", "o'Brien", "a,b", 'the "one"',
           "x" * 200, "-1", "NA", "1.0", "stress@Ana", "= 1 + 1"]  # fmt: skip
PAIRS = st.lists(st.sampled_from(CAREFUL), min_size=2, max_size=2, unique=True).map(tuple)


def made(names: tuple[str, ...], couples: int = 1) -> Diary:
    """Days of both, rated in steps, in codes as another program writes them."""
    at = [(c, p, t) for c in range(couples) for p in range(len(names)) for t in range(12)]
    frame = pd.DataFrame(at, columns=["couple", "partner", "time"])
    frame["person"] = [f"{c}-{p}" for c, p, _ in at]
    frame["calm"] = [float((3 * c + 2 * p + t) % 7) for c, p, t in at]
    frame["fear"] = [float(6 * (p == 1)) for _, p, _ in at]
    return diary_from_frame(frame, ITEMS, partners=names, distinguishable=True)


@given(PAIRS, st.integers(1, 2))
@settings(max_examples=40, deadline=None)
def test_a_name_stays_as_it_is(tmp_path_factory: pytest.TempPathFactory, names: tuple[str, str], couples: int) -> None:
    diary = made(names, couples)
    assert diary.partners == names
    assert diary.frame["partner"].tolist() == couples * [name for name in names for _ in range(12)]
    assert diary.places().tolist() == couples * [*[0] * 12, *[1] * 12]
    assert diary.writers(diary.couples[0]) == names
    assert danger_days(diary, diary.couples[0]).set_index("partner")["days"].to_dict() == {names[0]: 0, names[1]: 12}
    assert set(unvarying(diary)["partner"]) <= set(names)
    # its own frame, names and all, is a diary again; and so is the file
    if "NA" not in names:  # in a frame of one's own, a word for what is missing
        assert diary_from_frame(diary.frame, ITEMS, partners=names, distinguishable=True) == diary
    again = read_diary(*write_diary(diary, tmp_path_factory.mktemp("names") / "diary"))
    assert again.partners == names
    pd.testing.assert_frame_equal(again.frame, diary.frame)


@given(PAIRS)
@settings(max_examples=25, deadline=None)
def test_the_part_of_one_keeps_the_name(names: tuple[str, str]) -> None:
    diary = made(names)
    for at, name in enumerate(names):
        part = for_reader(diary, name)
        assert part.partners == (name,)
        assert set(part.frame["partner"]) == {name}
        np.testing.assert_array_equal(part.frame["calm"], diary.frame["calm"][diary.places() == at])


def test_a_partner_who_is_not_there_is_refused_with_the_nearest() -> None:
    diary = made(("Anna", "anna"))
    with pytest.raises(PairbondError, match="it is 'Anna' or 'anna', and the nearest is 'Anna'"):
        for_reader(diary, "ANNA")


@pytest.mark.parametrize(("name", "what"), [("both", "the two together"), ("the other person", "who does not write")])
def test_words_of_the_tables_are_nobodys_name(name: str, what: str, tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match=f"a partner is called {name}, a word that stands for {what} in every table"):
        made(("Ana", name))
    rows = "\n".join(f"{who},{day},{day % 5}" for day in range(9) for who in ("Ana", name))
    (tmp_path / "d.csv").write_text(f"who,day,calm\n{rows}\n", encoding="utf-8")
    (tmp_path / "d.toml").write_text(
        '[columns]\nperson = "who"\ntime = "day"\n[[item]]\nname = "calm"\ncolumns = "calm"\nlow = 0\nhigh = 6\n',
        encoding="utf-8",
    )
    with pytest.raises(DiaryError, match=f"a partner is called {name}"):
        read_diary(tmp_path / "d.csv", tmp_path / "d.toml")


def test_names_as_they_stand_in_a_frame_need_no_codes() -> None:
    frame = made(("man", "woman")).frame.assign(partner=lambda f: f["partner"].map({"man": "B", "woman": "A"}))
    assert diary_from_frame(frame, ITEMS).partners == ("A", "B")
    assert diary_from_frame(frame, ITEMS, partners=("B", "A")).writers("0")[0] == "B"
    with pytest.raises(DiaryError, match="C is none of the partners"):
        diary_from_frame(frame.replace({"partner": {"A": "C"}}), ITEMS, partners=("A", "B"))


def test_bundled_diaries_have_the_names_of_their_partners() -> None:
    for name in example_diaries():
        diary = example_diary(name)
        assert set(diary.frame["partner"]) <= set(diary.partners)
