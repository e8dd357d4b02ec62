"""When an estimate counts as a finding: the one place where the tests of a report are held against each other.

A report makes many tests at once. If each were read from its own 90 % interval, one in ten
would be a "finding" in a diary in which nothing is connected with anything. So an estimate
is a finding only if

1. its 90 % interval excludes zero (or the value that means "nothing"),
2. it survives Holm's (1979) step-down rule among all tests of its family, where the
   families of one report (``FAMILIES``) share the level ``LEVEL`` in equal parts, and
3. it would not be printed as 0.00.

Then at most one report in ten, made from diaries in which there is nothing to find,
holds a single false finding. The tail probability of a test is read off its quantiles: how
many standard deviations lie between the median and zero, by the quantile that faces zero
and by a parabola through all three, whichever says fewer, since a skewed distribution may
lean either way. Quantiles of a few hundred draws are themselves uncertain, which alone
would let through half as many false findings again; Student's t instead of the normal
distribution makes up for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LEVEL = 0.10  # chance of any false finding in a whole report
LEAST = 0.005  # an estimate nearer to "nothing" would be printed as 0.00
# Which tests are held against each other. Every test of a report belongs to one of these.
FAMILIES = {
    "lagged": "lagged effects over the study’s interval",
    "same day": "correlations on the same occasion",
    "trend": "trends over the diary",
    "prediction": "differences in predictive accuracy",
    "couples": "partner effects in single couples",
}
_COVARIATES = ", and effects of covariates"  # in the second, where the model has some
_TWO_WAYS = ", and differences between the two directions"  # in the first of these, where both partners write
_Z90 = 1.6448536269514722  # half width of a 90 % interval in standard deviations
# Degrees of freedom a draw. The distance between median and 5 % quantile of n normal draws
# has a relative error of 1.33 / sqrt(n), as a standard deviation with 0.28 n degrees of
# freedom has. 0.10 n keeps the level for 8 to 80 questions of distributions as skewed as
# the exponential of a normal with standard deviation 0.45 (see the tests).
_FREEDOM = 0.10


@dataclass(frozen=True)
class Hypothesis:
    """Something that is tested on the diary, with its estimate.

    Attributes
    ----------
    family : one of ``FAMILIES``.
    key : what it is about, unique in its family.
    low, middle, high : 5 %, 50 % and 95 % quantile.
    yes : the sentence if it is a finding; written for the side on which ``middle`` lies.
    no : the sentence if it is none.
    numbers : estimate and interval, printed under the first sentence.
    tail : two-sided tail probability, if it is known better than from the quantiles.
    nothing : the value that means "no difference", zero unless said otherwise.
    draws : how many draws the quantiles were taken from.
    eligible : False if something else forbids a finding, such as a diary that does not inform
        the quantity; the test still counts in its family.
    least : estimates nearer to ``nothing`` are no findings.
    term, terms : the field's term, singular and plural, on a researcher's page; else "".
    unit : of the interval ("SD").
    prior : 5 % and 95 % quantile before the data, if known.
    """

    family: str
    key: tuple[object, ...]
    low: float
    middle: float
    high: float
    yes: str
    no: str
    numbers: str = ""
    tail: float | None = None
    nothing: float = 0.0
    draws: int = 400
    eligible: bool = True
    least: float = LEAST
    term: str = ""
    terms: str = ""
    unit: str = "SD"
    prior: tuple[float, float] | None = None


@dataclass(frozen=True)
class HypothesisTest:
    """A test with its verdict: a finding (``significant``) or not, and Holm's adjusted tail probability."""

    hypothesis: Hypothesis
    significant: bool
    adjusted: float

    @property
    def sentence(self) -> str:
        """The one sentence a report may print about this test."""
        return self.hypothesis.yes if self.significant else self.hypothesis.no

    @property
    def unadjusted(self) -> bool:
        """Whether its own 90 % interval excludes "nothing", unadjusted."""
        return self.hypothesis.low > self.hypothesis.nothing or self.hypothesis.high < self.hypothesis.nothing

    @property
    def key(self) -> tuple[object, ...]:
        """Key of the test."""
        return self.hypothesis.key


@dataclass(frozen=True)
class HypothesisTests:
    """All tests of a report with their verdicts."""

    all: tuple[HypothesisTest, ...]
    level: float = LEVEL

    def __getitem__(self, key: tuple[object, ...]) -> HypothesisTest:
        for test in self.all:
            if test.key == key:
                return test
        raise KeyError(key)

    def about(self, *prefix: object) -> tuple[HypothesisTest, ...]:
        """Those whose key begins like this, findings first, smallest adjusted tail probability first."""
        found = [a for a in self.all if a.key[: len(prefix)] == prefix]
        return tuple(sorted(found, key=lambda a: (not a.significant, a.adjusted)))

    @property
    def significant(self) -> frozenset[tuple[object, ...]]:
        """Keys of the findings."""
        return frozenset(a.key for a in self.all if a.significant)

    @property
    def families(self) -> dict[str, int]:
        """How many tests each family has."""
        sizes: dict[str, int] = {}
        for test in self.all:
            sizes[test.hypothesis.family] = sizes.get(test.hypothesis.family, 0) + 1
        return sizes

    @property
    def share(self) -> float:
        """Level of each family."""
        return share(self.families, self.level)


def share(families: Collection[str] = FAMILIES, level: float = LEVEL) -> float:
    """Level of each family on a page with these families; least on one that has them all."""
    return level / max(len(families), 1)


def examine(hypotheses: Iterable[Hypothesis], level: float = LEVEL) -> HypothesisTests:
    """Decide on all tests of one report together.

    ``level`` is shared equally by the families; within a family Holm's rule holds for
    any dependence between the tests. One without a finite interval is never a finding,
    and still counts.
    """
    given = tuple(hypotheses)
    families = sorted({q.family for q in given})
    each = share(families, level)
    tests: dict[int, HypothesisTest] = {}
    for family in families:
        index = [i for i, q in enumerate(given) if q.family == family]
        adjusted = _holm([_tail(given[i]) for i in index])
        for i, p in zip(index, adjusted, strict=True):
            q = given[i]
            outside = q.low > q.nothing or q.high < q.nothing  # False for NaN
            visible = abs(q.middle - q.nothing) >= q.least
            tests[i] = HypothesisTest(q, bool(q.eligible and outside and visible and p <= each), float(p))
    return HypothesisTests(tuple(tests[i] for i in range(len(given))), level)


def _tail(q: Hypothesis) -> float:
    """Two-sided tail probability of "nothing" under the posterior."""
    if q.tail is not None:
        return float(q.tail)
    if not np.all(np.isfinite([q.low, q.middle, q.high])):
        return 1.0
    from scipy.special import stdtr

    return float(2 * stdtr(max(_FREEDOM * q.draws, 10), -_distance(q)))


def _distance(q: Hypothesis) -> float:
    """Standard deviations between the median and "nothing", the smaller of two readings."""
    low, middle, high = q.low - q.nothing, q.middle - q.nothing, q.high - q.nothing
    if middle < 0:
        low, middle, high = -high, -middle, -low
    if middle <= low:  # an interval of no width says nothing about its own width
        return 0.0
    linear = _Z90 * middle / (middle - low)
    slope = (high - low) / (2 * _Z90)
    bend = ((high + low) / 2 - middle) / _Z90**2
    under = slope**2 - 4 * bend * middle
    if under < 0:  # the parabola never reaches zero
        return linear
    return min(linear, 2 * middle / (slope + under**0.5))


def _holm(tails: Sequence[float]) -> npt.NDArray[np.float64]:
    p = np.asarray(tails, dtype=float)
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def called(tests: HypothesisTests, family: str) -> str:
    """What the tests of a family are on this page."""
    kinds = {a.key[0] for a in tests.all}
    more = {"lagged": ("asymmetry", _TWO_WAYS), "same day": ("covariate", _COVARIATES)}
    kind, words = more.get(family, ("", ""))
    return FAMILIES[family] + (words if kind in kinds else "")


def rule(tests: HypothesisTests) -> str:
    """What counts as a finding on this page, in one paragraph."""
    sizes = tests.families
    each = "; ".join(f"{called(tests, name)} ({n})" for name, n in sizes.items())
    trace = any(a.hypothesis.nothing for a in tests.all)
    nothing = "zero (for inertia, 0.1 SD)" if trace else "zero"
    families = "one family" if len(sizes) == 1 else f"{len(sizes)} families"
    return (
        f"An estimate is called a finding only if three things hold together: its 90 % interval excludes {nothing}, "
        "it does not round to 0.00, and its "
        f"Holm-adjusted two-sided tail probability (p) is at most {tests.share:.3f}. Estimates are posterior "
        "medians; p is read from the median and the limits of the 90 % interval by Student’s t, with a tenth as many "
        "degrees of freedom as there are posterior draws: quantiles of few draws are uncertain, so p is larger than by "
        "the normal distribution. Holm’s adjustment is made within each of "
        f"{families} of tests, which share a level of {tests.level:.2f} equally: {each}. In a diary in which nothing "
        f"is connected with anything, at most one page in {round(1 / tests.level)} would show any finding, if the "
        "model is right."
    )
