"""When a question put to a diary counts as answered.

A diary is asked many questions at once. If each were answered from its own 90 %
interval, one in ten would be answered "yes" in a diary in which nothing is connected
with anything. So a question is answered only if

1. its 90 % interval excludes zero, and
2. it survives Holm's (1979) step-down rule among all questions of its family, where the
   families of one report share the level ``LEVEL`` in equal parts.

Then at most one report in ten, made from diaries in which there is nothing to find,
holds a single false finding. All other questions are answered with "do not tell".
The tail probability of a question is read off its quantiles: how many standard deviations
lie between the median and zero, by the quantile that faces zero and by a parabola through
all three, whichever says fewer, since a skewed distribution may lean either way. Quantiles
of a few hundred draws are themselves uncertain, which alone would let through half as many
false findings again; Student's t instead of the normal distribution makes up for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LEVEL = 0.10  # chance of any false finding in a whole report
_Z90 = 1.6448536269514722  # half width of a 90 % interval in standard deviations
# Degrees of freedom a draw. The distance between median and 5 % quantile of n normal draws
# has a relative error of 1.33 / sqrt(n), as a standard deviation with 0.28 n degrees of
# freedom has. 0.10 n keeps the level for 8 to 80 questions of distributions as skewed as
# the exponential of a normal with standard deviation 0.45 (see the tests).
_FREEDOM = 0.10


@dataclass(frozen=True)
class Question:
    """Something the diary is asked, with what it answered.

    Attributes
    ----------
    family : questions judged together ("days", "prediction", "couples").
    key : what it is about, unique in its family.
    low, middle, high : 5 %, 50 % and 95 % quantile.
    yes : the sentence if the answer stands; written for the side on which ``middle`` lies.
    no : the sentence if these days do not tell.
    numbers : the interval in words, printed under either sentence.
    tail : two-sided tail probability, if it is known better than from the quantiles.
    nothing : the value that means "no difference", zero unless said otherwise.
    draws : how many draws the quantiles were taken from.
    answerable : False if something else forbids a yes, such as a diary that does not inform
        the quantity; the question still counts in its family.
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
    answerable: bool = True


@dataclass(frozen=True)
class Answer:
    """A question with the verdict: ``told`` or not, and Holm's adjusted tail probability."""

    question: Question
    told: bool
    adjusted: float

    @property
    def sentence(self) -> str:
        """The one sentence a report may print about this question."""
        return self.question.yes if self.told else self.question.no

    @property
    def alone(self) -> bool:
        """Whether its own 90 % interval leaves out "nothing", all other questions forgotten."""
        return self.question.low > self.question.nothing or self.question.high < self.question.nothing

    @property
    def key(self) -> tuple[object, ...]:
        """Key of the question."""
        return self.question.key


@dataclass(frozen=True)
class Answers:
    """All answers of a report."""

    all: tuple[Answer, ...]
    level: float = LEVEL

    def __getitem__(self, key: tuple[object, ...]) -> Answer:
        for answer in self.all:
            if answer.key == key:
                return answer
        raise KeyError(key)

    def about(self, *prefix: object) -> tuple[Answer, ...]:
        """Answers whose key begins like this, told ones first, surest first."""
        found = [a for a in self.all if a.key[: len(prefix)] == prefix]
        return tuple(sorted(found, key=lambda a: (not a.told, a.adjusted)))

    @property
    def told(self) -> frozenset[tuple[object, ...]]:
        """Keys of the questions that are answered."""
        return frozenset(a.key for a in self.all if a.told)

    @property
    def families(self) -> dict[str, int]:
        """How many questions are held against each other in each family."""
        sizes: dict[str, int] = {}
        for answer in self.all:
            sizes[answer.question.family] = sizes.get(answer.question.family, 0) + 1
        return sizes


def examine(questions: Iterable[Question], level: float = LEVEL) -> Answers:
    """Answer all questions of one report together.

    ``level`` is shared equally by the families; within a family Holm's rule holds for
    any dependence between the questions. A question without a finite interval is never
    answered, and still counts.
    """
    asked = tuple(questions)
    families = sorted({q.family for q in asked})
    share = level / max(len(families), 1)
    answers: dict[int, Answer] = {}
    for family in families:
        index = [i for i, q in enumerate(asked) if q.family == family]
        adjusted = _holm([_tail(asked[i]) for i in index])
        for i, p in zip(index, adjusted, strict=True):
            q = asked[i]
            outside = q.low > q.nothing or q.high < q.nothing  # False for NaN
            answers[i] = Answer(q, bool(q.answerable and outside and p <= share), float(p))
    return Answers(tuple(answers[i] for i in range(len(asked))), level)


def _tail(q: Question) -> float:
    """Two-sided tail probability of "nothing" under the answer's distribution."""
    if q.tail is not None:
        return float(q.tail)
    if not np.all(np.isfinite([q.low, q.middle, q.high])):
        return 1.0
    from scipy.special import stdtr

    return float(2 * stdtr(max(_FREEDOM * q.draws, 10), -_distance(q)))


def _distance(q: Question) -> float:
    """Standard deviations between the median and "nothing", the smaller of two readings."""
    low, middle, high = q.low - q.nothing, q.middle - q.nothing, q.high - q.nothing
    if middle < 0:
        low, middle, high = -high, -middle, -low
    if middle <= low:  # an interval of no width says nothing about its own width
        return 0.0
    straight = _Z90 * middle / (middle - low)
    slope = (high - low) / (2 * _Z90)
    bend = ((high + low) / 2 - middle) / _Z90**2
    under = slope**2 - 4 * bend * middle
    if under < 0:  # the parabola never reaches zero
        return straight
    return min(straight, 2 * middle / (slope + under**0.5))


def _holm(tails: Sequence[float]) -> npt.NDArray[np.float64]:
    p = np.asarray(tails, dtype=float)
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted
