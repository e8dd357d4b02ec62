"""Which items are averages of others, by the mapping or by the answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pairbond.diary import Diary, Item, composites, diary_from_frame, example_diary, for_reader, own_ratings

WANTED = {"unpleasant": ("anxiety", "sadness"), "pleasant": ("vigor", "contentment")}


def made(columns: dict[str, np.ndarray]) -> Diary:
    table = pd.DataFrame(
        {"person": "Ana", "time": np.arange(len(next(iter(columns.values()))), dtype=float), **columns}
    )
    return diary_from_frame(table, [Item(name, low=0, high=6, kind="bounded") for name in columns])


def test_a_mapping_that_reads_an_item_from_columns_of_others_makes_it_their_average() -> None:
    read = example_diary("barkalifa_sample1").select(["212"])
    assert composites(read) == WANTED
    assert [i.name for i in own_ratings(read, read.available)] == ["anxiety", "sadness", "vigor", "contentment"]
    assert composites(for_reader(read, read.partners[0])) == WANTED, (
        "and so for a reader of whom one part hardly ever moves"
    )
    assert composites(read, read.items) == {}, "where the parts are not looked at, the average counts by itself"


def test_answers_show_an_average_without_a_mapping_also_if_it_was_rounded() -> None:
    rng = np.random.default_rng(0)
    a, b, c, d = (rng.integers(0, 7, 40).astype(float) for _ in range(4))
    for decimals in (1, 2, 8):
        asked = made({"a": a, "b": b, "c": c, "d": d, "whole": np.round((a + b + c) / 3, decimals)})
        assert composites(asked) == {"whole": ("a", "b", "c")}
    gaps = np.where(np.arange(40) % 7 == 0, np.nan, a)
    assert composites(made({"a": gaps, "b": b, "whole": (gaps + b) / 2})) == {"whole": ("a", "b")}


def test_one_entry_that_differs_or_too_few_entries_make_no_average() -> None:
    rng = np.random.default_rng(1)
    a, b = (rng.integers(0, 7, 40).astype(float) for _ in range(2))
    nearly = (a + b) / 2
    nearly[35] += 0.5
    assert composites(made({"a": a, "b": b, "whole": nearly})) == {}
    assert composites(made({"a": a[:8], "b": b[:8], "whole": (a + b)[:8] / 2})) == {}
    assert composites(made({"a": a, "b": a, "whole": a})) == {}, "three times the same answer"


def test_a_part_of_an_average_that_is_asked_for_alone_is_no_item_of_its_own() -> None:
    read = example_diary("barkalifa_sample1").select(["212"])
    left = tuple(item for item in read.available if item.name != "sadness")
    assert "unpleasant" not in composites(replace(read, available=left))
