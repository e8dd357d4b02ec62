"""Covariates as inputs of the model: one for both partners where they share it, one for each where they do not."""

from __future__ import annotations

from pairbond.diary import Diary, occasions, unvarying_covariates


def inputs_of(diary: Diary) -> tuple[str, ...]:
    """Names of the inputs: the covariates that change within a person.

    An input is ``"covariate"`` (both partners have the same value on every occasion, as of weather) or
    ``"covariate@0"`` and ``"covariate@1"`` (each partner has their own, as of stress).
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
            names += [f"{name}@{p}" for p in range(len(diary.partners)) if (spread[:, p] > 1).any()]
    return tuple(names)


def parts(name: str) -> tuple[str, int | None]:
    """Covariate and partner (None: both) of an input."""
    covariate, at, partner = name.rpartition("@")
    return (covariate, int(partner)) if at else (name, None)


def label(name: str, partners: tuple[str, ...]) -> str:
    """An input as a reader is told of it."""
    covariate, partner = parts(name)
    return covariate if partner is None else f"{covariate} of {partners[partner]}"
