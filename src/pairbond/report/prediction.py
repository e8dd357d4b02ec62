"""How well days that the model had not seen were predicted."""

from __future__ import annotations

from pairbond import plots
from pairbond.report._plain import plain
from pairbond.report._sections import Section, Table, Words
from pairbond.report.findings import model_names, say
from pairbond.report.simultaneous import Answers
from pairbond.report.view import View
from pairbond.report.voice import begin, between, number


def prediction(view: View, answers: Answers) -> Section | None:
    """Against each person's own mean, yesterday, the discrete-time model, and strangers."""
    if view.comparison is None:
        return None
    words = [Words(_lead(view))]
    asked = [*answers.about("paired"), *answers.about("pseudo")]
    words += [say(a) for a in asked]
    return Section(
        "prediction",
        "How well it predicts",
        tuple(words),
        tuple(f for f in (_differences(view, answers), _strangers(view, answers)) if f),
        notes=(
            (
                "What a log point is",
                (
                    "Each model says beforehand how likely every possible answer is. The log score of an answer is the "
                    "logarithm of the likelihood it had been given; a model that puts more weight where answers then "
                    "fall scores higher. A difference of 0.1 means that the answers were about 10 % more likely.",
                    "Parameters were estimated from the days before the cut only. Each later day is predicted from the "
                    "days before it.",
                ),
            ),
        ),
        tables=(Table("Scores", view.comparison.scores, plain(view.comparison.scores, view)),),
    )


def _lead(view: View) -> str:
    whole = f" (over all {view.couples} couples)" if view.couple is not None else ""
    return f"The last days were kept away and then predicted one by one{whole}, by this model and by plainer ones."


def _differences(view: View, answers: Answers) -> plots.Figure | None:
    paired = view.comparison.paired
    if paired is None or paired.empty:
        return None
    names = model_names(view)
    rows = [
        plots.Difference(
            f"{begin(names.get(r.model, r.model))} against {names.get(r.against, r.against)}"
            if r.model != view.model
            else f"against {names.get(r.against, r.against)}",
            r.q05,
            r.q50,
            r.q95,
            answers[("paired", r.model, r.against)].told,
        )
        for r in paired.itertuples()
    ]
    return plots.differences(
        rows,
        paired,
        title="What this model gains over plainer ones, with 90 % intervals",
        note="Right of zero: this model (or the one named first) predicts better. Grey: the held-out days do not tell.",
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
