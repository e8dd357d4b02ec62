"""Covariates as inputs of the model: one for both partners where they share it, one for each where they do not."""

from __future__ import annotations

from pairbond.diary import Diary, occasions, unvarying_covariates
from pairbond.model import BOTH


def inputs_of(diary: Diary) -> tuple[str, ...]:
    """Names of the inputs: the covariates that change within a person.

    An input is ``"covariate"`` (both partners have the same value on every occasion, as of weather) or
    ``"covariate@Ana"`` and ``"covariate@Ben"`` (each partner has their own, as of stress).
    """
    names: list[str] = []
    frame = diary.frame.assign(occasion=occasions(diary))
    still = unvarying_covariates(diary)
    for name in diary.covariates:
        own = frame.dropna(subset=[name])
        if name in still or own.empty:
            continue
        each = own.drop_duplicates(["couple", "occasion", "partner"]).groupby(["couple", "occasion"])[name]
        both = each.nunique()[each.size() > 1]
        if len(diary.partners) == 1 or (len(both) and (both == 1).all()):
            names.append(name)
        else:
            spread = own[name].round(9).groupby([own["couple"], own["partner"]]).nunique()
            names += [f"{name}@{who}" for who in diary.partners if (spread[:, who] > 1).any()]
    return tuple(names)


def parts(name: str) -> tuple[str, str]:
    """Covariate of an input, and whose it is: a partner, or "both"."""
    covariate, at, partner = name.partition("@")
    return covariate, partner if at else BOTH


def label(name: str) -> str:
    """An input as a reader is told of it."""
    covariate, partner = parts(name)
    return covariate if partner == BOTH else f"{covariate} of {partner}"
