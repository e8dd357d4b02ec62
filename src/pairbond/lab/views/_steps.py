"""The seven steps of the story: which couple, what is taken out or done, and which comparison decides the bet."""

from __future__ import annotations

from pairbond.dynamics import FALLS
from pairbond.lab.views._step import Arm, Check, Measure, Shown, Step, compared, rule

DOORS = ("what", "keeps", "change")
TWO_YEARS, CHANGE, HALF_YEAR = 730, 365, 180  # days; what is done begins after a year
TWO_TURNS = 104  # days, about two turns of the cycle, so that where in a turn it is makes little difference
WORTH = 0.05  # a difference of less, on scales from 0 to 1, is none
OFTEN = 0.6  # a share from which on one goes more often than the other
QUARTER, HALF = 0.375, 0.625  # halfway between a quarter, a half and three quarters

_PAIR = Arm(couple="closed-circuit")
_AT_EASE = Arm(couple="secure")


def _image(arm: str, partner: int, first: int = 0) -> Measure:
    days = (first, TWO_YEARS)
    return Measure(arm=arm, kind="falls", quantities=("image",), partners=(partner,), days=days, shown="count")


def _delight(arm: str) -> Measure:
    return Measure(arm=arm, quantities=("reward", "image"), days=(0, 20))


def _coldness(arm: str) -> Measure:
    quantities, days = ("hostility", "withdrawal"), (TWO_YEARS - TWO_TURNS + 1, TWO_YEARS)
    return Measure(arm=arm, quantities=quantities, add=True, partners=(0,), days=days)


def _at(arm: str, quantity: str, partner: int, day: int) -> Measure:
    return Measure(arm=arm, quantities=(quantity,), partners=(partner,), days=(day, day))


def _kept(arm: str) -> Measure:
    day = CHANGE + HALF_YEAR
    return Measure(arm=arm, quantities=("bond",), partners=(1,), days=(day, day), per="then", shown="share")


def _still(arm: str) -> Check:
    return Check(arm, "<", by=FALLS - 0.5)


CYCLES = Check("a_falls", ">", by=FALLS - 0.5)
LIGHTER = Check("load_stance", "<", "load_before", -WORTH)

STEPS = (
    Step(
        name="meeting",
        door="what",
        arms={"pair": _PAIR, "ease": _AT_EASE},
        days=60,
        show=Shown(("image",), (0, 1)),
        measures={"pair": _delight("pair"), "ease": _delight("ease")},
        bet=compared("pair", "ease", WORTH, "pair", "ease", "same"),
        agreement=rule(("yes", Check("pair", ">", "ease", WORTH)), "no"),
        essays=("S0", "S3"),
        facts=("no_complementarity",),
    ),
    Step(
        name="turns",
        door="what",
        arms={"pair": _PAIR, "ease": _AT_EASE},
        days=TWO_YEARS,
        show=Shown(("image",), (0, 1)),
        measures={
            "a_falls": _image("pair", 0),
            "b_falls": _image("pair", 1),
            "ease": _image("ease", 0),
            "level": Measure(arm="pair", quantities=("image",), partners=(0,), days=(CHANGE, TWO_YEARS)),
        },
        bet=rule(("turns", CYCLES), ("well", Check("level", ">")), "badly"),
        notes={"b": rule(("turns", Check("b_falls", ">", by=FALLS - 0.5)), "stays")},
        agreement=rule(("yes", CYCLES), "no"),
        essays=("S3",),
        facts=("weak_coupling",),
    ),
    Step(
        name="leaving",
        door="what",
        arms={"pair": _PAIR},
        days=TWO_YEARS,
        draws=64,
        leaving=True,
        show=Shown((), ()),
        measures={
            "first": Measure(arm="pair", kind="first to leave", partners=(0,), days=(0, TWO_YEARS), shown="share"),
            "left": Measure(arm="pair", kind="ever left", days=(0, TWO_YEARS), shown="share"),
            "together": Measure(arm="pair", kind="together", days=(0, TWO_YEARS), shown="share"),
        },
        bet=rule(("a", Check("first", ">", by=OFTEN)), ("b", Check("first", "<", by=1 - OFTEN)), "either"),
        notes={"return": rule(("back", Check("together", ">", by=0.75)), "apart")},
        agreement=rule(("yes", Check("first", ">", by=OFTEN)), "no"),
        essays=("S0", "S2"),
        facts=("attempts_before_leaving",),
    ),
    Step(
        name="crumbs",
        door="keeps",
        arms={"all": _PAIR, "without": Arm(couple="closed-circuit", off=(("intermittent_reinforcement", "b"),))},
        days=TWO_YEARS,
        show=Shown(("bond",), (1,)),
        measures={"all": _at("all", "bond", 1, TWO_YEARS), "without": _at("without", "bond", 1, TWO_YEARS)},
        bet=compared("without", "all", WORTH, "more", "less", "same"),
        agreement=rule(("yes", Check("without", "<", "all", -WORTH)), "no"),
        essays=("S1", "S3"),
        facts=("partial_reinforcement", "intermittency_binds"),
    ),
    Step(
        name="parts",
        door="keeps",
        arms={
            "all": _PAIR,
            "injury": Arm(couple="closed-circuit", off=(("narcissistic_injury", "a"),)),
            "giving": Arm(couple="closed-circuit", off=(("over_giving", "b"),)),
        },
        days=TWO_YEARS,
        show=Shown(("image",), (0,)),
        measures={name: _image(name, 0, CHANGE) for name in ("all", "injury", "giving")},
        bet=rule(
            ("any", _still("injury"), _still("giving")),
            ("injury", _still("injury")),
            ("giving", _still("giving")),
            "none",
        ),
        agreement=rule(
            ("yes", _still("injury"), _still("giving")),
            ("partly", _still("injury")),
            ("partly", _still("giving")),
            "no",
        ),
        essays=("S3",),
        claims=("G9",),
    ),
    Step(
        name="stance",
        door="change",
        arms={"before": _PAIR, "stance": Arm(couple="closed-circuit", acts=(("healthy_adult", "b", CHANGE),))},
        days=TWO_YEARS,
        show=Shown(("hostility", "withdrawal"), (0,), window=TWO_TURNS),
        measures={
            "before": _coldness("before"),
            "stance": _coldness("stance"),
            "load_before": _at("before", "load", 1, TWO_YEARS),
            "load_stance": _at("stance", "load", 1, TWO_YEARS),
        },
        bet=compared("stance", "before", WORTH, "more", "less", "same"),
        notes={"b": compared("load_stance", "load_before", WORTH, "heavier", "lighter", "same")},
        agreement=rule(("yes", LIGHTER, Check("stance", "<", "before", WORTH)), ("partly", LIGHTER), "no"),
        course="healthy-adult",
        claims=("I2",),
    ),
    Step(
        name="contact",
        door="change",
        arms={"before": _PAIR, "none": Arm(couple="closed-circuit", acts=(("no_contact", "both", CHANGE),))},
        days=TWO_YEARS,
        show=Shown(("bond",), (1,)),
        measures={
            "then": _at("none", "bond", 1, CHANGE),
            "kept": _kept("none"),
            "kept_before": _kept("before"),
        },
        bet=rule(("most", Check("kept", "<", by=1 - HALF)), ("half", Check("kept", "<", by=1 - QUARTER)), "little"),
        course="no-contact",
        facts=("bond_after_leaving",),
    ),
)
