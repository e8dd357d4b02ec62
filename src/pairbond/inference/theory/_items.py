"""What an item of a diary reads from the theory: one small table, with reasons.

Every reading is within [0, 1] and is taken in the evening, from the states at the end of the day: the quickest state
moves over two days, so the evening and the mean of the day differ by less than a rating is coarse. None reads the
image of the partner directly: nobody is asked about it, and it shows in what people do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reading:
    """``value(m, v)`` from functions ``m`` and the theory's values ``v`` by name, both partners at once."""

    value: Callable[[Any, Any], Any]
    reason: str


READINGS: dict[str, Reading] = {
    "calm": Reading(lambda m, v: 1.0 - v["arousal"], "arousal is the body's side of not being calm"),
    "exhaustion": Reading(lambda m, v: v["load"], "allostatic load is what wears out over months"),
    "closeness": Reading(lambda m, v: v["reward"], "closeness is what of the other one takes in as good"),
    "longing": Reading(lambda m, v: v["craving"], "wanting: bond times deprivation times hope"),
    "worry": Reading(lambda m, v: 0.5 * (v["arousal"] + v["fear"]), "attachment alarm on a floor of fear of aloneness"),
    "giving": Reading(lambda m, v: 0.5 * (v["warmth"] + v["appeasing"]), "kindness, and kindness to keep the peace"),
    "own_memory": Reading(lambda m, v: v["reality_trust"], "the theory's name for it is reality trust"),
    "voiced_need": Reading(
        lambda m, v: 1.0 - m.exp(-v["demand"]), "needs are voiced D times a day: the chance that it happened at all"
    ),
    "warmth_received": Reading(lambda m, v: v["received_warmth"], "the other's warmth, as far as there is contact"),
    "hurt_received": Reading(lambda m, v: v["received_hostility"], "the other's hostility, as far as there is contact"),
    # for items of other people's diaries
    "arousal": Reading(lambda m, v: v["arousal"], "distress and negative affect"),
    "felt_worth": Reading(lambda m, v: v["felt_worth"], "state self-esteem"),
    "shame": Reading(lambda m, v: v["shame"], "shame"),
    "withdrawal": Reading(lambda m, v: v["withdrawal"], "own keeping of distance"),
    "hostility": Reading(lambda m, v: v["hostility"], "own anger towards the other"),
}
# the ten of our own diary: their scale runs from none to all, so intercept and loading are known
ANCHORED = tuple(READINGS)[:10]

# terms with which mappings of other diaries say what an item observes
TERMS: dict[str, str] = {
    "negative affect": "arousal",
    "distress": "arousal",
    "anxiety": "arousal",
    "positive affect": "calm",
    "calm": "calm",
    "exhaustion": "exhaustion",
    "fatigue": "exhaustion",
    "closeness": "closeness",
    "intimacy": "closeness",
    "relationship satisfaction": "closeness",
    "longing": "longing",
    "attachment anxiety": "worry",
    "support given": "giving",
    "perceived partner warmth": "warmth_received",
    "perceived partner responsiveness": "warmth_received",
    "perceived partner criticism": "hurt_received",
    "conflict": "hurt_received",
    "self-esteem": "felt_worth",
    "shame": "shame",
    "withdrawal": "withdrawal",
    "anger": "hostility",
}
