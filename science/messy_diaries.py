"""What goes wrong in real diaries, done to a simulated one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from pairbond.diary import Diary, diary_from_frame

DEGENERATE_SHARE = 0.1
Trouble = Callable[[pd.DataFrame, list[str], np.random.Generator], pd.DataFrame]


def messy(diary: Diary, rng: np.random.Generator, names: Sequence[str] = ()) -> Diary:
    """The same diary after two to five troubles, and in one of ten a degenerate one, or after those named.

    The title names them.

    Raises
    ------
    pairbond.diary.DiaryError : what is left is refused with a sentence.
    """
    items = [item.name for item in diary.items]
    chosen = set(names) or {
        str(name) for name in rng.choice(list(TROUBLES), size=int(rng.integers(2, 6)), replace=False)
    }
    names = [name for name in TROUBLES | DEGENERATE if name in chosen]  # in their own order: scales come first
    if len(names) > 1 and rng.random() < DEGENERATE_SHARE:
        names.append(str(rng.choice(list(DEGENERATE))))
    frame = diary.frame[["couple", "person", "partner", "time", *items]].assign(partner=diary.places())
    for name in names:
        frame = (TROUBLES | DEGENERATE)[name](frame.reset_index(drop=True), items, rng)
    frame = frame.dropna(how="all", subset=items).reset_index(drop=True)
    partners = diary.partners
    return diary_from_frame(frame, items, partners=partners, distinguishable=True, title=", ".join(names))


def _some(frame: pd.DataFrame, column: str, rng: np.random.Generator, least: float, most: float) -> list[str]:
    """Names of a share of couples or persons, at least one."""
    names = frame[column].unique()
    count = max(1, round(len(names) * rng.uniform(least, most)))
    return list(rng.choice(names, size=count, replace=False))


def steps(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Whole ratings from 0 to 6."""
    frame[items] = frame[items].sub(2).round().clip(0, 6)
    return frame


def floor(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """One item lies at the lower end of its scale on most days, another may lie at the upper one."""
    frame[items[0]] = frame[items[0]].sub(frame[items[0]].quantile(0.6)).round().clip(0, 4)
    if len(items) > 1 and rng.random() < 0.5:
        frame[items[1]] = frame[items[1]].sub(frame[items[1]].quantile(0.3)).round().clip(None, 0) + 6
    return frame


def constant(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Some people always give the same rating of one item or all; some of them but once."""
    for person in _some(frame, "person", rng, 0.05, 0.3):
        rows = frame.index[frame["person"] == person]
        which = items if rng.random() < 0.5 else [str(rng.choice(items))]
        frame.loc[rows, which] = frame.loc[rows[0], which].to_numpy()
        if rng.random() < 0.3 and len(rows) > 3:
            frame.loc[rows[len(rows) // 2], which[0]] += 1
    return frame


def never_asked(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """One item was never asked of one partner, in all couples or half of them."""
    couples = frame["couple"].unique() if rng.random() < 0.5 else _some(frame, "couple", rng, 0.5, 0.5)
    whose = frame["couple"].isin(couples) & (frame["partner"] == rng.integers(2))
    frame.loc[whose, str(rng.choice(items))] = np.nan
    return frame


def gaps(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Some couples pause for one to thirty months."""
    for couple in _some(frame, "couple", rng, 0.05, 0.4):
        mine = frame["couple"] == couple
        late = mine & (frame["time"] > frame.loc[mine, "time"].quantile(rng.uniform(0.2, 0.8)))
        frame.loc[late, "time"] += float(rng.integers(30, 900))
    return frame


def drop_out(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Some people stop early."""
    last = frame["time"].max()
    for person in _some(frame, "person", rng, 0.1, 0.6):
        frame = frame[(frame["person"] != person) | (frame["time"] <= rng.uniform(0.1, 0.9) * last)]
    return frame


def identical(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """In some couples one partner's ratings are a copy of the other's."""
    return _copied(frame, _some(frame, "couple", rng, 0.05, 0.3))


def all_identical(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """In all couples one partner's ratings are a copy of the other's."""
    return _copied(frame, list(frame["couple"].unique()))


def _copied(frame: pd.DataFrame, couples: list[str]) -> pd.DataFrame:
    for couple in couples:
        mine = frame[frame["couple"] == couple]
        if mine["partner"].nunique() < 2:
            continue
        copy = mine[mine["partner"] == 0].assign(partner=1, person=mine.loc[mine["partner"] == 1, "person"].iloc[0])
        frame = pd.concat([frame[(frame["couple"] != couple) | (frame["partner"] == 0)], copy], ignore_index=True)
    return frame


def one_writer(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """In some couples only one partner writes."""
    for couple in _some(frame, "couple", rng, 0.05, 0.5):
        frame = frame[(frame["couple"] != couple) | (frame["partner"] == rng.integers(2))]
    return frame


def handful(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Some people wrote one to three times."""
    for person in _some(frame, "person", rng, 0.05, 0.3):
        rows = frame.index[frame["person"] == person]
        frame = frame.drop(rows[int(rng.integers(1, 4)) :])
    return frame


def collinear(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Two items are the same item twice."""
    if len(items) > 1:
        frame[items[1]] = 10 - frame[items[0]]
    return frame


def few_couples(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """One to four couples are left."""
    couples = frame["couple"].unique()
    return frame[frame["couple"].isin(couples[: int(rng.integers(1, 5))])]


def unvarying_role(frame: pd.DataFrame, items: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """All partners in one role give one rating of an item."""
    frame.loc[frame["partner"] == rng.integers(2), str(rng.choice(items))] = 3.0
    return frame


TROUBLES: dict[str, Trouble] = {
    "whole steps": steps,
    "floor": floor,
    "constant people": constant,
    "item never asked of one partner": never_asked,
    "long gaps": gaps,
    "drop-out": drop_out,
    "identical partners in some couples": identical,
    "one writer in some couples": one_writer,
    "a handful of entries": handful,
}
DEGENERATE: dict[str, Trouble] = {
    "identical partners": all_identical,
    "the same item twice": collinear,
    "very few couples": few_couples,
    "one role never varies": unvarying_role,
}
