"""What a demographer reads from the tables: who pairs, for how long, how it ends, what passes to the children."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

MARKED = 0.3  # strength of coping (wound × coping) from which a person is called self-inflating or self-sacrificing
CHILDLESS_NO_MORE = 42.0  # years of age from which the number of children is counted
SURVIVAL = (1, 5, 10, 20)
Row = tuple[str, str, float, str, int]


def of(people: pd.DataFrame, pairs: pd.DataFrame, years: pd.DataFrame, span: float) -> pd.DataFrame:
    """All measures: topic, measure, value, unit, and of how many it is told. NaN where there is nobody to tell of."""
    rows = [
        *_pairing(people, span),
        *_duration(pairs, span),
        *_endings(pairs),
        *_children(people, pairs, span),
        *_complements(pairs),
        *_alike(pairs),
        *_repeated(pairs),
        *_generations(people),
        *_trends(years),
        *_help(people),
    ]
    return pd.DataFrame(rows, columns=["topic", "measure", "value", "unit", "of"])


def survival(pairs: pd.DataFrame, span: float, years: Sequence[float] = SURVIVAL) -> pd.Series:
    """Share of relationships not ended by separation after so many years (Kaplan & Meier, 1958).

    A death, or the end of the run, takes a relationship out of those at risk. Past the longest one seen, NaN.
    """
    at, left, longest = _curve(pairs, span)
    place = np.searchsorted(at, np.asarray(years, float), side="right") - 1
    values = np.where(place >= 0, left[np.maximum(place, 0)] if len(left) else np.nan, 1.0)
    return pd.Series(np.where(np.asarray(years, float) <= longest, values, np.nan), pd.Index(years, name="years"))


def correlation(x: pd.Series, y: pd.Series) -> float:
    """Pearson's; NaN where one of them does not vary."""
    there = x.notna() & y.notna()
    a, b = x[there].to_numpy(float), y[there].to_numpy(float)
    return float(np.corrcoef(a, b)[0, 1]) if len(a) > 2 and a.std() > 0 and b.std() > 0 else float("nan")


def families(people: pd.DataFrame) -> pd.DataFrame:
    """Children whose childhood is over: their traits, and as ``…_parents`` the mean of both parents' first traits."""
    raised = people[people["parent_a"].notna() & people["inner_worth"].notna()]
    found = raised[["person", "generation", *TRAITS]].reset_index(drop=True)
    for name in TRAITS:
        traits = people[name].to_numpy()
        both = [traits[raised[side].to_numpy(int)] for side in ("parent_a", "parent_b")]
        found[f"{name}_parents"] = np.mean(both, axis=0) if len(found) else np.array([])
    return found


TRAITS = ("inner_worth", "integration", "coping", "anxiety", "avoidance")


def _curve(pairs: pd.DataFrame, span: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Days (in years) on which any separated, the share left after each, and the longest that was seen."""
    length = pairs["years"].fillna(span - pairs["begun_year"]).to_numpy(float)
    separated = (pairs["ended_year"].notna() & ~pairs["ended_by_death"]).to_numpy()
    at, lost = np.unique(length[separated], return_counts=True)
    at_risk = len(length) - np.searchsorted(np.sort(length), at, side="left")
    return at, np.cumprod(1.0 - lost / np.maximum(at_risk, 1)), float(length.max()) if len(length) else 0.0


def _pairing(people: pd.DataFrame, span: float) -> Iterator[Row]:
    adults = people[people["adult"]]
    grown = adults[_age(adults, span) >= 30]
    first = adults["first_paired_age"].dropna()
    yield "pairing", "adults", float(len(adults)), "people", len(people)
    yield "pairing", "ever paired by the age of 30", _share(grown["first_paired_age"] <= 30), "share", len(grown)
    yield "pairing", "age at first pairing, mean", float(first.mean()), "years", len(first)
    yield "pairing", "age at first pairing, median", float(first.median()), "years", len(first)
    yield "pairing", "relationships a person, from the age of 30", float(grown["relationships"].mean()), "", len(grown)
    yield "pairing", "more than one relationship", _share(grown["relationships"] > 1), "share", len(grown)


def _duration(pairs: pd.DataFrame, span: float) -> Iterator[Row]:
    at, left, _ = _curve(pairs, span)
    below = np.flatnonzero(left <= 0.5)
    yield "duration", "relationships", float(len(pairs)), "", len(pairs)
    yield "duration", "median", float(at[below[0]]) if len(below) else float("nan"), "years", len(pairs)
    for years, value in survival(pairs, span).items():
        yield "duration", f"not separated after {years} years", float(value), "share", len(pairs)


def _endings(pairs: pd.DataFrame) -> Iterator[Row]:
    over = pairs[pairs["ended_year"].notna()]
    apart = over[~over["ended_by_death"]]
    attempts = pairs["attempts_a"] + pairs["attempts_b"]
    yield "ending", "ended by separation", _share(~over["ended_by_death"]), "share", len(over)
    yield "ending", "both left at once", _share(apart["left_a"] & apart["left_b"]), "share", len(apart)
    for who, strength in (("self-inflating", "inflating"), ("self-sacrificing", "giving")):
        two = apart[[f"{strength}_a", f"{strength}_b"]].to_numpy()
        clear = (two.max(axis=1) >= MARKED) & (two.min(axis=1) < MARKED)
        left = apart[["left_a", "left_b"]].to_numpy()
        by = np.take_along_axis(left, two.argmax(axis=1)[:, None], axis=1)[:, 0] if len(two) else np.array([], bool)
        measure = f"last left by the {who} partner, where one is"
        yield "ending", measure, _share(pd.Series(by[clear])), "share", int(clear.sum())
    yield "ending", "came together again at least once", _share(pairs["returns"] > 0), "share", len(pairs)
    back = pairs["returns"][pairs["returns"] > 0]
    yield "ending", "returns, of those with any", float(back.mean()), "", len(back)
    yield "ending", "leavings before a separation", float(attempts[apart.index].mean()), "", len(apart)


def _children(people: pd.DataFrame, pairs: pd.DataFrame, span: float) -> Iterator[Row]:
    older = people[people["adult"] & (_age(people, span) >= CHILDLESS_NO_MORE)]
    born = people[people["parent_a"].notna()]
    yield (
        "children",
        f"a person, from the age of {CHILDLESS_NO_MORE:.0f}",
        float(older["children"].mean()),
        "",
        len(older),
    )
    yield "children", "childless then", _share(older["children"] == 0), "share", len(older)
    yield "children", "couples with children", _share(pairs["children"] > 0), "share", len(pairs)
    yield "children", "born", float(len(born)), "", len(people)


def _complements(pairs: pd.DataFrame) -> Iterator[Row]:
    inflating = pairs[["inflating_a", "inflating_b"]].to_numpy() >= MARKED
    giving = pairs[["giving_a", "giving_b"]].to_numpy() >= MARKED
    pair = (inflating[:, 0] & giving[:, 1]) | (inflating[:, 1] & giving[:, 0])
    years = pairs["years_together"].to_numpy()
    by_lot = 2.0 * _mean(inflating) * _mean(giving)
    name = "self-inflating × self-sacrificing"
    yield name, "self-inflating partners", _mean(inflating), "share", len(pairs)
    yield name, "self-sacrificing partners", _mean(giving), "share", len(pairs)
    yield name, "pairs of the two", _mean(pair), "share", len(pairs)
    yield name, "pairs of the two if the same people were paired by lot", by_lot, "share", len(pairs)
    yield name, "pairs of the two, times chance", _mean(pair) / by_lot if by_lot else float("nan"), "", len(pairs)
    of_all = float(years[pair].sum() / years.sum()) if years.sum() > 0 else float("nan")
    yield name, "of all time together", of_all, "share", len(pairs)


def _alike(pairs: pd.DataFrame) -> Iterator[Row]:
    both = pd.concat([pairs, pairs.rename(columns=_exchanged(pairs))], ignore_index=True)
    both["coping_a"], both["coping_b"] = (both[f"inflating_{x}"] - both[f"giving_{x}"] for x in "ab")
    for name in ("inner_worth", "integration", "inflating", "giving", "coping", "anxiety", "avoidance"):
        label = "signed strength of the coping" if name == "coping" else name.replace("_", " ")
        yield "partners alike", label, correlation(both[f"{name}_a"], both[f"{name}_b"]), "r", len(pairs)


def _repeated(pairs: pd.DataFrame) -> Iterator[Row]:
    """Whether the next partner of the same person is self-inflating, by whether the one before was."""
    after = partners_in_order(pairs)
    for was, words in ((True, "was"), (False, "was not")):
        some = after[after["before_inflating"] == was]
        measure = f"next partner self-inflating, where the one before {words}"
        yield "repetition", measure, _share(some["inflating"]), "share", len(some)


def partners_in_order(pairs: pd.DataFrame) -> pd.DataFrame:
    """Every relationship but a person's first: person, number, and whether this partner and the one before inflate."""
    sides = [
        pd.DataFrame(
            {
                "person": pairs[own],
                "number": pairs[f"number_{own}"],
                "relationship": pairs["relationship"],
                "inflating": pairs[f"inflating_{other}"] >= MARKED,
            }
        )
        for own, other in (("a", "b"), ("b", "a"))
    ]
    one = pd.concat(sides, ignore_index=True).sort_values(["person", "number"], kind="stable")
    one["before_inflating"] = one.groupby("person")["inflating"].shift()
    later = one[one["number"] > 1].copy()
    later["before_inflating"] = later["before_inflating"].astype(bool)
    return later.reset_index(drop=True)


def _generations(people: pd.DataFrame) -> Iterator[Row]:
    found = families(people)
    for name in TRAITS:
        r = correlation(found[name], found[f"{name}_parents"])
        yield "parents and children", name.replace("_", " "), r, "r", len(found)
    raised = people[people["inner_worth"].notna()]
    for generation, some in raised.groupby("generation"):
        strong = (1.0 - some["inner_worth"]) * some["coping"].abs() >= MARKED
        yield "generations", f"inner worth in generation {generation}", float(some["inner_worth"].mean()), "", len(some)
        yield "generations", f"marked coping in generation {generation}", _share(strong), "share", len(some)


def _trends(years: pd.DataFrame) -> Iterator[Row]:
    """Slopes of straight lines over the years, a decade."""
    for name in ("mean_inner_worth", "mean_inflating", "mean_giving", "mean_load"):
        there = years[years[name].notna()]
        wide = there["year"].max() - there["year"].min() if len(there) > 1 else 0.0
        slope = 10.0 * float(np.polyfit(there["year"], there[name], 1)[0]) if wide > 0 else float("nan")
        yield "trend", f"{name.replace('mean_', '').replace('_', ' ')} of adults", slope, "a decade", len(there)


def _help(people: pd.DataFrame) -> Iterator[Row]:
    adults = people[people["adult"]]
    spells = adults["help_dropped"].sum() + adults["help_finished"].sum()
    finished = float(adults["help_finished"].sum() / spells) if spells else float("nan")
    yield "help", "ever sought", _share(adults["help_sought"] > 0), "share", len(adults)
    yield "help", "spells finished, not dropped", finished, "share", int(spells)


def _age(people: pd.DataFrame, span: float) -> pd.Series:
    """Age at the end of the run or of life."""
    return people["died_age"].fillna(span - people["born_year"])


def _exchanged(pairs: pd.DataFrame) -> dict[str, str]:
    other = {"a": "b", "b": "a"}
    return {name: f"{name[:-1]}{other[name[-1]]}" for name in pairs.columns if name[-2:] in ("_a", "_b")}


def _share(which: pd.Series) -> float:
    return float(which.mean()) if len(which) else float("nan")


def _mean(x: np.ndarray) -> float:
    return float(x.mean()) if x.size else float("nan")
