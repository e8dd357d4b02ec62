"""The first screen: what was written, what was found or stood out, one picture, what the page cannot show."""

from __future__ import annotations

from pairbond import plots
from pairbond.diary import allowed, design, own_ratings
from pairbond.report._averages import averages
from pairbond.report._group_glance import group_lines
from pairbond.report._sections import Section, Words
from pairbond.report.course import couple_course, group_course
from pairbond.report.current_phase import SURE, likely
from pairbond.report.influence_figures import same_item
from pairbond.report.simultaneous import HypothesisTests
from pairbond.report.unusual_days import best_and_hardest, farthest, most_unusual
from pairbond.report.view import View
from pairbond.report.voice import count, listing

_FEW = 3  # items whose cross-lagged effects the first picture of a group has room for
_MANY = 4  # more labels than this are not read through in a first sentence


def glance(view: View, tests: HypothesisTests) -> Section:
    """What was written; for a group the effects, for a couple or one person what stood out."""
    words = [Words(f"{_written(view)}{averages(view)}")]
    if view.voice.research:
        words += _effects(view, tests)
    else:
        words += _days(view, tests)
    return Section(
        "glance",
        "At a glance",
        tuple(words),
        (_picture(view, tests),) if view.items else (),
        points=tuple(Words(text) for text in cannot(view)),
        points_title="What this page cannot show",
    )


def _written(view: View) -> str:
    frame = view.diary.frame
    own = own_ratings(view.diary, view.items)
    labels = [view.voice.thing(item.name) for item in own]
    seen = any(item.name in view.voice.seen for item in own)
    whose = "your " if view.voice.kind == "one" and not seen else ""
    things = f"{whose}{listing(labels)}" if labels else "what was asked"
    if len(labels) > _MANY:
        first = [view.voice.thing(item.name) for item in own if not item.danger][:2]
        things = f"{len(labels)} ratings" + (f", among them {listing(first)}" if first else "")
    ratings = int(frame[[i.name for i in own_ratings(view.diary, view.diary.items)]].notna().to_numpy().sum())
    days = [view.diary.days(c) for c in view.diary.couples]
    if view.voice.kind == "group":
        low, high = min(days), max(days)
        span = f"{low} days" if low == high else f"{low} to {high} days"
        how = design(view.diary)
        daily = how.kind == "daily" and how.interval == 1 and not how.doubled
        often = f"once a day for {span}" if daily else f"on {span}"
        return f"The {view.couples} {view.voice.units} rated {things} {often} ({count(ratings, 'rating')})."
    who = " and ".join(view.voice.who(p) for p in view.partners)
    verb = "gave" if len(labels) > _MANY else "rated"
    return f"On {count(days[0], 'day')} {who} {verb} {things}."


def _effects(view: View, tests: HypothesisTests) -> list[Words]:
    """One line for every kind of effect; or why there is none."""
    if view.problem:
        return [Words("The model has not converged, so this page only describes the ratings.")]
    if view.effects is None:
        return [Words(_described(view))]
    return group_lines(view, tests)


def _days(view: View, tests: HypothesisTests) -> list[Words]:
    """For a couple or one person: what stood out, the best first; where the theory sees them, or what goes together."""
    said = [w.text for w in (best_and_hardest(view), most_unusual(view)) if w is not None]
    words = [Words(" ".join(said))] if said else []
    together = [a for a in tests.about("same day") if a.significant]
    more = _theory(view)
    if not more and together:
        more = [Words(max(together, key=lambda a: abs(a.hypothesis.middle)).sentence)]
    if view.effects is None and not _theory(view):
        more = [*(more if not words else []), Words(_described(view))]
    words += more
    return (words or [Words(_described(view))])[:2]


def _theory(view: View) -> list[Words]:
    """One sentence of the theory: where somebody most likely is, if the gate lets it."""
    theory = view.theory
    if theory is None or not theory.open("phase"):
        return []
    significant = [p for p in view.partners if theory.open("phase", p) and likely(theory, p)[1] >= SURE]
    # of two, the one whose phases changed more says more
    changes = theory.phases.days.groupby("partner")["phase"].nunique()
    ranked = sorted(significant, key=lambda p: -changes.get(p, 0))
    return [
        Words(
            f"In the model, the most likely phase on the last evening is {likely(theory, p)[0]} "
            f"for {view.voice.who(p)}."
        )
        for p in ranked[:1]
    ]


def _described(view: View) -> str:
    enough, why_not = allowed(view.diary, "fit")
    if view.problem:
        return "The model has not converged, so this page only describes what was written."
    if not enough:
        return why_not
    if view.steps and view.fit is None:
        return "No model could be used, so this page only describes what was written."
    if view.theory is not None:
        return "This page shows what was written, and what the theory may say of it."
    return "This page shows what was written; no model was fitted."


def _picture(view: View, tests: HypothesisTests) -> plots.Figure:
    if view.voice.kind == "group":
        few = len(view.modelled) <= _FEW
        figure = None
        if view.effects is not None:
            figure = same_item(view, tests, name="glance", days=(view.lag,), cross=few)
        return figure if figure is not None else group_course(view)
    frame = view.diary.frame
    scales = view.scales
    leading = farthest(view)
    if leading is not None:  # the rating that the words speak of
        return couple_course(view, only=leading.item)
    # The item that moved most against its scale shows best what a course is; one of yes and no
    # hardly shows any. Fear or harm is no opening picture.
    calm = [item for item in view.modelled or view.items if not item.danger]
    most = max(
        [item for item in calm if not item.form.two] or calm or view.items,
        key=lambda i: (
            float(frame.groupby("partner")[i.name].std().fillna(0).mean()) / (scales[i.name][1] - scales[i.name][0])
        ),
    )
    return couple_course(view, only=most.name)


def cannot(view: View) -> list[str]:
    """What no diary of this kind can show, said for whom it is about."""
    if view.voice.kind == "group":
        return [
            "Causes: something else may come before both of two ratings that follow each other.",
            f"What is true of a single {view.voice.unit}: an average may fit none of them.",
        ]
    if view.voice.kind == "one":
        return [
            "Why anything happened.",
            "What the other person felt, meant or would have written. Only your side is here; if there is a page of "
            "theirs, please do not lay the two side by side.",
            "What you should do. These days are past; the coming ones need not be like them.",
        ]
    return [
        "Why anything happened.",
        "Anything that was not asked or not written.",
        "What anybody should do. These days are past; the coming ones need not be like them.",
    ]
