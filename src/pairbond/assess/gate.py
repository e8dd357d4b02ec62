"""The evidence gate: what may be said of a couple, and if not, why not and what would help.

Every rule stands here with its threshold and its reason. A statement that fails one of them is not made; the rule that
fails first, in this order, is the reason that is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pairbond.model import BOTH

NARROWED = 0.7  # posterior sd as share of the prior sd at which a quantity counts as narrowed
FEWEST_ITEMS = 2  # questions about the other or the bond
BY_CHANCE = 0.001  # chance of so much order from day to day if there were none
CLIMBS = 2  # searches that have to arrive at the best account
FEWEST_DRAWS = 50.0  # effective draws behind an interval
ANCHORED = ("trait", "hold", "cost", "closed circuit")  # kinds of statements that live on levels


@dataclass(frozen=True)
class Evidence:
    """What all statements about one couple rest on.

    Attributes
    ----------
    writers : partners who wrote, by name.
    items : how many items about the other or the bond each writer answered.
    anchored : how many of them have a scale that says how much is much.
    order : chance of so much order from day to day, were there none, of each writer.
    forecast : theory minus yesterday's rating on the held-out days, log points a rating: ``difference q05 … q95``;
        None if nothing was fitted.
    trusted, effective_draws : whether the draws stand for the posterior, and how many of them differ.
    starts_agree : searches that ended within 2 log points of the best.
    distinct_optima : different accounts that hold a twentieth of the posterior or more.
    """

    writers: tuple[str, ...]
    items: Mapping[str, int]
    anchored: Mapping[str, int]
    order: Mapping[str, float]
    forecast: Mapping[str, float] | None = None
    trusted: bool = False
    effective_draws: float = 0.0
    starts_agree: int = 0
    distinct_optima: int = 0


@dataclass(frozen=True)
class Statement:
    """A statement that could be made.

    kind : "phase", "cycle", "trait", "hold", "cost" or "closed circuit". about : name of the quantity. partner : whom
    it is about, by name, "both" for the two. sd, prior_sd : of the quantity, after and before the diary; NaN if not
    fitted.
    """

    kind: str
    about: str
    partner: str
    sd: float = float("nan")
    prior_sd: float = float("nan")

    @property
    def ratio(self) -> float:
        """How wide the quantity still is, as share of what it was before."""
        return self.sd / self.prior_sd if self.prior_sd > 0 else float("nan")


@dataclass(frozen=True)
class Rule:
    """A reason not to make a statement.

    name : of the rule. because : why there is such a rule, one sentence. fails : whether it stops a statement.
    """

    name: str
    because: str
    fails: Callable[[Evidence, Statement], bool] = field(repr=False)


def _whom(evidence: Evidence, statement: Statement) -> tuple[str, ...]:
    """Writers on whose entries the statement rests."""
    return evidence.writers if statement.partner == BOTH else (statement.partner,)


def _unwritten(evidence: Evidence, statement: Statement) -> bool:
    if statement.kind == "closed circuit":
        return len(evidence.writers) < 2
    return not evidence.writers if statement.partner == BOTH else statement.partner not in evidence.writers


def _too_few_items(evidence: Evidence, statement: Statement) -> bool:
    counted = evidence.anchored if statement.kind in ANCHORED else evidence.items
    return any(counted.get(p, 0) < FEWEST_ITEMS for p in _whom(evidence, statement))


def _unordered(evidence: Evidence, statement: Statement) -> bool:
    probabilities = [evidence.order.get(p, 1.0) for p in _whom(evidence, statement)]
    # a cycle turns in one of the two and may leave the other nearly unmoved
    return min(probabilities, default=1.0) > BY_CHANCE if statement.partner == BOTH else max(probabilities) > BY_CHANCE


def _not_predicted(evidence: Evidence, statement: Statement) -> bool:
    return evidence.forecast is None or not evidence.forecast["q95"] >= 0.0


def _untrusted(evidence: Evidence, statement: Statement) -> bool:
    return not evidence.trusted or not evidence.effective_draws >= FEWEST_DRAWS


def _divided(evidence: Evidence, statement: Statement) -> bool:
    return evidence.starts_agree < CLIMBS or evidence.distinct_optima != 1


def _wide(evidence: Evidence, statement: Statement) -> bool:
    return not statement.ratio <= NARROWED


RULES: tuple[Rule, ...] = (
    Rule(
        "not written",
        "Whoever did not write is known only as the other one saw them; that is not enough to speak about a person.",
        _unwritten,
    ),
    Rule(
        "too few items",
        "Mood goes up and down for a hundred reasons: without two questions about the other or the bond, nothing about "
        "the bond can be told apart from everything else; statements about levels need scales whose ends say how "
        "much is much.",
        _too_few_items,
    ),
    Rule(
        "no order",
        "If the same days in any other order would look alike, no course can be seen in them, and pure noise, or a "
        "diary with its days shuffled, would get a statement.",
        _unordered,
    ),
    Rule(
        "not predicted",
        "A model that predicts coming days less well than yesterday's rating does has not understood these two.",
        _not_predicted,
    ),
    Rule(
        "not trusted",
        "If the draws do not stand for what fits the days, their intervals mean nothing.",
        _untrusted,
    ),
    Rule(
        "divided",
        "If searches from different beginnings end in different accounts that fit alike, none of them can be reported.",
        _divided,
    ),
    Rule(
        "not narrowed",
        "If a quantity is nearly as open after the diary as before it, a number for it repeats what was put in.",
        _wide,
    ),
)


def gate(evidence: Evidence, statements: Sequence[Statement]) -> pd.DataFrame:
    """Which of the statements may be made.

    Returns
    -------
    One row a statement: kind about partner allowed failed (name of the first rule that stops it, "" if none)
    sd prior_sd ratio.

    Rules, in this order (all have to hold):

    - *not written*: the person wrote; of the two, somebody; for the closed circuit, both.
    - *too few items*: the person answered `FEWEST_ITEMS` questions about the other or the bond; for traits, for what
      holds and what it costs, on scales whose ends say what they mean.
    - *no order*: by chance, so much order from day to day would come up in at most `BY_CHANCE` of diaries.
    - *not predicted*: the paired 90 % interval of the theory's log score minus that of yesterday's rating, on the days
      held out, drawn by blocks of days, does not lie below 0.
    - *not trusted*: the fit trusts its draws, as groups of them agree, and at least `FEWEST_DRAWS` of them differ.
    - *divided*: `CLIMBS` or more searches arrived at the best account, and no second one holds a twentieth or more.
    - *not narrowed*: the posterior sd is at most `NARROWED` of the prior sd.
    """
    rows = []
    for one in statements:
        failed = next((rule.name for rule in RULES if rule.fails(evidence, one)), "")
        rows.append(
            {"kind": one.kind, "about": one.about, "partner": one.partner, "allowed": not failed, "failed": failed,
             "sd": one.sd, "prior_sd": one.prior_sd, "ratio": one.ratio}
        )  # fmt: skip
    columns = ["kind", "about", "partner", "allowed", "failed", "sd", "prior_sd", "ratio"]
    return pd.DataFrame(rows, columns=columns).astype({"allowed": bool})


def yes_or_no_sd(chance: float) -> float:
    """Posterior sd of something that is so or is not."""
    return float(np.sqrt(chance * (1.0 - chance)))


EVEN_ODDS = 0.5  # prior sd of a yes-or-no quantity: one that is rare beforehand would have to become wider first
