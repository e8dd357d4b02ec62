"""G: a closed circuit: either partner cycles because the other does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from pairbond.dynamics import fall_count
from pairbond.simulate import Begin
from pairbond.theory import Couple
from pairbond.theory.interventions.set_conduct import CONDUCT

from ._batch import at_day, held, mean_conduct, replayed, started
from ._courses import SETTLED, arousal_turns, correlation, cycling
from ._gate import Criterion, Estimate, Gate, Setting, average, ratio, ratio_of_groups, share
from .populations import couples, without_gains

BEGIN, MEAN_FROM = 1000, 500  # from when on one partner is held, and from when on the mean is taken
DAYS, READ = 700, 500  # how long, and how many of the last days are read
RECORD = ("image", "arousal")
N, C = 0, 1
FOLLOWS = 0.5  # least correlation with the record's own course
RAISED = 1.2
PROJECTIONS = ("projective_identification", "disowned_anger")


def measure(setting: Setting) -> Mapping[str, Estimate]:
    """Turns of each partner free, beside the other held, and beside a record of the other from another luck."""
    pairs = couples("self-inflating", "self-sacrificing", setting.count, setting.seed)
    early, begin = settled(setting, pairs)
    onward = started(setting, pairs, BEGIN + DAYS, (*RECORD, *CONDUCT), begin=begin).arrays()
    does = cycling(early["image"][:, N])
    free = [turns(onward, who) for who in (N, C)]
    turning = [does, does & (free[C] > 0)]
    found: dict[str, Estimate] = {"cycles": share(does)}
    for who, word in ((N, "n"), (C, "c")):
        other = 1 - who
        usual = mean_conduct(early, other, MEAN_FROM, BEGIN)
        raised = {name: RAISED * x for name, x in usual.items()}
        beside = {
            kind: turns(held(setting, pairs, begin, DAYS, other, conduct, RECORD), who)
            for kind, conduct in (("", usual), ("_raised", raised))
        }
        for kind, count in beside.items():
            found[f"{word}_stops{kind}"] = share(count[turning[who]] == 0)
        found[f"{word}_turns_left"] = ratio(beside[""][turning[who]], free[who][turning[who]])
    if setting.noise:
        found |= follows(setting, pairs, begin, onward, turning)
    found |= others(setting, does, free[N])
    return found


def settled(setting: Setting, pairs: Sequence[Couple], luck: int = 0) -> tuple[Mapping[str, np.ndarray], Begin]:
    """The first 1000 days, and where the couples stand then."""
    run = started(setting, pairs, BEGIN, (*RECORD, *CONDUCT), luck=luck)
    return run.arrays(), at_day(run, BEGIN)


def turns(paths: Mapping[str, np.ndarray], who: int) -> np.ndarray:
    """Falls of N's image, or turns of C's arousal, in the last days."""
    last = slice(-READ - 1, None)
    return fall_count(paths["image"][last, N]) if who == N else arousal_turns(paths["arousal"][last, C])


def follows(
    setting: Setting,
    pairs: Sequence[Couple],
    begin: Begin,
    own: Mapping[str, np.ndarray],
    turning: Sequence[np.ndarray],
) -> dict[str, Estimate]:
    """Whether each partner follows a record of the other that was made beside them under another luck."""
    elsewhere = started(setting, pairs, BEGIN + DAYS, (*RECORD, *CONDUCT), begin=begin, luck=1).arrays()
    found: dict[str, Estimate] = {}
    for who, word, of in ((N, "n", "image"), (C, "c", "arousal")):
        record = {name: elsewhere[name][:DAYS, 1 - who] for name in CONDUCT}
        fed = replayed(setting, pairs, begin, 1 - who, record, [of])[of][-READ:, who]
        with_record = correlation(fed, elsewhere[of][DAYS - READ : DAYS, who])
        with_own = correlation(fed, own[of][DAYS - READ : DAYS, who])
        found[f"{word}_follows"] = share(((with_record >= FOLLOWS) & (with_record > with_own))[turning[who]])
    return found


def others(setting: Setting, does: np.ndarray, falls: np.ndarray) -> dict[str, Estimate]:
    """N beside ordinary people, and the same couples without either projection."""
    ordinary = couples("self-inflating", "ordinary", setting.count, setting.seed)
    image = started(setting, ordinary, BEGIN, ["image"]).arrays()["image"][:, N]
    pairs = couples("self-inflating", "self-sacrificing", setting.count, setting.seed)
    apart = started(setting, without_gains(pairs, *PROJECTIONS), BEGIN + DAYS, ["image"]).arrays()["image"][:, N]
    return {
        "ordinary_ratio": ratio_of_groups(cycling(image), does),
        "projections_off": average((fall_count(apart[-READ - 1 :]) - falls) * 365.0 / READ),
    }


GATE = Gate(
    "G",
    "The two are a closed circuit: each cycles because the other does.",
    ("S3",),
    "self-inflating (n) × self-sacrificing (c); shares of couples that cycle (c: whose arousal turns)",
    f"{BEGIN} days, then {DAYS} with one of the two held, of which the last {READ} are read; cycle: from day {SETTLED}",
    (
        Criterion("n_stops", "c held at mean conduct: n has no fall, share", ">=", 0.8, when="without"),
        Criterion("c_stops", "n held at mean conduct: c has no turn, share", ">=", 0.8, when="without"),
        Criterion("n_stops_raised", "c held 20 % above the mean: n has no fall, share", ">=", 0.8, when="without"),
        Criterion("c_stops_raised", "n held 20 % above the mean: c has no turn, share", ">=", 0.8, when="without"),
        Criterion("n_turns_left", "c held at mean conduct: falls of n as share of free ones", "<=", 0.25, when="with"),
        Criterion("c_turns_left", "n held at mean conduct: turns of c as share of free ones", "<=", 0.25, when="with"),
        Criterion(
            "n_follows",
            "fed c's record from another luck, n follows it: share",
            ">=",
            0.8,
            when="with",
            ours="correlation of at least .5 with n's course in that record, above that with its own; share as above",
        ),
        Criterion(
            "c_follows",
            "fed n's record from another luck, c follows it: share",
            ">=",
            0.8,
            when="with",
            ours="correlation of at least .5 with c's course in that record, above that with its own; share as above",
        ),
        Criterion("ordinary_ratio", "n × ordinary: share that cycles, over that of n × c", "<=", 1 / 3),
        Criterion("cycles", "n × c: share that cycles", ">=", 0.55),
        Criterion("projections_off", "both projections off: change in falls a year", "<", 0.0, control=True),
    ),
    measure,
)
