"""What was measured beside the ratings, and what it goes with on the same occasion."""

from __future__ import annotations

import pandas as pd

from pairbond.report._covariate_hypotheses import UNIT, called, heading
from pairbond.report._effect_table import HOLM, adjusted_p, end_of
from pairbond.report._lag_words import Lag
from pairbond.report._sections import Section, Table, Words
from pairbond.report.findings import failed, null, say
from pairbond.report.simultaneous import HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import begin, between, digits_of, listing, number

_MOST = 8  # findings said one by one; the table has all


def covariates(view: View, tests: HypothesisTests) -> Section | None:
    """Effects of covariates, of each partner where each has an own one; ``None`` where the model has none."""
    table = view.covariate_effects
    if table is None or table.empty:
        return None
    selected = tests.about("covariate")
    words = [Words(_lead(view, table))]
    significant = [a for a in selected if a.significant]
    words += [say(a) for a in significant[:_MOST]]
    if len(significant) > _MOST:
        words.append(Words(f"{len(significant) - _MOST} more such effects are in the table."))
    for key in dict.fromkeys((str(a.key[1]), str(a.key[2])) for a in selected):
        rest = [a for a in selected if not a.significant and (a.key[1], a.key[2]) == key]
        some = any((a.key[1], a.key[2]) == key for a in significant)
        if rest:
            words.append(null(_nothing(view, key, rest, some), rest))
    title = "Covariates" if view.voice.research else "What else was measured"
    return Section("covariates", title, tuple(words), tables=(_table(view, table, tests),))


def _lead(view: View, table: pd.DataFrame) -> str:
    names = listing([str(name).replace("_", " ") for name in dict.fromkeys(table["covariate"])])
    one = Lag(view.lag).one
    if view.voice.research:
        return (
            f"Effects of covariates ({names}) on the ratings of the same {one}, in points per unit, given the ratings "
            f"of the {one} before and the other covariates, for the average {view.voice.unit}. Covariates are not "
            "centered within persons, so an effect may also hold differences between persons."
        )
    return (
        f"{begin(names)} went into the model beside the ratings. The numbers say how much higher or lower a rating was "
        f"for one unit more on the same {one}, not why."
    )


def _nothing(view: View, key: tuple[str, str], rest: list, some: bool) -> str:
    what = called(view.voice, *key)
    if len(rest) == 1:
        return rest[0].sentence if not view.voice.research else f"The effect of {what} {failed(rest, negated=False)}."
    other = "other " if some else ""
    if view.voice.research:
        return f"None of the {other}{len(rest)} effects of {what} {failed(rest, negated=True)}."
    which = "the other ratings" if some else "any of the ratings"
    return f"We found no clear sign that {what} goes together with {which} on the same {Lag(view.lag).one}."


def _table(view: View, table: pd.DataFrame, tests: HypothesisTests) -> Table:
    keys = table[["covariate", "of", "partner", "item"]].itertuples(index=False, name=None)
    verdicts = [tests["covariate", str(c), str(of), str(p), str(i)] for c, of, p, i in keys]
    rows = list(table.itertuples())
    shown = pd.DataFrame(
        {
            "covariate": [heading(view.voice, str(r.covariate), str(r.of)) for r in rows],
            "rating": [end_of(view, r.partner, r.item) for r in rows],
            UNIT: [number(r.q50, digits_of(r.q05, r.q95)) for r in rows],
            "90 % interval": [between(r.q05, r.q95, digits_of(r.q05, r.q95)) for r in rows],
        }
    )
    if view.voice.research:
        shown["SD per SD"] = [number(r.sd_per_sd) for r in rows]
        shown[HOLM] = [adjusted_p(a.adjusted, a.significant) for a in verdicts]
    else:
        shown["found"] = [a.significant for a in verdicts]
    numbers = table.assign(holm=[a.adjusted for a in verdicts], finding=[a.significant for a in verdicts])
    return Table("Effects of covariates", numbers, shown, unfolded=view.voice.research)
