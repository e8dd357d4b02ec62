"""The page of one writer: days, averages, what stood out, whose page it is, and what it gives away."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pairbond.diary import Diary, Item, diary_from_frame, example_diary, for_reader
from pairbond.report._days import counted, dates, from_to, on
from pairbond.report._notable import notable, stretches
from pairbond.report._write import compose
from pairbond.report.course import _note
from pairbond.report.findings import findings
from pairbond.report.simultaneous import rule
from pairbond.report.view import View, select_view

from ._fake import diary, fit
from ._reading import Page
from .test_words import page, without_pictures  # noqa: F401

PLANTED = 13  # the day, counted from 1, of a rating far from all others


def planted(*, dated: bool) -> Diary:
    asked = diary(1, partners=("Ana",), dates=dated, seed=1)
    frame = asked.frame.copy()
    frame["sadness"] = np.where(frame["time"] == PLANTED - 1, 4.0, np.minimum(frame["sadness"], 1.5))
    return replace(asked, frame=frame)


def read(seen: Page, name: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(seen.csv()[name]))


@pytest.fixture(scope="module")
def readers() -> dict[str, Diary]:
    both = example_diary("barkalifa_sample1").select(["212"])
    return {name: for_reader(both, name) for name in both.partners}


@pytest.mark.parametrize("dated", [False, True])
def test_words_axes_and_files_count_a_day_alike(tmp_path: Path, dated: bool) -> None:
    asked = planted(dated=dated)
    seen = page(tmp_path, asked, fit(asked), None)
    said = "Sat 15 March (day 13)" if dated else "day 13"
    assert f"The day most unlike the others was {said}, when your sadness was 4.0" in seen.text
    for name in ("glance.csv", "course.csv"):
        drawn = read(seen, name)
        assert "time" not in drawn
        assert drawn["day"].min() == 1
        assert drawn.loc[(drawn["item"] == "sadness") & (drawn["value"] == 4.0), "day"].tolist() == [PLANTED]
    last, ahead = int(asked.frame["time"].max()) + 1, read(seen, "forecast.csv")
    assert sorted(set(ahead["day"])) == list(range(last + 1, last + 15)), "the forecast counts on from the diary"
    view = select_view(asked, None, None, None)
    assert next(n.day for n in notable(view.diary, view.spoken)) == PLANTED
    if dated:
        known = dates(view)
        assert known is not None
        assert (known[1.0], known[float(PLANTED)]) == ("3 Mar", "15 Mar")
        assert from_to(view, 1, 7) == "Mon 3 to Sun 9 March (days 1 to 7)"
        assert from_to(view, 25, 31) == "Thu 27 March to Wed 2 April (days 25 to 31)"
    else:
        assert (on(view, 1), from_to(view, 14, 20)) == ("day 1", "days 14 to 20")


def test_several_entries_a_day_keep_their_hours_and_the_first_day_is_day_1() -> None:
    when = pd.date_range("2025-03-03 09:00", periods=40, freq="6h")
    table = pd.DataFrame({"person": "Ana", "time": when, "calm": np.arange(40) % 5})
    view = select_view(diary_from_frame(table, [Item("calm", low=0, high=6)]), None, None, None)
    days = counted(view, view.diary.frame[["time"]])["day"].to_numpy()
    assert days[:4] == pytest.approx([1.375, 1.625, 1.875, 2.125])


def test_an_average_is_called_one_and_counts_once(readers: dict[str, Diary]) -> None:
    for asked in readers.values():
        view = select_view(asked, None, None, None)
        [glance, unusual] = [s for s in compose(view) if s.key in ("glance", "unusual-days")]
        assert glance.words[0].text == (
            "On 35 days you rated your anxiety, sadness, vigor and contentment. Unpleasant mood and pleasant mood are "
            "averages of these."
        )
        assert not {n.item for n in notable(asked, view.spoken)} & {"pleasant", "unpleasant"}
        assert any("Of 140 ratings, about 6 would be that far off by chance" in w.text for w in unusual.words)
        parts = [i for i in view.spoken if i.name not in ("pleasant", "unpleasant")]
        assert stretches(asked, view.spoken) == stretches(asked, parts)


def test_a_pair_of_an_average_and_its_part_is_no_association(readers: dict[str, Diary]) -> None:
    asked = readers["woman"].with_items(["unpleasant", "anxiety", "vigor"])
    asked = replace(asked, available=tuple(i for i in asked.available if i.name != "pleasant"))
    view = select_view(asked, None, None, None)
    assert view.same_day is not None
    assert {frozenset(pair) for pair in view.same_day[["item", "other_item"]].to_numpy()} == {
        frozenset(pair) for pair in (("anxiety", "vigor"), ("unpleasant", "vigor"), ("unpleasant", "anxiety"))
    }, "its other part is not looked at, so it counts by itself"
    asked = readers["woman"].with_items(["unpleasant", "anxiety", "sadness"])
    view = select_view(asked, None, None, None)
    assert view.same_day is not None
    assert view.same_day[["item", "other_item"]].to_numpy().tolist() == [["sadness", "anxiety"]]


def test_a_slight_step_away_from_zeros_is_not_the_day_most_unlike_the_others(readers: dict[str, Diary]) -> None:
    found = notable(readers["man"], select_view(readers["man"], None, None, None).spoken)
    farthest = max(found, key=lambda n: abs(n.far))
    assert (farthest.day, farthest.item, round(farthest.value, 1)) == (13, "sadness", 0.7)
    assert (found[0].day, found[0].item) == (6, "anxiety")
    assert all(abs(n.value - n.usual) >= 0.4 for n in found), "a tenth of the scale from 0 to 4"


def test_the_first_picture_is_of_the_rating_that_the_words_speak_of(readers: dict[str, Diary], tmp_path: Path) -> None:
    for name, wanted in (("woman", "sadness"), ("man", "anxiety")):
        seen = page(tmp_path, readers[name], None, None)
        first = seen.text.split("What this page cannot show")[0]
        assert f"when your {wanted} was" in first
        assert set(read(seen, "glance.csv")["item"]) == {wanted}
        assert first.index("Your best week was") < first.index("your hardest was") < first.index("The day most unlike")


def test_the_list_of_notable_days_and_the_table_agree(readers: dict[str, Diary]) -> None:
    for asked in readers.values():
        [section] = [s for s in compose(select_view(asked, None, None, None)) if s.key == "unusual-days"]
        assert section.points_title == "Notable days"
        assert {w.text.split(":")[0] for w in section.points} == {f"Day {d}" for d in section.tables[0].frame["day"]}
        for words in section.points:  # no difference that rounding could make wrong
            assert not re.search(r"above|below|SD", words.text)


def test_a_page_says_whose_it_is_and_holds_no_number_of_the_couple(readers: dict[str, Diary], tmp_path: Path) -> None:
    asked = readers["woman"]
    seen = page(tmp_path, asked, fit(asked), None, csv_dir=tmp_path / "numbers")
    assert "Your diary, 35 days For the woman: your own answers only" in seen.text
    assert "80 couples" not in seen.text.split("How it was done")[0]
    assert "sha256 of your answers" in seen.text
    assert "what woman wrote" not in seen.text
    files = [*seen.csv().values(), *(f.read_text("utf-8") for f in (tmp_path / "numbers").iterdir())]
    assert len(files) > 8
    assert not [text for text in files if re.search(r"\b212\b|^(?:.*,)?(?:couple|person),", text)]


def test_a_page_for_one_says_nothing_of_two_or_of_what_is_not_there(tmp_path: Path) -> None:
    asked = diary(1, partners=("Ana",), items=("sadness", "calm"))
    seen = page(tmp_path, asked, fit(asked), None)
    assert "Another person" not in seen.text
    assert "as you saw that person" not in seen.text
    assert "two directions" not in seen.text
    assert "maladjustment" not in seen.text
    both = diary(1, partners=("Ana", "Ben"))
    assert "two directions" in rule(findings(select_view(both, fit(both), None, None)))
    warm = diary(1, partners=("Ana",))
    assert "as you saw that person" in page(tmp_path, warm, None, None).text


def test_the_note_of_a_course_names_only_what_is_drawn() -> None:
    rows = pd.DataFrame({"item": ["a", "a", "b"], "value": [1.0, 2.0, 3.0], "q50": [1.0, 2.0, np.nan]})
    assert _note(rows.drop(columns="q50"), measurement_error=False) == "Dots: ratings as written."
    said = _note(rows, measurement_error=False)
    assert "band" not in said
    assert "No line: ratings that were not modelled." in said
    gap = rows.assign(value=[1.0, np.nan, 3.0])
    assert "where a rating is missing, dark band" in _note(gap, measurement_error=False)


def test_help_is_called_what_it_is_and_reached_at_once(tmp_path: Path) -> None:
    asked = diary(1, partners=("Ana",), days=9)
    seen = page(tmp_path, asked, None, None)
    assert "Leave this page or press Shift three times Talk to someone" in seen.text
    assert "To describe what happened is not to excuse it" in seen.text.split("If you want to talk to someone")[-2]
    assert "scroll-behavior" not in (tmp_path / "a.html").read_text("utf-8")
    assert "leaves a file on this device" in seen.text


def test_no_trend_is_said_of_the_ratings_that_were_modelled(readers: dict[str, Diary]) -> None:
    asked = readers["woman"]
    view: View = select_view(asked, fit(asked), None, None)
    [course] = [s for s in compose(view) if s.key == "course"]
    assert course.words[0].text == (
        "We could not tell whether your unpleasant mood or your pleasant mood rose or fell over these five weeks."
    )
