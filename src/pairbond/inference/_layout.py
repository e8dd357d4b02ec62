"""The parameters of a linear dyadic model: their names, units, priors and places in one vector.

All parameters live on an unconstrained scale, in units of the standardised ratings (within-person
standard deviation 1) and of the study's own typical interval between two entries of a person, so that a prior says
the same of hourly prompts and of a weekly diary. A model is built from *blocks*; the vector ``phi`` of one couple is
the concatenation of its blocks, in the order of `Layout.blocks`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

RANDOM_EFFECTS = ("mean", "inertia", "influence", "variability", "trend", "lags")


@dataclass(frozen=True)
class Settings:
    """What is modelled. Everything a user can choose about a linear dyadic model.

    Attributes
    ----------
    clock : "flow" (continuous time, ``ct-var``) or "map" (one step a day, ``var``)
    order : 1 (first-order return to the mean) or 2 (an oscillator; for ``var`` a second lag)
    partners, items : number of people who write and of items each answers
    covariates : number of inputs
    random : effects that differ between couples, a subset of `RANDOM_EFFECTS`
    measurement_error, shared_shock, trend, weekday, means : which terms are present
    initial : "stationary" (the couple has been like this for long) or "free"
    exchangeable : partners have no distinguishing role; all parameters are tied across them
    dynamics : whether anything carries over from one occasion to the next; without, a model of levels, trends and
        same-occasion covariance only, the baseline that a prediction has to beat
    doublings : how often the transition over a small part of a gap is doubled; see `reaching`
    on_grid : gaps are multiples of 1 / `pairbond.inference._discretise.GRID`, which makes many of them cheap
    """

    clock: str = "flow"
    order: int = 1
    partners: int = 2
    items: int = 1
    covariates: int = 0
    random: tuple[str, ...] = ()
    correlated: bool = True
    measurement_error: bool = True
    shared_shock: bool = True
    trend: bool = True
    weekday: bool = False
    means: bool = True
    initial: str = "stationary"
    exchangeable: bool = False
    cross_item: bool = True
    dynamics: bool = True
    doublings: int = 8
    on_grid: bool = False

    @property
    def processes(self) -> int:
        return self.partners * self.items

    @property
    def states(self) -> int:
        return self.processes * self.order

    def partner(self, process: int) -> int:
        return process // self.items

    def item(self, process: int) -> int:
        return process % self.items

    def mirror(self, process: int) -> int:
        """The same item of the other partner."""
        return (process + self.items) % self.processes


@dataclass(frozen=True)
class Parameter:
    """One entry of ``phi``: its prior is normal on the unconstrained scale."""

    name: str
    kind: str
    loc: float
    scale: float
    unit: str
    cause: int = -1
    effect: int = -1


@dataclass(frozen=True)
class Pair:
    """A random effect of one partner and its mirror in the other (or a single one), with its normal priors.

    Those of the log standard deviation, and of the correlation between the two (atanh, around zero).
    """

    kind: str
    name: str
    members: tuple[int, ...]
    sd_loc: float
    sd_scale: float
    correlation_scale: float


RANDOM_SD = {
    "mean": (math.log(0.8), 0.5),
    "inertia": (math.log(0.25), 0.6),
    "influence": (math.log(0.12), 0.6),
    "variability": (math.log(0.35), 0.5),
    "trend": (math.log(0.25), 0.8),
}
CORRELATION_SCALE = 0.5
TREND_SD = 0.5  # of the average couple, over the diary
TREND_SD_OF_ONE = 1.0  # of one couple's own: couples differ by .6 to .9 in the bundled diary, around their average
FASTEST = 24.0  # per typical interval: a return within a part of it cannot be told from one that is faster still
NOISE_PRIOR = (math.log(0.35), 1.0)  # log ratio of error to process sd: an error share of .005 to .75 is within 90 %


@dataclass(frozen=True)
class Layout:
    """Names and places of all parameters of a model, and which of them differ between couples."""

    settings: Settings
    parameters: tuple[Parameter, ...]
    slices: dict[str, slice]
    tie: NDArray[np.float64]
    pairs: tuple[Pair, ...]

    @property
    def size(self) -> int:
        return len(self.parameters)

    @property
    def random_index(self) -> NDArray[np.intp]:
        return np.array([m for pair in self.pairs for m in pair.members], dtype=np.intp)

    @property
    def loc(self) -> NDArray[np.float64]:
        return np.array([p.loc for p in self.parameters])

    @property
    def scale(self) -> NDArray[np.float64]:
        return np.array([p.scale for p in self.parameters])

    def place(self, name: str) -> int:
        return next(i for i, p in enumerate(self.parameters) if p.name == name)


def reaching(layout: Layout, longest: float, on_grid: bool = False) -> Layout:
    """The same layout for gaps up to ``longest`` typical intervals; in steps of four doublings, to share code."""
    need = 8 + math.ceil(math.log2(max(longest, 1.0)))
    return replace(layout, settings=replace(layout.settings, doublings=4 * math.ceil(need / 4), on_grid=on_grid))


def correlation_names(size: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(size) for j in range(i)]


def layout(s: Settings, labels: list[str], inputs: list[str] | None = None) -> Layout:
    """Lay out the parameters of a model.

    Parameters
    ----------
    labels : one a process, partner-major, e.g. ``["a.closeness", "a.calm", "b.closeness", …]``
    inputs : names of the covariates
    """
    blocks: dict[str, list[Parameter]] = {}

    def add(block: str, *rows: Parameter) -> None:
        blocks.setdefault(block, []).extend(rows)

    flow = s.clock == "flow"
    inputs = inputs or []
    for i, name in enumerate(labels):
        if s.means:
            add("mean", Parameter(f"mean[{name}]", "mean", 0.0, 1.0, "sd", effect=i))
        if s.trend:
            scale = TREND_SD if "trend" in s.random else TREND_SD_OF_ONE
            add("trend", Parameter(f"trend[{name}]", "trend", 0.0, scale, "sd over the diary", effect=i))
    if s.weekday:
        for day in range(6):
            for i, name in enumerate(labels):
                add(
                    "weekday",
                    Parameter(f"weekday[{name},{day}]", "weekday", 0.0, 0.25, "sd", effect=i),
                )
    for i, name in enumerate(labels if s.dynamics else []):
        if s.order == 1 and flow:
            row = Parameter(f"log_rate[{name}]", "inertia", math.log(0.9), 0.8, "log 1/interval", i, i)
        elif s.order == 1:
            row = Parameter(f"lag[{name}<-{name}]", "inertia", 0.3, 0.3, "sd per sd", i, i)
        elif flow:
            row = Parameter(f"log_stiffness[{name}]", "inertia", 0.0, 1.5, "log 1/interval²", i, i)
        else:
            row = Parameter(f"lag[{name}<-{name}]", "inertia", 0.3, 0.3, "sd per sd", i, i)
        add("own", row)
    for i, effect in enumerate(labels if s.dynamics else []):
        for j, cause in enumerate(labels):
            if i == j or (not s.cross_item and s.item(i) != s.item(j)):
                continue
            stem = "drift" if flow else "lag"
            unit = ("1/interval" if s.order == 1 else "1/interval²") if flow else "sd per sd"
            add("cross", Parameter(f"{stem}[{effect}<-{cause}]", "influence", 0.0, 0.3, unit, j, i))
    if s.order == 2:
        for i, name in enumerate(labels):
            if flow:
                add(
                    "second",
                    Parameter(f"log_damping[{name}]", "damping", -0.5, 1.0, "log 1/interval", i, i),
                )
            else:
                add(
                    "second",
                    Parameter(f"lag2[{name}<-{name}]", "damping", 0.0, 0.2, "sd per sd", i, i),
                )
    for i, name in enumerate(labels):
        loc, unit = (math.log(0.8), "log sd") if flow and s.dynamics else (math.log(0.9), "log sd of a shock")
        add("shock_sd", Parameter(f"log_variability[{name}]", "variability", loc, 0.5, unit, effect=i))
    _correlations(add, labels, s, "shock", "shock")
    if s.measurement_error:
        for i, name in enumerate(labels):
            add("noise", Parameter(f"log_noise[{name}]", "noise", *NOISE_PRIOR, "log ratio to variability", effect=i))
        _correlations(add, labels, s, "error", "error correlation")
    if s.initial == "free":
        names = labels if s.order == 1 else labels + [f"d/dt {n}" if flow else f"lag1 {n}" for n in labels]
        for i, name in enumerate(names):
            add("start_mean", Parameter(f"start_mean[{name}]", "start", 0.0, 1.0, "sd", effect=i))
        for i, name in enumerate(names):
            add(
                "start_sd",
                Parameter(f"log_start_sd[{name}]", "start", 0.0, 1.0, "log sd", effect=i),
            )
        for i, j in correlation_names(len(names)):
            add(
                "start_corr",
                Parameter(f"start_corr[{names[i]},{names[j]}]", "start", 0.0, 0.5, "raw", j, i),
            )
    for j, x in enumerate(inputs):
        add("input_mean", Parameter(f"input_mean[{x}]", "input", 0.0, 1.0, "sd", effect=j))
        add("input_sd", Parameter(f"log_input_sd[{x}]", "input", 0.0, 0.5, "log sd", effect=j))
        for i, name in enumerate(labels):
            add("input", Parameter(f"input[{name}<-{x}]", "input", 0.0, 0.5, "sd per sd", j, i))
    for i, j in correlation_names(len(inputs)):
        add(
            "input_corr",
            Parameter(f"input_corr[{inputs[i]},{inputs[j]}]", "input", 0.0, 0.5, "raw", j, i),
        )

    parameters: list[Parameter] = []
    slices: dict[str, slice] = {}
    for block, rows in blocks.items():
        slices[block] = slice(len(parameters), len(parameters) + len(rows))
        parameters.extend(rows)
    return Layout(s, tuple(parameters), slices, _ties(s, parameters), _pairs(s, parameters))


def _correlations(add: Callable[..., None], labels: list[str], s: Settings, what: str, kind: str) -> None:
    """Raw correlations of shocks or errors; of exchangeable partners in what they share and what differs."""
    if s.exchangeable and s.partners == 2:
        items = [x.split(".", 1)[-1] for x in labels[: s.items]]
        for k, item in enumerate(items if s.shared_shock else []):
            add(f"{what}_common", Parameter(f"{what}_common[{item}]", kind, 0.0, 0.3, "log ratio", effect=k))
        for part in ("common", "different"):
            for i, j in correlation_names(s.items):
                name = f"{what}_corr[{part}.{items[i]},{items[j]}]"
                add(f"{what}_corr", Parameter(name, kind, 0.0, 0.5, "raw", j, i))
        return
    for i, j in correlation_names(len(labels)):
        if s.shared_shock or s.partner(i) == s.partner(j):
            add(f"{what}_corr", Parameter(f"{what}_corr[{labels[i]},{labels[j]}]", kind, 0.0, 0.5, "raw", j, i))


def _ties(s: Settings, parameters: list[Parameter]) -> NDArray[np.float64]:
    """``phi = tie @ free``: the identity, or one free value for both partners when exchangeable."""
    n = len(parameters)
    if not (s.exchangeable and s.partners == 2):
        return np.eye(n)
    sided = {"mean", "trend", "weekday", "inertia", "influence", "damping", "noise", "variability"}
    key: dict[tuple[object, ...], int] = {}
    columns = []
    for p in parameters:
        own = (
            p.kind,
            p.name.split("[")[0],
            p.name if p.kind not in sided else None,
        )
        cause, effect = p.cause, p.effect
        if p.kind in sided and s.partner(effect) == 1:
            cause, effect = (s.mirror(cause) if cause >= 0 else -1), s.mirror(effect)
        day = p.name.rsplit(",", 1)[-1] if p.kind == "weekday" else ""
        columns.append(key.setdefault((*own, cause, effect, day), len(key)))
    tie = np.zeros((n, len(key)))
    tie[np.arange(n), columns] = 1.0
    return tie


def _pairs(s: Settings, parameters: list[Parameter]) -> tuple[Pair, ...]:
    """Random effects, each with its mirror in the other partner."""
    places = {(p.kind, p.cause, p.effect): i for i, p in enumerate(parameters) if p.kind in RANDOM_SD}
    pairs: list[Pair] = []
    seen: set[int] = set()
    for (kind, cause, effect), i in places.items():
        same_item = kind != "influence" or s.item(cause) == s.item(effect)
        wanted = (kind in s.random and same_item) or ("lags" in s.random and kind in ("inertia", "influence"))
        if not wanted or i in seen:
            continue
        mirror = (kind, s.mirror(cause) if cause >= 0 else -1, s.mirror(effect))
        members = (i, places[mirror]) if s.partners == 2 and s.correlated else (i,)
        seen.update(members)
        loc, scale = RANDOM_SD[kind]
        pairs.append(Pair(kind, parameters[i].name, members, loc, scale, CORRELATION_SCALE))
    return tuple(pairs)
