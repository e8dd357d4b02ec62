"""Tables as people read them: names instead of codes, per cent instead of q05."""

from __future__ import annotations

import pandas as pd

from pairbond.report.view import View

_COLUMNS = {
    "cause_partner": "from",
    "cause_item": "what",
    "effect_partner": "to",
    "effect_item": "what follows",
    "days": "days later",
    "q05": "5 %",
    "q25": "25 %",
    "q50": "50 %",
    "q75": "75 %",
    "q95": "95 %",
    "partner": "who",
    "item": "what",
    "mean_logscore": "mean log score",
    "elpd": "sum of log scores",
    "rmse": "usual miss (points)",
    "cells": "answers",
    "prior_sd": "sd before",
    "contraction": "narrowed by",
    "told": "told",
    "observed": "in the diary",
}


def plain(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """The same rows with people and items as the diary calls them."""
    shown = frame.copy()
    for column in ("partner", "cause_partner", "effect_partner"):
        if column in shown:
            shown[column] = [view.voice.short(int(p)) for p in shown[column]]
    for column in ("item", "cause_item", "effect_item"):
        if column in shown:
            shown[column] = [view.labels.get(i, i) for i in shown[column]]
    return shown.rename(columns=_COLUMNS)
