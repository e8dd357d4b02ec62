"""The first screen: three sentences, one picture, what it cannot tell."""

from __future__ import annotations

from pairbond import plots
from pairbond.data import allowed
from pairbond.report._sections import Section, Words
from pairbond.report.course import couple_course, group_course
from pairbond.report.findings import say, stay_open
from pairbond.report.give_and_take import between_answers
from pairbond.report.influence_figures import same_item
from pairbond.report.simultaneous import Answers
from pairbond.report.view import View
from pairbond.report.voice import begin, count, listing
from pairbond.report.where import SURE, days_in, likely, now

_MANY = 4  # more labels than this are not read through in a first sentence


def glance(view: View, answers: Answers) -> Section:
    """What was written, what goes between the two, what helps to predict."""
    words = [Words(_written(view))]
    if view.effects is not None:
        words.append(_between(view, answers))
        words += _third(view, answers)[:1]
    else:
        words.append(Words(_short(view)))
    words = [*words[:2], *(_theory(view) or words[2:])]
    return Section(
        "glance",
        "At a glance",
        tuple(words),
        (_picture(view, answers),) if view.items else (),
        points=tuple(Words(text) for text in cannot(view)),
        points_title="What this page cannot tell",
    )


def _written(view: View) -> str:
    frame = view.diary.frame
    names = [item.name for item in view.diary.items]
    labels = [view.labels[item.name] for item in view.items]
    things = listing(labels) or "what was asked"
    if len(labels) > _MANY:
        first = [view.labels[item.name] for item in view.items if not item.danger][:2]
        things = f"{len(labels)} things, {listing(first)} among them,"
    answers = int(frame[names].notna().to_numpy().sum())
    days = [view.diary.days(c) for c in view.diary.couples]
    if view.voice.kind == "group":
        low, high = min(days), max(days)
        span = f"{low} days" if low == high else f"{low} to {high} days"
        return f"{view.couples} couples wrote about {things} on {span}, {count(answers, 'answer')} in all."
    who = " and ".join(view.voice.who(p) for p in view.partners)
    if view.voice.kind == "one":
        return f"You wrote about {things} on {count(days[0], 'day')}."
    return f"{begin(who)} wrote about {things} on {count(days[0], 'day')}."


def _between(view: View, answers: Answers) -> Words:
    asked = between_answers(answers)
    if not asked:  # one person writes
        own = [a for a in answers.about("effect") if a.key[1] == a.key[3]]
        if not own:
            return Words("There is too little to say what follows what.", False)
        if own[0].told:
            return say(own[0])
        return stay_open("These days do not tell whether one day carries over to the next for you.", own)
    told = [a for a in asked if a.told]
    if told:
        return say(told[0])
    names = listing([view.voice.who(p) for p in view.partners])
    if view.voice.kind == "group":
        names = "partners"
    return stay_open(f"These days do not tell of any carry-over between {names} from one day to the next.", asked)


def _third(view: View, answers: Answers) -> list[Words]:
    """Best of the rest: real partners and strangers, the own mean; of one couple, what lingers."""
    if view.couple is not None:
        return [say(a) for a in answers.about("effect") if a.key[1] == a.key[3]]
    asked = [*answers.about("pseudo"), *answers.about("paired", "own-mean"), *answers.about("shared")]
    if view.voice.kind != "one":  # there it is the second sentence
        asked += [a for a in answers.about("effect") if a.key[1] == a.key[3]][:1]
    return [say(a) for a in sorted(asked, key=lambda a: not a.told)]


def _theory(view: View) -> list[Words]:
    """In place of the third sentence, one of the theory: where somebody most likely is, if the gate lets it."""
    theory = view.theory
    if theory is None or not theory.open("phase"):
        return []
    told = [p for p in view.partners if theory.open("phase", p) and likely(theory, p)[1] >= SURE]
    # of two, the one whose phases changed more says more
    ranked = sorted(told, key=lambda p: -theory.where.days.query("partner == @p")["phase"].nunique())
    return [Words(now(view, p), numbers=days_in(theory, p)) for p in ranked[:1]]


def _short(view: View) -> str:
    enough, why_not = allowed(view.diary, "fit")
    if enough and view.theory is not None:
        return "This page shows what was written, and what the theory may say of it."
    return "This page shows what was written; no model was fitted." if enough else why_not


def _picture(view: View, answers: Answers) -> plots.Figure:
    if view.voice.kind == "group":
        figure = same_item(view, answers, name="glance", days=(view.lag,)) if view.effects is not None else None
        return figure if figure is not None else group_course(view)
    frame = view.diary.frame
    scales = view.scales
    # The item that moved most against its scale shows best what a course is; one of yes and no
    # hardly shows any. Fear or harm is no opening picture.
    calm = [item for item in view.modelled or view.items if not item.danger]
    most = max(
        [item for item in calm if item.kind != "binary"] or calm or view.items,
        key=lambda i: (
            float(frame.groupby("partner")[i.name].std().fillna(0).mean()) / (scales[i.name][1] - scales[i.name][0])
        ),
    )
    return couple_course(view, only=most.name)


def cannot(view: View) -> list[str]:
    """What no diary of this kind can tell, said for whom it is about."""
    if view.voice.kind == "group":
        return [
            "Why anything happens. What follows what is not what causes what.",
            "What holds for any one couple: an average over couples may fit none of them.",
            "Anything that nobody was asked about.",
        ]
    if view.voice.kind == "one":
        return [
            "Why anything happens. What follows what is not what causes what.",
            "What the other person felt, meant or would have written. Only your side is here.",
            "What you should do. These are days that were, not days that must come.",
        ]
    return [
        "Why anything happens. What follows what is not what causes what.",
        "Anything that was not asked or not written.",
        "What anybody should do. These are days that were, not days that must come.",
    ]
