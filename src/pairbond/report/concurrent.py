"""What goes together on the same occasion."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd

from pairbond.report._contradicted import PROVISIONAL, contradicted
from pairbond.report._effect_table import HOLM, adjusted_p, end_of
from pairbond.report._lag_words import Lag
from pairbond.report._sections import Section, Table, Words
from pairbond.report._together import by_occasion
from pairbond.report.findings import failed, null, say
from pairbond.report.simultaneous import HypothesisTest, HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import begin, between, count, number

_MOST = 8  # findings said one by one; the table has all


def concurrent(view: View, tests: HypothesisTests) -> Section | None:
    """Correlations on the same occasion, and for a couple how far the two see the same day alike."""
    selected = tests.about("same day")
    alike = seen_alike(view)
    if not selected and not alike:
        return None
    lag = Lag(view.lag) if view.fit is not None else Lag(1.0)
    words = [Words(_lead(view, lag))] if selected else []
    significant = [a for a in selected if a.significant]
    words += [say(a) for a in significant[:_MOST]]
    if len(significant) > _MOST:
        words.append(Words(f"{len(significant) - _MOST} more such pairs are in the table."))
    rest = [a for a in selected if not a.significant]
    if rest:
        words.append(null(_nothing(view, lag, rest, bool(significant)), rest))
    if not view.voice.research and any(_as_expected(view, a) for a in significant):
        words.append(Words("It is common that good and bad ratings of the same person move in opposite directions."))
    where = f"On the same {lag.one}" if lag.units != "times" else "At the same time"
    return Section(
        "concurrent",
        "Same-day associations" if view.voice.research and lag.daily else where,
        tuple(words),
        points=alike,
        points_title="How far the two rated the same day alike" if alike else "",
        tables=_tables(view, tests),
    )


def _lead(view: View, lag: Lag) -> str:
    if view.voice.research:
        return (
            "Residual correlations are correlations between the parts of two ratings that the ratings of "
            f"{'the previous day' if lag.daily else 'the previous occasion'} do not explain; total correlations are "
            f"those of all deviations from the person’s own level. Both are for the average {view.voice.unit}."
        )
    usual = "your own average" if view.voice.kind == "one" else "the person’s own average"
    return f"“Higher than usual” means higher than {usual}. That two ratings go together does not say why."


def _as_expected(view: View, test: HypothesisTest) -> bool:
    """Whether one person's good rating went with less of a bad one."""
    _, partner, item, other, thing = test.key
    higher = {i.name: i.higher for i in view.diary.available}
    return partner == other and test.hypothesis.middle < 0 and {higher[str(item)], higher[str(thing)]} == {
        "better", "worse"
    }  # fmt: skip


def _nothing(view: View, lag: Lag, rest: list[HypothesisTest], some: bool) -> str:
    pairs = "pair" if len(rest) == 1 else f"{len(rest)} pairs"
    if view.voice.research:
        other = "other " if some else ""
        if len(rest) == 1:
            return f"The {other}residual correlation {failed(rest, negated=False)}."
        return f"None of the {other}{len(rest)} residual correlations {failed(rest, negated=True)}."
    if len(rest) == 1:
        return rest[0].sentence
    other = "the other" if some else "any of the"
    return f"For {other} {pairs} of ratings, we found no clear sign that they go together on the same {lag.one}."


def seen_alike(view: View) -> tuple[Words, ...]:
    """Of a couple, item by item: how far apart the two rated the same occasion, and who rated higher."""
    return tuple(
        Words(
            f"{begin(view.labels[str(r['item'])])}: {number(r['apart'], 1)} points apart on average "
            f"({view.scale_words(str(r['item']))}); {_higher(view, r)}."
        )
        for r in apart(view).to_dict("records")
        if r["item"] in {item.name for item in view.diary.items}
    )


def apart(view: View) -> pd.DataFrame:
    """item both apart first second: occasions rated by both, mean absolute difference, who is higher."""
    rows = []
    wide = by_occasion(view.diary, view.spoken) if view.voice.kind == "couple" and view.spoken else pd.DataFrame()
    for item in view.spoken:
        each = [(partner, item.name) for partner in view.diary.partners]
        both = wide[each].dropna().to_numpy(float) if set(each) <= set(wide.columns) else ()
        if len(both) < 3:
            continue
        gap = both[:, 0] - both[:, 1]
        rows.append(
            {
                "item": item.name, "both": len(both), "apart": float(np.abs(gap).mean()),
                "first": int((gap > 0).sum()), "second": int((gap < 0).sum()),
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["item", "both", "apart", "first", "second"])


def _higher(view: View, row: dict[Hashable, Any]) -> str:
    if row["first"] == row["second"]:
        return f"each rated higher on {row['first']} of {row['both']} days"
    more = view.diary.partners[0 if row["first"] > row["second"] else 1]
    return f"{view.voice.who(more)} rated higher on {max(row['first'], row['second'])} of {count(row['both'], 'day')}"


def _tables(view: View, tests: HypothesisTests) -> tuple[Table, ...]:
    table = view.same_day
    if table is None or table.empty:
        return _apart_table(view)
    keys = ["partner", "item", "other_partner", "other_item"]
    tested = "residual" if view.voice.research else "total"
    rows = table[table["measure"] == tested].reset_index(drop=True)
    verdicts = [tests["same day", *key] for key in rows[keys].itertuples(index=False, name=None)]
    against = contradicted(view)
    numbers = table.merge(
        rows[keys].assign(holm=[a.adjusted for a in verdicts], finding=[a.significant for a in verdicts]), on=keys
    )
    shown = pd.DataFrame(
        {
            "ratings": [
                f"{end_of(view, r['other_partner'], r['other_item'])} – {end_of(view, r['partner'], r['item'])}"
                for r in rows.to_dict("records")
            ]
        }
    )
    for measure in ("residual", "total"):
        part = table[table["measure"] == measure]
        if part.empty:
            continue
        part = rows[keys].merge(part, on=keys)
        shown[measure if view.voice.research else "correlation"] = [number(v) for v in part["q50"]]
        shown[f"90 % interval{' ' if measure == 'total' else ''}"] = [between(r.q05, r.q95) for r in part.itertuples()]
    if view.voice.research:
        shown[HOLM] = [adjusted_p(a.adjusted, a.significant) for a in verdicts]
        shown["kind"] = rows["kind"]
    else:
        shown["found"] = [a.significant for a in verdicts]
    if view.voice.research and any(a.key in against for a in verdicts):
        shown["remark"] = [PROVISIONAL if a.key in against else "" for a in verdicts]
    title = "Residual and total correlations" if view.voice.research else "All correlations"
    return (Table(title, numbers, shown, unfolded=view.voice.research), *_apart_table(view))


def _apart_table(view: View) -> tuple[Table, ...]:
    table = apart(view)
    if table.empty:
        return ()
    first, second = view.names.values()
    shown = pd.DataFrame(
        {
            "rating": [view.labels[str(i)] for i in table["item"]],
            "days with both": table["both"],
            "points apart": [number(v, 1) for v in table["apart"]],
            f"{first} higher": table["first"],
            f"{second} higher": table["second"],
        }
    )
    return (Table("How far apart the two rated", table, shown),)
