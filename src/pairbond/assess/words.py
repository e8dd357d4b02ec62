"""The gate's reasons in plain words; people are called as the caller calls them."""

from __future__ import annotations

from collections.abc import Sequence

WHY = {
    "not written": "{who} did not write, and is known here only as the other one saw it",
    "too few items": "there were too few questions about the other person or the bond",
    "no order": "the same days in another order would look much alike, so there is no pattern over time to see",
    "not predicted": "the theory predicted the held-out days less well than yesterday’s ratings do",
    "not trusted": "the fit of the theory was not numerically reliable",
    "divided": "very different accounts fit these days equally well",
    "not narrowed": "after the diary it is nearly as uncertain as before",
    "no account": "the theory could not be fitted to these days",
    "too short": "there are too few days to fit the theory and to test it",
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
    if labels and rule == "too few items":
        return f"questions such as {shown}"
    if rule == "divided":
        return "four to eight more weeks of diary, with days of both kinds in it"
    return "four to eight more weeks of diary, with an entry every evening"
