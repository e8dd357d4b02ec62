"""Courses of action for the timeline: the offers of ``pairbond.counterfactual`` as plain data.

A module takes one span of days and one dose for each intervention and each partner. So a course can begin and end on
any day, and cannot come back, taper or hang on a condition; and two courses that set the same thing for the same
partner take turns by being refused, not by adding up.
"""

from __future__ import annotations

from typing import Any

from pairbond.counterfactual.capacity import CAPABLE, CAPACITY, CAPACITY_DAYS, SHARE
from pairbond.counterfactual.offered import OFFERS
from pairbond.counterfactual.outcomes import OUTCOMES, TEXT_DAY, WINDOW
from pairbond.counterfactual.voices import NONE_KNOWN
from pairbond.counterfactual.words import LITTLE
from pairbond.dynamics import HYSTERESIS
from pairbond.lab._sets import offered
from pairbond.lab.module import LabModule
from pairbond.lab.views._voices import Row, voices_of
from pairbond.model import Model
from pairbond.theory import Theory

SWITCHES = {"noise": 1, "allow_separation": 0}  # as in ``what_if``: by chance nobody leaves or comes back
READS = "mentalization"  # what the rule of capacity looks at
SILENCE = "no-contact"  # the course after which others make sense, or none


def data(made: LabModule) -> dict[str, Any] | None:
    """The courses of a module's model, or None if it has none."""
    return courses(made.program.model) or None


def courses(model: Model) -> dict[str, Any]:
    """Courses, outcomes and rules; empty for a model in which nothing of the kind can be done.

    Returns
    -------
    ``courses`` : in the fixed order of the offers, which is no ranking. Each has a name, a label, a sentence with
        ``{who}`` and ``{other}``, whether it is ``directed`` at the other person, ``needs_both``, is the same whoever
        begins (``pair``), whether it makes sense ``only_apart`` or ``only_in_touch``, its ``acts`` (names of
        interventions, at their usual dose) and its ``essays`` and ``studies``.
    ``outcomes`` : what is compared, with the window in days, the day that is put into words, and what is too little.
    ``capacity`` : when an agreement of two is hidden, and why.
    ``not_offered`` : what the model could do besides, and the page does not offer.
    """
    there = offered(model)
    if not isinstance(model, Theory) or not there:
        return {}
    rows = [_course(one) for one in OFFERS if all(act.name in there for act in one.does("a"))]
    used = {name for row in rows for name in row["acts"]}
    return {
        "courses": rows,
        "silence": SILENCE,
        "none_known": NONE_KNOWN,
        "outcomes": [
            {"name": one.name, "label": one.label, "couple": one.couple, "count": bool(one.count)}
            for one in OUTCOMES
            if one.main
        ],
        "window": WINDOW,
        "text_day": TEXT_DAY,
        "little": LITTLE,
        "falls_of": "image",
        "swing": HYSTERESIS,
        "switches": SWITCHES,
        "capacity": {"quantity": READS, "least": CAPABLE, "share": SHARE, "days": CAPACITY_DAYS, "why": CAPACITY},
        "not_offered": [{"name": name, "says": one.says} for name, one in there.items() if name not in used],
    }


def _course(offer: Any) -> Row:
    essays, studies = voices_of(offer.name)
    return {
        "name": offer.name,
        "label": offer.label,
        "says": offer.says,
        "directed": offer.directed_at_other,
        "needs_both": offer.needs_both,
        "pair": offer.of == "pair",
        "less_contact": offer.less_contact,
        "only_apart": offer.only_apart,
        "only_in_touch": offer.only_in_touch,
        "acts": [one.name for one in offer.does("a")],
        "essays": essays,
        "studies": studies,
    }
