"""The words around courses of action: what the numbers are, what they are not, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pairbond.counterfactual import SHARED, Course, People, WhatIf
from pairbond.counterfactual.offered import OFFERS
from pairbond.help import GENERIC, Contact
from pairbond.report._sections import Words
from pairbond.report.voice import begin, listing

OWN = "We looked for no essay and no study on this course of action."
Note = tuple[str, tuple[str, ...]]


def opening(what: WhatIf, day: int) -> tuple[Words, ...]:
    """What was compared with what."""
    stays = "stay together" if what.status == 0 else "stay apart"
    whom = "the person who takes it" if len(what.writers) > 1 else "you, if you take it"
    return (
        Words(
            "These are results of the model, not forecasts. Starting from the last evening of the diary, the model is "
            f"run many times for {day} days: once as before, and once with one thing done differently, fully and every "
            "day, with the same random events in both. The model is compared with itself; nobody has tested whether "
            "two real people would respond like this."
        ),
        Words(
            f"In all these runs the two {stays}, so nothing here says who leaves or comes back. We say what a course "
            f"of action would mean for {whom}; nothing is promised about the other person. The rows are always in the "
            "same order, which is not a ranking."
        ),
        Words(
            "Beside each course of action we keep three voices apart: what an essay says; what studies found, and how "
            "strong that evidence is; and what happens in the model, computed for this diary. They often disagree, and "
            "none of the studies was about the people in this diary."
        ),
    )


def separation(contacts: Sequence[Contact]) -> Words:
    """Separating can raise danger; whom to involve."""
    named = [f"{one.name[:1].lower()}{one.name[1:]}" if one in GENERIC else one.name for one in contacts]
    reached = [f"{name}, {one.phone}" if one.phone else name for name, one in zip(named, contacts, strict=True)]
    return Words(
        "We do not weigh staying against leaving, here or anywhere on this page. Separating can raise danger where "
        "there is fear, threat, control or violence, and so can announcing it. Anyone considering it can plan it with "
        f"people who help: {'; '.join(reached)}."
    )


def voices(name: str, what: WhatIf, courses: Sequence[Course], people: People) -> Words:
    """One kind of course, taken by one or by either of the two, and under it its three voices."""
    kinds = [one for one in courses if one.name == name]
    first = kinds[0]
    either = " or ".join(people.names.values())
    says = first.said(either, "the other") if len(kinds) > 1 else people.acts(first)
    said = (first.voices.essays_say, first.voices.studies_found) if first.voices else (OWN,)
    return Words(f"{begin(first.label)}. {says}", under=(*said, what.model_would(name, people)))


def reading_it(rows: pd.DataFrame) -> Note:
    """Aleatoric and epistemic spread, units, and what is easily misread."""
    epistemic, aleatoric = float((rows["sd_epistemic"] ** 2).mean()), float((rows["sd_aleatoric"] ** 2).mean())
    share = epistemic / (epistemic + aleatoric) if epistemic + aleatoric > 0 else 0.0
    return (
        "How to read the numbers",
        (
            "The intervals are wide for two reasons. One is chance (aleatoric): the same couple on the same course of "
            "action has better and worse weeks. The other is what we do not know (epistemic): these entries fit more "
            f"than one couple. The table gives both for every number; overall, about {round(100 * share)} % of the "
            "variance is epistemic. More days in the diary make that part smaller, but never the first.",
            "Numbers are on the model’s scales, from none (0) to most (100); falls are counted. A change is clear if "
            "the 90 % interval excludes no change. Fewer falls of the image of the other are not always good news: an "
            "image that stays low cannot fall. What takes years in the theory, such as therapy, hardly shows within "
            "months. A course of action that is kept up on only some days would do less; we did not compute how much "
            "less.",
        ),
    )


def not_shown(what: WhatIf, people: People, shared: bool) -> tuple[Note, ...]:
    """What was not worked out and why, one reason a line.

    ``shared``: two may read the page and questions about danger were asked; then only reasons that do not depend on
    anybody's ratings are given.
    """
    inward = {one.name for one in OFFERS if not one.directed_at_other and not one.needs_both}
    reasons: dict[str, list[str]] = {}
    for name, why in what.left_out.items():
        if not shared or name in inward:
            reasons.setdefault(why, []).append(name.replace("-", " "))
    lines = [f"{begin(listing(names))}: {why}." for why, names in reasons.items()]
    if shared:
        lines.insert(0, f"{begin(SHARED)}.")
    for partner in what.writers:
        if partner not in what.described:
            lines.append(f"Courses of action for {people.who(partner)}: these entries say too little about them.")
    return (("What is not here", tuple(lines)),) if lines else ()
