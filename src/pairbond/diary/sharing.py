"""Which items two may release to each other, and which never."""

from __future__ import annotations

import re

from pairbond.diary.danger_words import speaks_of_danger
from pairbond.diary.mapping import ItemPart
from pairbond.diary.schema import Item
from pairbond.diary.template_items import QUESTIONS

# Of our own form, by name and by the field's term: what one could be held to account for, or be hurt for.
_PRIVATE = {"own_memory": "one’s own memory", "longing": "longing", "hurt_received": "hurt that was received"}
_ASKED = [q.item for q in QUESTIONS if q.item.name in _PRIVATE]
_TERMS = {key: _PRIVATE[item.name] for item in _ASKED for key in (item.name, item.quantity)}
_WORDS = (
    ("one’s own memory", r"memor|recollect|gaslight|reality.?trust"),
    ("longing", r"longing|longed|crav|yearn"),
    ("the image of the other", r"\bimage|ideali[sz]|devalu|pedestal|admir|contempt"),
)


def why_private(item: Item | ItemPart) -> str:
    """What an item asks for that no two release to each other, in words; "" if it may be released.

    Never released are danger items, hurt that was received, one's own memory, longing, fear and the image of the
    other.
    """
    if item.danger:
        return "fear, threat, control or harm"
    found = _TERMS.get(item.name) or _TERMS.get(item.quantity)
    if found:
        return found
    text = " ".join((item.name, item.label, item.quantity)).replace("_", " ").lower()
    for what, words in _WORDS:
        if re.search(words, text):
            return what
    said = isinstance(item, ItemPart) and "danger" in item.model_fields_set
    return "" if said or not speaks_of_danger(text) else "fear, threat, control or harm"
