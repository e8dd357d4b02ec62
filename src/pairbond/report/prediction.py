"""How well days that the model had not seen were predicted."""

from __future__ import annotations

import pandas as pd

from pairbond import plots
from pairbond.predict import Comparison
from pairbond.report._prediction_hypotheses import OWN, POOLED, STRANGERS, model_names
from pairbond.report._sections import Section, Table, Words
from pairbond.report.findings import say
from pairbond.report.simultaneous import HypothesisTest, HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import begin, between, count, listing, number


def prediction(view: View, tests: HypothesisTests) -> Section | None:
    """For a group: against the model without carry-over, simple rules, and randomly paired partners."""
    if view.comparison is None or not view.voice.research:
        return None
    if view.comparison_problem:
        said = (
            f"The comparison of predictions is not reported: a model in it has not converged. {view.comparison_problem}"
        )
        return Section("prediction", "Prediction", (Words(said),))
    words = [Words(_lead(view)), *_baselines(view, view.comparison)]
    words += [say(a) for a in sorted([*tests.about("pseudo"), *tests.about("paired")], key=_rank)]
    return Section(
        "prediction",
        "Prediction",
        tuple(words),
        tuple(f for f in (_differences(view, tests), _strangers(view, tests)) if f),
        notes=(("About log scores", _notes(view)),),
        tables=_tables(view),
    )


def helped(tests: HypothesisTests) -> Words | None:
    """Whether earlier ratings help, said only against the same model without carry-over."""
    selected = tests.about("paired", POOLED)
    return say(selected[0]) if selected else None


def _rank(test: HypothesisTest) -> int:
    """The fair baseline first, then partners, then simple rules."""
    if test.key == ("paired", POOLED):
        return 0
    return 1 if test.key == ("pseudo",) else 2


def _lead(view: View) -> str:
    comparison = view.comparison
    assert comparison is not None
    held = float(comparison.settings["holdout"])
    last = f"The last {count(round(held), 'day')}" if held >= 1 else f"The last {100 * held:.0f} % of the days"
    return (
        f"{last} of each {view.voice.unit} were kept from the model and predicted one step ahead. Whether yesterday "
        "helps is judged against the same model without lagged effects; the other comparisons also reflect the "
        "benefit of pooling across "
        f"{view.voice.units}."
    )


def _baselines(view: View, comparison: Comparison) -> list[Words]:
    """All baselines beside each other, and whether that of lagged effects is itself a weak one."""
    scores = dict(zip(comparison.scores["model"], comparison.scores["mean_logscore"], strict=True))
    names = model_names(view)
    gains = {str(r.against): float(str(r.q50)) for r in view.gains.itertuples() if r.against != STRANGERS}
    if len(gains) < 2:
        return []
    parts = [f"{_signed(gain)} over {names[against]}" for against, gain in gains.items()]
    sentence = f"Gain in mean log score per rating: {listing(parts)}."
    if {POOLED, OWN} <= set(gains) and scores[POOLED] < scores[OWN]:
        sentence += (
            f" {begin(names[POOLED])} predicted worse than {names[OWN]} ({_signed(scores[POOLED] - scores[OWN])}), so "
            f"the gain over {names[OWN]} is the more cautious of the two."
        )
    return [Words(sentence)]


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else ''}{number(value, 3)}"


def _differences(view: View, tests: HypothesisTests) -> plots.Figure | None:
    gains = view.gains
    if gains.empty:
        return None
    names = model_names(view)
    rows = []
    for r in gains.itertuples():
        key = ("pseudo",) if r.against == STRANGERS else ("paired", r.against)
        rows.append(plots.Difference(f"over {names[str(r.against)]}", r.q05, r.q50, r.q95, tests[key].significant))
    return plots.differences(
        rows,
        gains,
        title="Gain in mean log score per rating, with 90 % intervals",
        note="Right of zero: the model of this page predicts better. Grey: no finding after Holm’s adjustment.",
        alt=". ".join(f"{begin(r.label)}: {between(r.low, r.high, 3)}" for r in rows) + ".",
    )


def _strangers(view: View, tests: HypothesisTests) -> plots.Figure | None:
    selected = tests.about("pseudo")
    if not selected or view.pseudo is None or view.real_pairing is None:
        return None
    scores = view.pseudo["mean_logscore"]
    return plots.strangers(
        view.pseudo,
        view.real_pairing,
        significant=selected[0].significant,
        title="Real couples and pseudo-couples",
        note="Each dot: the same model with every person paired with somebody from another couple. Line: the real "
        "couples.",
        alt=f"Mean log score of the real couples {number(view.real_pairing, 3)}; of {len(scores)} sets of "
        f"pseudo-couples {between(float(scores.min()), float(scores.max()), 3)}.",
    )


def _notes(view: View) -> tuple[str, ...]:
    comparison = view.comparison
    assert comparison is not None
    drawn = {"couples": f"over {view.voice.units}", "days": "over blocks of days"}[comparison.settings["drawn"]]
    notes = [
        "The log score of a rating is the logarithm of the density that the model gave it beforehand. A difference of "
        "0.1 means that the ratings were about 10 % more likely.",
        "Parameters were estimated from the days before the cut only; each later day is predicted from the days "
        f"before it. Intervals are from a bootstrap {drawn}.",
    ]
    notes += [f"Left out: {model}. {why}" for model, why in comparison.settings["left_out"].items()]
    return tuple(notes)


def _tables(view: View) -> tuple[Table, ...]:
    comparison = view.comparison
    assert comparison is not None
    scores = comparison.scores
    shown = pd.DataFrame(
        {
            "model": [model_names(view).get(str(m), str(m)) for m in scores["model"]],
            "ratings": scores["cells"],
            "mean log score": [number(v, 3) for v in scores["mean_logscore"]],
            "RMSE (points)": [number(v) for v in scores["rmse"]],
        }
    )
    tables = [Table("Scores", scores, shown), Table("All pairs of models", comparison.paired, printed=False)]
    if comparison.unseen is not None:
        tables.append(Table("Whole diaries predicted from the other couples", comparison.unseen))
    return tuple(tables)
