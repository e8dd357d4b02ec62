"""From a diary to arrays: which item reads what, and what is told of contact."""

from __future__ import annotations

import pandas as pd
import pytest

import pairbond
from pairbond.diary import Diary, Item, new_diary, read_diary
from pairbond.diary.template_items import QUESTIONS
from pairbond.errors import PairbondError
from pairbond.inference.theory._parameters import Layout
from pairbond.inference.theory._predict import _graded
from pairbond.inference.theory.panel import panel


@pytest.fixture
def ours(tmp_path):  # type: ignore[no-untyped-def]
    """Our own diary, two days of two writers and a third day of one."""
    new_diary(tmp_path, ("Ada", "Ben"))
    rows = [("Ada", "2024-01-01", "", 3), ("Ben", "2024-01-01", "", 4), ("Ada", "2024-01-02", "apart", 6),
            ("Ben", "2024-01-02", "", 2), ("Ada", "2024-01-04", "", 0)]  # fmt: skip
    text = ["person,date,contact,event," + ",".join(q.item.name for q in QUESTIONS)]
    for person, date, contact, value in rows:
        answers = [str(min(value, 1) if q.item.kind == "binary" else value) for q in QUESTIONS]
        text.append(",".join([person, date, contact, "", *answers]))
    (tmp_path / "diary.csv").write_text("\n".join(text), encoding="utf-8")
    return read_diary(tmp_path / "diary.csv", tmp_path / "mapping.toml")


def test_our_own_items_are_read_by_their_scale(ours: Diary) -> None:
    found = panel(ours)
    assert len(found.columns) == 20
    assert found.days == 4
    assert all(c.anchored for c in found.columns)
    assert found.seen.sum(1).tolist() == [20, 20, 0, 10]
    assert found.y[1, 0] == 1.0  # the highest answer is the whole scale
    assert found.code.tolist() == [0, 1, 1, 1]  # what was said last holds until something else is said
    assert found.contact_recorded
    assert len(Layout(found)) == 14


def test_items_of_others_have_to_be_named() -> None:
    frame = pd.DataFrame({"couple": "c", "person": ["a", "b"] * 3, "partner": ["a", "b"] * 3,
                          "time": [0.0, 0, 1, 1, 2, 2],
                          "date": pd.NaT, "contact": "", "event": "", "mood": [1.0, 2, 3, 4, 5, 6]})  # fmt: skip
    diary = Diary("d", frame, (Item("mood", low=0, high=10, kind="bounded"),), ("a", "b"), True)
    with pytest.raises(PairbondError, match="no item of this diary"):
        panel(diary)
    with pytest.raises(PairbondError, match="nearest is 'calm'"):
        panel(diary, readings={"mood": "calmm"})
    found = panel(diary, readings={"mood": "-arousal"})
    assert [(c.reading, c.falling, c.anchored) for c in found.columns] == [("arousal", True, False)] * 2
    assert [*Layout(found).labels[12:15]] == [
        "intercept[mood, a]",
        "loading[mood, a]",
        "noise[mood, a]",
    ]


def test_fit_knows_the_theory(ours: Diary) -> None:
    with pytest.raises(PairbondError, match="answered on 3 days; the theory needs 7"):
        pairbond.fit(ours, model="theory")


def _two(**items: list[float]) -> pd.DataFrame:
    n = len(next(iter(items.values())))
    return pd.DataFrame({"couple": "c", "person": "a", "partner": "a", "time": [0.0, 0.5, 1.0][:n], "date": pd.NaT,
                         "contact": "", "event": "", **items})  # fmt: skip


def test_answers_about_danger_are_not_read_unless_asked_for() -> None:
    harm = Item("harm", quantity="conflict", low=0, high=6, kind="ordinal", danger=True)
    calm = Item("calm", low=0, high=6, kind="ordinal")
    diary = Diary("d", _two(harm=[5.0, 6.0, 1.0], calm=[1.0, 2.0, 3.0]), (harm, calm), ("a",), True)
    assert [c.item for c in panel(diary).columns] == ["calm"]
    assert [c.item for c in panel(diary, readings={"harm": "hurt_received"}).columns] == ["harm", "calm"]


def test_of_several_yes_or_no_in_a_day_the_last_counts() -> None:
    said = Item("voiced_need", low=0, high=1, kind="binary")
    diary = Diary("d", _two(voiced_need=[1.0, 0.0, 1.0]), (said,), ("a",), True)
    assert panel(diary).y[:, 0].tolist() == [0.0, 1.0]


def test_a_line_of_twenty_is_no_scale_of_twenty_steps() -> None:
    for kind, whole in (("bounded", False), ("ordinal", True)):
        closeness = Item("closeness", low=0, high=20, kind=kind)
        found = panel(Diary("d", _two(closeness=[3.5, 4.0, 11.0]), (closeness,), ("a",), True))
        assert _graded(found).tolist() == [whole]
