"""Tests of predictive accuracy, and the sentences they license."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from pairbond.report._lag_words import Lag
from pairbond.report.simultaneous import Hypothesis
from pairbond.report.view import View
from pairbond.report.voice import between, digits_of, number

STRANGERS = "pseudo-couples"
OWN = "own-mean"  # the plainest baseline
POOLED = "pooled"  # the same model with its lagged effects at zero: the baseline for "yesterday helps"
_MODELS = {
    OWN: "each person’s own average",
    "ar1": "each person’s own previous rating",
    POOLED: "the same model without lagged effects",
    "var": "the discrete-time model (var)",
    "ct-var": "the model in continuous time (ct-var)",
    STRANGERS: "this model with randomly paired partners",
}
_RESAMPLES = 4000  # behind the intervals of a comparison


def model_names(view: View) -> dict[str, str]:
    """Model -> what it is called in a sentence."""
    assert view.comparison is not None
    scores = view.comparison.scores
    labels = dict(zip(scores["model"], scores["label"], strict=True)) | _MODELS | {view.model: "the model of this page"}
    if view.voice.kind == "one":
        labels = {model: words.replace("each person’s", "your") for model, words in labels.items()}
    return labels


def prediction_hypotheses(view: View) -> Iterator[Hypothesis]:
    """This model against each of the others, and the real partners against randomly paired ones."""
    names, lag = model_names(view), Lag(view.lag)
    for row in view.gains.itertuples():
        against = str(row.against)
        digits = max(digits_of(row.q05, row.q95), 2)
        size = (
            f"Mean log score {'+' if row.q50 > 0 else ''}{number(row.q50, digits)} per rating, 90 % interval "
            f"{between(row.q05, row.q95, digits)}, compared with {names[against]}"
        )
        if not view.voice.research:
            times = [math.exp(float(q)) for q in (row.q50, row.q05, row.q95)]
            size = (
                f"On the held-out days, the actual ratings were {number(times[0])} times as probable as under "
                f"{names[against]}; 90 % interval {between(times[1], times[2])}, where 1 is no difference"
            )
        way = "better" if row.q50 > 0 else "worse"
        eligible, key = True, ("paired", against)
        if against == STRANGERS:
            key = ("pseudo",)
            yes = f"Predictions were {way} with the real partner’s ratings than with those of a randomly chosen one."
            no = "The real partner’s ratings did not predict reliably better than those of a randomly chosen one."
            eligible = _beyond_shuffling(view)
            if not eligible:
                size += "; different random pairings vary by about as much"
        elif against == POOLED:  # the only difference between the two is what carries over
            yes, no = _helped(lag, row.q50 > 0)
        else:
            yes = f"The model predicted {way} than {names[against]}."
            no = f"We cannot say whether the model or {names[against]} predicts better."
        yield Hypothesis(
            "prediction", key, row.q05, row.q50, row.q95, yes, no, size, draws=_RESAMPLES, eligible=eligible,
            unit="log points",
        )  # fmt: skip


def _helped(lag: Lag, better: bool) -> tuple[str, str]:
    earlier, later = ("Yesterday’s", "today’s") if lag.daily else ("Earlier", "later")
    yes = f"{earlier} ratings helped predict {later}."
    if not better:
        yes = f"{earlier} ratings did not help predict {later}; using them made predictions worse."
    return yes, f"We cannot say whether {earlier[:1].lower()}{earlier[1:]} ratings help predict {later}."


def _beyond_shuffling(view: View) -> bool:
    """Whether the real pairing lies outside what shuffling alone does to the score.

    Under "it makes no difference whose partner it is", the real pairing is one more draw
    from the pairings, so its distance from their mean follows Student's t with one degree
    of freedom fewer than there are pairings. This comes on top of the interval over
    couples, which does not know how much one shuffle differs from another.
    """
    pseudo = view.pseudo
    if pseudo is None or len(pseudo) < 10:
        return False
    from scipy.special import stdtr

    gaps = pseudo["difference"].to_numpy(float)
    scale = gaps.std(ddof=1) * np.sqrt(1 + 1 / len(gaps))
    return bool(scale > 0 and 2 * stdtr(len(gaps) - 1, -abs(gaps.mean()) / scale) <= 0.05)
