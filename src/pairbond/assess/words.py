"""The gate's reasons in plain words; people are called as the caller calls them."""

from __future__ import annotations

from collections.abc import Sequence

WHY = {
    "not written": "{who} did not write, and is known here only as the other one saw it",
    "not asked": "too little was asked that is about the other person or the bond",
    "no order": "the same days in another order would look much alike, so no course shows in them",
    "not predicted": "the theory foresaw the days kept back less well than yesterday’s answer does",
    "not trusted": "the computer could not reliably gather the accounts that fit these days",
    "divided": "quite different accounts fit these days alike",
    "not narrowed": "the days leave it nearly as open as it was before",
    "no account": "the theory has no account of these days at all",
    "too short": "there are too few days to learn from and to test on",
}
_QUESTIONS = 5  # labels more than which nobody reads


def why(rule: str, who: str = "one of the two") -> str:
    """Half a sentence: which rule failed."""
    return WHY[rule].format(who=who)


def helps(rule: str, missing: Sequence[str], who: str = "the other person") -> str:
    """What would help, half a sentence; ``missing``: labels of questions of our own diary that were not asked.

    More questions are advised only where too little was asked; everything else that is lacking comes with days.
    """
    labels = [f"“{label}”" for label in missing]
    shown = ", ".join(labels[:_QUESTIONS]) + (" and others of our own diary" if len(labels) > _QUESTIONS else "")
    if rule == "not written":
        return f"the entries of {who}"
    if labels and rule == "not asked":
        return f"questions such as {shown}"
    if rule == "divided":
        return "four to eight more weeks of diary, with days of both kinds in it"
    return "four to eight more weeks of diary, with an entry every evening"
