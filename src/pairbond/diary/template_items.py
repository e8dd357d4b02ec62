"""The ten questions of our own diary template, and optional ones for safety.

Worded by us. Inward first: two of the ten ask about the other person. They ask for a
day and for what was felt or done, never for what somebody is like.
"""

from __future__ import annotations

from dataclasses import dataclass

from pairbond.diary.mapping import ItemPart


@dataclass(frozen=True)
class Question:
    """A question as printed, with the words under the ends of its scale."""

    text: str
    low_word: str
    high_word: str
    item: ItemPart


def _scale(text: str, name: str, label: str, quantity: str, **more: object) -> Question:
    low_word = str(more.pop("low_word", "not at all"))
    high_word = str(more.pop("high_word", "very"))
    item = {
        "name": name,
        "label": label,
        "columns": name,
        "quantity": quantity,
        "low": 0,
        "high": 6,
        "kind": "ordinal",
        **more,
    }
    return Question(text, low_word, high_word, ItemPart.model_validate(item))


QUESTIONS: tuple[Question, ...] = (
    _scale("How calm was I inside today?", "calm", "calm", "calm", higher="better"),
    _scale(
        "How worn out was I at the end of this day?",
        "exhaustion",
        "exhaustion",
        "exhaustion",
        higher="worse",
    ),
    _scale(
        "How close did I feel to the other person?",
        "closeness",
        "closeness",
        "closeness",
        higher="better",
    ),
    _scale(
        "How strongly did I long for the other person?",
        "longing",
        "longing",
        "longing",
    ),
    _scale(
        "How much did I worry about the two of us?",
        "worry",
        "worry about us",
        "attachment anxiety",
        higher="worse",
        high_word="very much",
    ),
    _scale(
        "How much of my time, care or strength did I give?",
        "giving",
        "own giving",
        "support given",
        low_word="none",
        high_word="all I had",
    ),
    _scale(
        "How well could I trust my own memory of what was said and done?",
        "own_memory",
        "trust in own memory",
        "trust in one's own perception",
        higher="better",
        high_word="fully",
    ),
    _scale(
        "Did I say aloud something that I needed?",
        "voiced_need",
        "voicing a need",
        "voicing of needs",
        kind="binary",
        high=1,
        low_word="no",
        high_word="yes",
    ),
    _scale(
        "How much warmth reached me from the other person?",
        "warmth_received",
        "warmth received",
        "perceived partner warmth",
        about="partner",
        higher="better",
        low_word="none",
        high_word="very much",
    ),
    _scale(
        "How much hurt or criticism reached me from the other person?",
        "hurt_received",
        "hurt or criticism received",
        "perceived partner criticism",
        about="partner",
        higher="worse",
        low_word="none",
        high_word="very much",
    ),
)

# A model of two people holds every item of both against every other: with ten of them, over five
# weeks, it would have more unknowns than answers. These four are analysed unless somebody chooses
# others; all ten are shown as written.
ANALYSED = ("calm", "closeness", "worry", "warmth_received")

# Of these, answers near the bad end are a reason to name people who help, though neither asks for danger.
STRAIN = ("hurt_received", "own_memory")

# Not on the form unless somebody asks for it: a sheet that can be found by the person
# one is afraid of may do harm.
SAFETY: tuple[Question, ...] = (
    _scale(
        "How afraid was I of what the other person might do?",
        "afraid",
        "afraid of the other person",
        "fear",
        higher="worse",
        danger=True,
    ),
    _scale(
        "How far did the other person decide what I may do, or whom I may see?",
        "controlled",
        "controlled by the other person",
        "coercive control",
        about="partner",
        higher="worse",
        danger=True,
        high_word="in everything",
    ),
)
