"""Which other stories would fit these days as well."""

from __future__ import annotations

import pandas as pd

from pairbond import plots
from pairbond.assess import Story
from pairbond.report._sections import Section, Table, Words
from pairbond.report.view import View
from pairbond.report.voice import begin, between, count, listing, number


def stories(view: View) -> Section | None:
    """Plainer accounts compared with the theory on the held-out days."""
    theory = view.theory
    if theory is None:
        return None
    title = "Which other stories would fit these days as well"
    if not theory.stories or not theory.forecast:  # no forecast: no held-out rating has a score from all
        silent = "The theory cannot say anything about these days, so there is nothing to compare other stories with."
        return Section("stories", title, (Words(silent, False),))
    ratings = int(theory.scores["ratings"].iloc[0])
    words = [
        Words(
            f"Plainer stories, which know nothing of the theory, had to predict the same {count(ratings, 'rating')} on "
            f"the last {count(theory.settings['days_kept_back'], 'day')}, each from the days before it."
        ),
        _sum(view),
    ]
    return Section(
        "stories",
        title,
        tuple(words),
        (_picture(view),),
        points=tuple(Words(_said(view, one)) for one in theory.stories),
        points_title="Each story",
        tables=(Table("Scores of all accounts", theory.scores, _scores(view)),),
    )


def called(view: View, story: Story) -> str:
    """What a story is called."""
    if story.key == "low":
        return f"{view.voice.whose(story.partner)} own ups and downs"
    return {
        "misfit": "every day much like the others",
        "strain": "strain from outside",
        "thin": "too little to tell anything",
    }[story.key]


_MEANS = {
    "misfit": "little changes between the two, or they do not suit each other",
    "strain": "something from outside weighs on both at once, and passes",
    "low": "low mood, for example; it does not come from the other person, who is as always",
    "thin": "no account, the theory included, predicts these days better than “every day is much the same”",
}


def _said(view: View, story: Story) -> str:
    name = f"{begin(called(view, story))} ({_MEANS[story.key]})"
    if story.verdict == "not compared":
        return f"{name}: in one person’s diary this cannot be distinguished from that person’s own ups and downs."
    if story.key == "thin":
        ending = "this is not the case" if story.verdict == "fits less well" else "this is the case"
        return f"{name}: {ending}."
    return f"{name}: {_VERDICT[story.verdict]}."


_VERDICT = {
    "fits less well": "predicts these days less well than the theory",
    "fits as well": "predicts these days about as well as the theory",
    "fits better": "predicts these days better than the theory",
}


def _sum(view: View) -> Words:
    assert view.theory is not None
    held = [s for s in view.theory.stories if s.key != "thin"]
    better = [called(view, s) for s in held if s.verdict == "fits better"]
    alike = [called(view, s) for s in held if s.verdict == "fits as well"]
    thin = next(s for s in view.theory.stories if s.key == "thin")
    if thin.verdict == "fits as well":
        return Words("There are too few days to distinguish any story from “every day is much the same”.", False)
    if better:
        return Words(f"These predict the days better than the theory does: {listing(better)}.")
    if alike:
        return Words(f"These predict the days about as well as the theory does: {listing(alike)}.", False)
    return Words("The theory predicts these days better than each of them; that does not make it true.")


def _picture(view: View) -> plots.Figure:
    assert view.theory is not None
    held = [s for s in view.theory.stories if s.key != "thin" and s.difference]
    rows = [
        plots.Difference(
            f"over {called(view, s)}", s.difference["q05"], s.difference["q50"], s.difference["q95"],
            s.verdict != "fits as well",
        )
        for s in held
    ]  # fmt: skip
    first = view.theory.forecast
    rows.insert(
        0,
        plots.Difference(
            "over yesterday’s rating", first["q05"], first["q50"], first["q95"], first["q05"] > 0 or first["q95"] < 0
        ),
    )
    numbers = pd.DataFrame([{"against": "yesterday", **first}, *({"against": s.key, **s.difference} for s in held)])
    return plots.differences(
        rows,
        numbers,
        name="stories",
        title="How much better the theory predicts than plainer stories do, with 90 % intervals",
        note="Right of zero: the theory predicts better. Grey: no clear difference. Intervals come from a bootstrap "
        "by blocks of days.",
        alt=". ".join(f"{begin(r.label)}: {between(r.low, r.high, 3)}" for r in rows) + ".",
    )


def _scores(view: View) -> pd.DataFrame:
    assert view.theory is not None
    names = {s.key: called(view, s) for s in view.theory.stories} | {"theory": "the theory", "yesterday": "yesterday"}
    scores = view.theory.scores
    return pd.DataFrame(
        {
            "account": [names[str(a)] for a in scores["account"]],
            "ratings": scores["ratings"],
            "mean log score": [number(v, 3) for v in scores["mean_logscore"]],
        }
    )
