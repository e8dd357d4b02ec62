"""How well days that the model had not seen were foreseen."""

from __future__ import annotations

from pairbond import plots
from pairbond.report._plain import plain
from pairbond.report._sections import Section, Table, Words
from pairbond.report.findings import STRANGERS, model_names, say
from pairbond.report.simultaneous import Answers
from pairbond.report.view import View
from pairbond.report.voice import begin, between, count, number


def prediction(view: View, answers: Answers) -> Section | None:
    """Against each person's own mean, yesterday, the discrete-time model, and strangers."""
    if view.comparison is None:
        return None
    words = [Words(_lead(view))]
    asked = [*answers.about("pseudo"), *answers.about("paired")]
    # The plainest comparison first; the sibling model, of interest to few, last.
    order = ["own-mean", "ar1"]
    rank = {a.key: order.index(str(a.key[-1])) if a.key[-1] in order else 2 + (a.key != ("pseudo",)) for a in asked}
    words += [say(a) for a in sorted(asked, key=lambda a: rank[a.key])]
    return Section(
        "prediction",
        "How well days are foreseen",
        tuple(words),
        tuple(f for f in (_differences(view, answers), _strangers(view, answers)) if f),
        notes=(("What a log point is", _notes(view)),),
        tables=_tables(view),
    )


def _lead(view: View) -> str:
    comparison = view.comparison
    assert comparison is not None
    held = float(comparison.settings["holdout"])
    last = f"The last {count(round(held), 'day')}" if held >= 1 else f"The last {100 * held:.0f} % of the days"
    whole = f" of each of the {view.couples} couples" if view.couples > 1 else ""
    return (
        f"{last}{whole} were kept away from the model and then foreseen one by one, each from the days before it, "
        "by this model and by plainer rules."
    )


def _differences(view: View, answers: Answers) -> plots.Figure | None:
    gains = view.gains
    if gains.empty:
        return None
    names = model_names(view)
    rows = []
    for r in gains.itertuples():
        key = ("pseudo",) if r.against == STRANGERS else ("paired", r.against)
        rows.append(plots.Difference(f"over {names[str(r.against)]}", r.q05, r.q50, r.q95, answers[key].told))
    return plots.differences(
        rows,
        gains,
        title="How much better this model foresees than others do, with 90 % intervals",
        note="Right of zero: this model foresees better. Grey: not told when all questions are held against each "
        "other.",
        alt=". ".join(f"{begin(r.label)}: {between(r.low, r.high, 3)}" for r in rows) + ".",
    )


def _strangers(view: View, answers: Answers) -> plots.Figure | None:
    asked = answers.about("pseudo")
    if not asked or view.pseudo is None or view.real_pairing is None:
        return None
    scores = view.pseudo["mean_logscore"]
    return plots.strangers(
        view.pseudo,
        view.real_pairing,
        told=asked[0].told,
        title="Real partners and pairings with strangers",
        note="Each dot: the same model when every person is paired with a stranger from another couple. Line: the "
        "real couples.",
        alt=f"Mean log score of the real couples {number(view.real_pairing, 3)}; of {len(scores)} pairings with "
        f"strangers {between(float(scores.min()), float(scores.max()), 3)}.",
    )


def _notes(view: View) -> tuple[str, ...]:
    comparison = view.comparison
    assert comparison is not None
    drawn = {"couples": "over couples", "days": "over blocks of days"}[comparison.settings["drawn"]]
    notes = [
        "Each model says beforehand how likely every possible answer is. The log score of an answer is the logarithm "
        "of the likelihood it had been given; a model that puts more weight where answers then fall scores higher. A "
        "difference of 0.1 means that the answers were about 10 % more likely.",
        "Parameters were estimated from the days before the cut only. Each later day is foreseen from the days "
        f"before it. Intervals are from a bootstrap {drawn}.",
    ]
    left_out = comparison.settings["left_out"]
    notes += [f"Left out: {model}. {why}" for model, why in left_out.items()]
    return tuple(notes)


def _tables(view: View) -> tuple[Table, ...]:
    comparison = view.comparison
    assert comparison is not None
    tables = [
        Table("Scores", comparison.scores, plain(comparison.scores, view)),
        Table("All pairs of models", comparison.paired, plain(comparison.paired, view)),
    ]
    if view.couple is not None:
        own = comparison.by_couple[comparison.by_couple["couple"] == view.couple]
        tables.append(Table("Scores for this couple", own, plain(own, view)))
    if comparison.unseen is not None:
        unseen = comparison.unseen
        tables.append(Table("Whole diaries predicted from the other couples", unseen, plain(unseen, view)))
    return tuple(tables)
