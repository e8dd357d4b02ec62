"""How to read a report: the words and what they do not mean."""

from __future__ import annotations

from pairbond.report._sections import Section, Words
from pairbond.report.simultaneous import Answers
from pairbond.report.view import View


def reading(view: View, answers: Answers) -> Section:
    """Within and between persons, bands, many questions at once, nothing a cause."""
    kind = view.voice.kind
    points = []
    if kind == "one":
        points.append("These are your days as you wrote them. What another person is in them is how you saw it.")
    if view.effects is not None:
        person = "your own usual level" if kind == "one" else "each person’s own usual level"
        points.append(
            f"Every swing is counted from {person}. Whether people who are generally higher differ from people who "
            "are generally lower is another question, and often has another answer; it is not asked here."
        )
        points.append(
            "Nothing here is a cause. If one thing goes before another, something third may go before both, and "
            "people may feel tomorrow coming."
        )
        points.append(
            "A band or a line holds the true value with the chance that is written beside it, 50 % or 90 %, if the "
            "model is right. No model is quite right" + _narrow(view)
        )
        points.append(_many(answers))
        points.append(
            "“These days do not tell” does not mean “there is nothing”. It means that these days fit both with "
            "something and with nothing."
        )
    if kind == "group" and view.effects is not None:
        points.append(
            "Weak links are what studies find. In one, 64 % of 50 couples asked ten times a day for a week showed no "
            "strong emotional interdependence (Sels et al., 2016); in another, partners were more alike than "
            "strangers on average, but only a minority of couples exceeded pairs of strangers (Sels et al., 2020)."
        )
    points.append(
        "No number here is a mark for a person or for two people together, and to describe what happened is not to "
        "excuse it."
    )
    return Section("reading", "How to read this", points=tuple(Words(p) for p in points))


def _narrow(view: View) -> str:
    if view.fit is None or view.fit.diagnostics["posterior"] != "normal":
        return "."
    return ", and the intervals of this fit tend to be somewhat too narrow (see “How it was done”)."


def _many(answers: Answers) -> str:
    sizes = answers.families
    total = sum(sizes.values())
    chance = round(1 / answers.level)
    return (
        f"{total} questions were put to these days at once, and among so many some would seem to be answered by "
        f"chance. So a sentence says that something was found only if its 90 % interval leaves out “nothing” and it "
        f"still stands when all questions are held against each other (Holm’s rule). In diaries in which there is "
        f"nothing to find, at most one report in {chance} would then hold such a sentence, if the model is right."
    )
