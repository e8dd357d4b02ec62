"""The words around courses of action: what the numbers are, what they are not, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pairbond.counterfactual import SHARED, Course, People, WhatIf
from pairbond.counterfactual.offered import OFFERS
from pairbond.help import GENERIC, Contact
from pairbond.report._sections import Words
from pairbond.report.voice import begin, listing

OWN = "No essay and no study was looked for."
Note = tuple[str, tuple[str, ...]]


def opening(what: WhatIf, day: int) -> tuple[Words, ...]:
    """What was compared with what."""
    stays = "stay together" if what.status == 0 else "stay apart"
    whom = "the one" if len(what.writers) > 1 else "you, as the one"
    return (
        Words(
            "These are results of the model, not forecasts. From the last evening of the diary on, the model is run "
            f"many times for {day} days: once as before, and once with one thing done differently, fully and on "
            "every day, with the same random events in both. The model is compared with itself; nobody has tested "
            "whether two real people would respond like this."
        ),
        Words(
            f"In all these runs people {stays}, so nothing here says who leaves or comes back. We say what a "
            f"course would mean for {whom} who takes it; nothing is promised about the other person. The order of the "
            "rows is always the same and ranks nothing."
        ),
        Words(
            "Beside each course three voices are kept apart: what an essay says, what studies found and how far they "
            "speak for it, and what the model would have, worked out for this diary. They often disagree, and no study "
            "was of you."
        ),
    )


def separation(contacts: Sequence[Contact]) -> Words:
    """Going apart can raise danger; whom to involve."""
    named = [f"{one.name[:1].lower()}{one.name[1:]}" if one in GENERIC else one.name for one in contacts]
    reached = [f"{name}, {one.phone}" if one.phone else name for name, one in zip(named, contacts, strict=True)]
    return Words(
        "Whether to stay or to go is not weighed, here or anywhere on this page. Going apart can raise danger where "
        "there is fear, threat, control or violence, and so can saying that one will. Whoever thinks of it does well "
        f"to plan it with people who help: {'; '.join(reached)}."
    )


def voices(name: str, what: WhatIf, courses: Sequence[Course], people: People) -> Words:
    """One kind of course, taken by one or by either of the two, and under it its three voices."""
    kinds = [one for one in courses if one.name == name]
    first = kinds[0]
    either = f"{people.who(0)} or {people.who(1)}"
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
            "The lines have two kinds of width. One is chance (aleatoric): the same couple on the same course has "
            "better and worse weeks. The other is what we do not know (epistemic): these entries fit more than one "
            f"couple. The table has both for every number; over all of them, about {round(100 * share)} % of the "
            "squared width is epistemic. More days in the diary make that part smaller, and never the first.",
            "Numbers are on the model’s scales from none to most, cut into 100 points; falls are counted. Fewer falls "
            "of the image of the other are not always good news: an image that stays low cannot fall. What takes years "
            "in the theory, such as therapy, hardly shows within months. A course that is kept up on some days only "
            "would do less, and how much less was not worked out.",
        ),
    )


def not_shown(what: WhatIf, people: People, shared: bool) -> tuple[Note, ...]:
    """What was not worked out and why, one reason a line.

    ``shared``: two may read the page and questions about danger were asked; then only reasons that do not depend on
    anybody's answers are given.
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
            lines.append(f"What {people.who(partner)} would do: these entries do not say enough about it.")
    return (("What is not here", tuple(lines)),) if lines else ()
