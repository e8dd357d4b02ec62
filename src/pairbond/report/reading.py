"""How to read a report: what its numbers mean and what they do not."""

from __future__ import annotations

from pairbond.report._sections import Section, Words
from pairbond.report.simultaneous import HypothesisTests
from pairbond.report.view import View


def reading(view: View, tests: HypothesisTests) -> Section:
    """Within and between persons, intervals, absence of evidence, nothing a cause."""
    kind = view.voice.kind
    points = []
    if kind == "one":
        seen = any(item.name in view.voice.seen for item in view.items)
        other = " The other person appears in them as you saw that person." if seen else ""
        points.append(f"These are your own answers.{other}")
    if view.effects is not None:
        points.append(_within(view))
        points.append(
            "Nothing here is proof of a cause. If one rating tends to follow another, a third thing may lie behind "
            "both."
        )
        points.append(
            f"An interval contains the true value with the probability stated, if the model is right{_narrow(view)}"
        )
        if kind != "group":
            points.append(
                "Among many comparisons, some look clear by chance. Something counts as found only if it passes a "
                f"strict test over all {sum(tests.families.values())} comparisons of this page; that its own "
                "interval excludes zero is not enough."
            )
        absent = "That nothing was found does not mean that there is nothing; it may be too weak to show."
        if kind == "group":
            absent = (
                "The absence of a finding does not show the absence of an effect, which may be too small to detect."
            )
        points.append(absent)
    if kind == "group" and view.effects is not None and not view.voice.single_writers:
        points.append(
            "Effects between partners are mostly small. In one study, 64 % of 50 couples asked ten times a day for a "
            "week showed no strong emotional interdependence (Sels et al., 2016); in another, partners were more alike "
            "than strangers on average, but only a minority of couples exceeded pairs of strangers (Sels et al., 2020)."
        )
    points.append("No number here is a grade for a person or a relationship.")
    return Section("reading", "How to read this page", points=tuple(Words(p) for p in points))


def _within(view: View) -> str:
    if view.voice.kind == "group":
        return (
            "All effects are within persons: every rating is counted from the person’s own average. Whether people "
            "with generally higher ratings differ from others is another question."
        )
    if view.everybody is not None:  # there is a part beside the others
        return "Wherever days are compared, every rating is compared with the same person’s own average."
    own = "your own average" if view.voice.kind == "one" else "the same person’s own average"
    return f"Every rating is compared with {own}, never with anyone else’s."


def _narrow(view: View) -> str:
    if view.fit is None or view.fit.diagnostics["posterior"] != "normal":
        return "."
    return "; those of this quick fit tend to be somewhat too narrow."
