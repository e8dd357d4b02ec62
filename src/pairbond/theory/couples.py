"""Named couples. "closed-circuit" is the self-inflating with the self-sacrificing person."""

from __future__ import annotations

from collections.abc import Mapping

from pairbond.theory.couple import Couple
from pairbond.theory.names import Named
from pairbond.theory.people import PEOPLE


def _couple(a: str, b: str) -> Couple:
    return Couple(PEOPLE[a], PEOPLE[b])


COUPLES: Mapping[str, Couple] = Named(
    "couple",
    {
        "closed-circuit": _couple("self-inflating", "self-sacrificing"),
        "secure": _couple("secure", "secure"),
        "self-inflating-secure": _couple("self-inflating", "secure"),
        "rivals": _couple("self-inflating", "self-inflating"),
        "two-domains": _couple("self-inflating-cerebral", "self-inflating-somatic"),
        "self-inflating-compliant": _couple("self-inflating", "fully-compliant"),
        "over-giving": _couple("self-sacrificing", "self-sacrificing"),
        "anxious-avoidant": _couple("anxious", "avoidant"),
        "avoidant": _couple("avoidant", "avoidant"),
        "secure-self-sacrificing": _couple("secure", "self-sacrificing"),
        "secure-anxious": _couple("secure", "anxious"),
        "self-inflating-anxious": _couple("self-inflating", "anxious"),
        "recovering-self-inflating": _couple("recovering-self-inflating", "self-sacrificing"),
        "both-recovering": _couple("recovering-self-inflating", "recovering-self-sacrificing"),
        "recovering-self-sacrificing": _couple("self-inflating", "recovering-self-sacrificing"),
    },
)
