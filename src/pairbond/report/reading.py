"""How to read a report: what its numbers mean and what they do not."""

from __future__ import annotations

from pairbond.report._sections import Section, Words
from pairbond.report.simultaneous import Answers
from pairbond.report.view import View


def reading(view: View, answers: Answers) -> Section:
    """Within and between persons, intervals, absence of evidence, nothing a cause."""
    kind = view.voice.kind
    points = []
    if kind == "one":
        points.append("These are your days as you wrote them. Another person appears in them as you saw that person.")
    if view.effects is not None:
        person = "your own average" if kind == "one" else "the person’s own average"
        points.append(
            f"All effects are within persons: every rating is counted from {person}. Whether people with generally "
            "higher ratings differ from others is another question."
        )
        points.append(
            "Nothing here is proof of a cause. If one rating tends to follow another, something third may come before "
            "both, and people may sense what tomorrow brings."
        )
        points.append(
            f"An interval contains the true value with the probability stated, if the model is right{_narrow(view)}"
        )
        if kind != "group":
            points.append(
                "Among many comparisons some stand out by chance. A sentence says that something was found only if it "
                f"passes a strict test over all {sum(answers.families.values())} comparisons of this page."
            )
        points.append("That nothing was found does not mean that there is nothing; it may be too weak to show.")
    if kind == "group" and view.effects is not None and not view.voice.alone:
        points.append(
            "Effects between partners are mostly small. In one study, 64 % of 50 couples asked ten times a day for a "
            "week showed no strong emotional interdependence (Sels et al., 2016); in another, partners were more alike "
            "than strangers on average, but only a minority of couples exceeded pairs of strangers (Sels et al., 2020)."
        )
    points.append(
        "No number here is a grade for a person or a relationship, and to describe what happened is not to excuse it."
    )
    return Section("reading", "How to read this page", points=tuple(Words(p) for p in points))


def _narrow(view: View) -> str:
    if view.fit is None or view.fit.diagnostics["posterior"] != "normal":
        return "."
    return "; those of this quick fit tend to be somewhat too narrow."
