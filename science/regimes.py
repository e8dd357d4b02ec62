"""What the theory does at its defaults, beside what its specification says it does.

Regimes of the named couples, the onset of the cycle, knock-outs, withdrawal and healing. States are noise-free means
of years 2 to 4; survival comes from 40 noisy runs of 10 years a couple.

    python -m science.regimes          # from the root of the repository
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from pairbond.simulate import simulate
from pairbond.theory import COUPLES, PEOPLE, Couple, Theory
from pairbond.theory.interventions import (
    GriefSuppressed,
    HealthyAdult,
    HoldingTherapy,
    Intervention,
    NoContact,
    ReducedContact,
)

from ._results import record

DRAWS, YEARS, SEED = 40, 10, 1
N, C = PEOPLE["self-inflating"], PEOPLE["self-sacrificing"]
CLOSED = COUPLES["closed-circuit"]
SETTLED = 870  # when contact ends: arousal and critic of b are then about what the specification begins from
WINDOW = slice(300, 2501)  # days over which periods are taken
ENOUGH = 8  # cycles without which it does not count as cycling
STATES = ["image", "unmet_need", "arousal", "load", "security", "tension", "inner_worth", "hostility", "reality_trust",
          "outside_life", "agency", "craving", "pursuit", "expected_warmth", "surprise", "leaving_rate"]  # fmt: skip

Row = tuple[str, str, float, float]


def quiet(couples: dict[str, Couple], days: int, names: list[str], *what: Intervention) -> xr.Dataset:
    """Without noise and chance, day by day: dimensions (couple, partner, day)."""
    return simulate(couples, days, record=names, noise=False, interventions=what).isel(draw=0)


def crossings(image: Any) -> np.ndarray:
    """Days on which an image, day by day, crosses 0 upwards."""
    x = np.asarray(image)
    at = np.flatnonzero((x[:-1] < 0) & (x[1:] >= 0))
    return at - x[at] / (x[at + 1] - x[at])


def period(image: Any) -> tuple[float, float, int]:
    """Mean and sd of the period, and the number of cycles."""
    found = np.diff(crossings(np.asarray(image)[WINDOW]))
    cycles = len(found) + 1
    return (float(found.mean()), float(found.std()), cycles) if cycles >= ENOUGH else (np.nan, np.nan, cycles)


def first_below(x: Any, share: float) -> float:
    """First day on which x is below a share of where it began; NaN if never."""
    x = np.asarray(x)
    under = np.flatnonzero(x < share * x[0])
    return float(under[0]) if len(under) else np.nan


def regimes() -> list[Row]:
    """The named couples at rest (or turning)."""
    run = quiet(dict(COUPLES), 1460, STATES)
    mean = run.isel(day=slice(730, None)).mean("day")

    def at(couple: str, name: str, partner: int | None = None) -> float:
        value = np.tanh(run["image"].isel(day=slice(730, None))).mean("day") if name == "tanh image" else mean[name]
        one = value.sel(couple=couple)
        return float(one if partner is None else one.isel(partner=partner))

    def end(couple: str, name: str, day: int, partner: int | None = None) -> float:
        one = run[name].sel(couple=couple).isel(day=day)
        return float(one if partner is None else one.isel(partner=partner))

    closed, image = "closed-circuit", run["image"].sel(couple="closed-circuit").to_numpy()
    of_b = run.sel(couple=closed).isel(partner=1)
    third_year = of_b.isel(day=slice(730, 1095)).mean("day")
    rec, compliant = "recovering-self-inflating", "self-inflating-compliant"
    rates = mean["leaving_rate"].sum("partner")
    expected = [
        ("secure", "image of a (tanh)", 0.68, at("secure", "tanh image", 0)),
        ("secure", "unmet need", 0.19, at("secure", "unmet_need", 0)),
        ("secure", "security after 4 years", 0.81, end("secure", "security", 1460)),
        ("secure", "tension", 0.02, at("secure", "tension")),
        ("secure", "hostility", 0.0, at("secure", "hostility", 0)),
        (closed, "share of days a idealises", 0.59, float((image[0, 730:] > 0).mean())),
        (closed, "unmet need of b", 0.72, at(closed, "unmet_need", 1)),
        (closed, "arousal of b", 0.80, at(closed, "arousal", 1)),
        (closed, "load of b", 0.73, at(closed, "load", 1)),
        (closed, "lowest image of a", -1.06, float(image[0, 730:].min())),
        (closed, "highest image of a", 1.05, float(image[0, 730:].max())),
        (closed, "lowest image of b (tanh)", 0.87, float(np.tanh(image[1, 730:].min()))),
        (closed, "highest image of b (tanh)", 0.91, float(np.tanh(image[1, 730:].max()))),
        (closed, "hostility of a", 0.10, at(closed, "hostility", 0)),
        (closed, "lowest craving of b", 0.61, float(run["craving"].sel(couple=closed)[1, 730:].min())),
        (closed, "highest craving of b", 0.63, float(run["craving"].sel(couple=closed)[1, 730:].max())),
        (closed, "first rupture (day)", 40, float(np.flatnonzero(image[0] < 0)[0])),
        (closed, "reality trust of b after 2-3 years", 0.26, float(third_year["reality_trust"])),
        (closed, "outside life of b after 2-3 years", 0.28, float(third_year["outside_life"])),
        (closed, "change of agency of b in 3 years", -0.41,
         float(of_b["agency"][1000:1095].mean() - of_b["agency"][0])),
        ("self-inflating-secure", "image of a (tanh)", -0.80, at("self-inflating-secure", "tanh image", 0)),
        ("self-inflating-secure", "image of b (tanh)", -0.46, at("self-inflating-secure", "tanh image", 1)),
        ("rivals", "hostility", 0.91, at("rivals", "hostility", 0)),
        ("two-domains", "image (tanh)", 0.59, at("two-domains", "tanh image", 0)),
        ("two-domains", "hostility", 0.0, at("two-domains", "hostility", 0)),
        ("two-domains", "arousal", 0.44, at("two-domains", "arousal", 0)),
        ("two-domains", "load", 0.53, at("two-domains", "load", 0)),
        (compliant, "image of a (tanh)", 0.71, at(compliant, "tanh image", 0)),
        (compliant, "leaving rate, closed circuit : this", 26,
         float(rates.sel(couple=closed) / rates.sel(couple=compliant))),
        ("over-giving", "image (tanh)", 0.74, at("over-giving", "tanh image", 0)),
        ("over-giving", "security after 4 years", 0.66, end("over-giving", "security", 1460)),
        ("avoidant", "image (tanh)", -0.65, at("avoidant", "tanh image", 0)),
        ("secure-self-sacrificing", "security after 4 years", 0.76, end("secure-self-sacrificing", "security", 1460)),
        ("secure-anxious", "security after 4 years", 0.78, end("secure-anxious", "security", 1460)),
        ("secure-anxious", "inner worth of b gained in 3 years", 0.3,
         end("secure-anxious", "inner_worth", 1095, 1) - end("secure-anxious", "inner_worth", 0, 1)),
        ("secure-self-sacrificing", "inner worth of b gained in 3 years", 0.3,
         end("secure-self-sacrificing", "inner_worth", 1095, 1) - end("secure-self-sacrificing", "inner_worth", 0, 1)),
        (rec, "image of a (tanh)", 0.65, at(rec, "tanh image", 0)),
        (rec, "image of b (tanh)", 0.74, at(rec, "tanh image", 1)),
        (rec, "security after 4 years", 0.74, end(rec, "security", 1460)),
        ("both-recovering", "security after 4 years", 0.79, end("both-recovering", "security", 1460)),
        ("recovering-self-sacrificing", "cycles of a in 1200 days", 19,
         float(len(crossings(run["image"].sel(couple="recovering-self-sacrificing")[0, :1200])))),
    ]  # fmt: skip
    euphoria = [(closed, 21, 32), ("secure", 17, 83)]
    for couple, half, tenth in euphoria:
        glad = np.maximum(run["surprise"].sel(couple=couple).mean("partner").to_numpy(), 0.0)
        expected.append(
            (couple, "euphoria: days to half", half, first_below(glad[glad.argmax() :], 0.5) + glad.argmax())
        )
        expected.append(
            (couple, "euphoria: days to a tenth", tenth, first_below(glad[glad.argmax() :], 0.1) + glad.argmax())
        )
    still = [name for name in COUPLES if name not in (closed, "recovering-self-sacrificing")]
    turning = sum(len(crossings(run["image"].sel(couple=name)[i, 400:])) for name in still for i in (0, 1))
    expected.append(("all others", "cycles after day 400", 0, float(turning)))
    return expected


def survival() -> list[Row]:
    """Leaving and lasting, with noise and chance."""
    run = simulate(dict(COUPLES), 365 * YEARS, draws=DRAWS, seed=SEED, record="summary")
    lasting = {
        "self-inflating-secure": 150, "rivals": 130, "two-domains": 480, "avoidant": 76, "self-inflating-anxious": 218,
        "closed-circuit": 3.8 * 365, "anxious-avoidant": 2.6 * 365,
    }  # fmt: skip
    shares = {"secure": 0.17, "over-giving": 0.15, "anxious-avoidant": 0.53}
    rows: list[Row] = []
    together = run["days_together"].mean("draw") / (365 * YEARS)
    for couple, days in lasting.items():
        end = run["end_day"].sel(couple=couple).to_numpy()
        ever = np.where(np.isnan(end), np.inf, end)
        rows.append((couple, "median day of the end", days, float(np.median(ever))))
    for couple, share in shares.items():
        rows.append((couple, "share ended", share, float(np.isfinite(run["end_day"].sel(couple=couple)).mean())))
    closed = run.sel(couple="closed-circuit")
    left = closed["attempts"].sum("partner").to_numpy()
    first = closed["first_leaver"].mean("draw").to_numpy()
    rows += [
        ("closed-circuit", "median day of the first leaving", 250, float(closed["first_leaving_day"].median())),
        ("closed-circuit", "share of first leavings by a", 0.85, float(first[0] / first.sum())),
        ("closed-circuit", "mean number of leavings", 3.0, float(left.mean())),
        ("closed-circuit", "median number of leavings", 2, float(np.median(left))),
        ("closed-circuit", "share ended", 0.90, float(np.isfinite(closed["end_day"]).mean())),
        ("secure", "share of time together", 0.85, float(together.sel(couple="secure"))),
    ]  # fmt: skip
    anxious = run["first_leaver"].sel(couple="anxious-avoidant").mean("draw").to_numpy()
    rows.append(("anxious-avoidant", "share of first leavings by a", 0.67, float(anxious[0] / anxious.sum())))
    return rows


def with_noise() -> list[Row]:
    """Periods of the closed circuit with noise, while together."""
    never = {"leave_base": 0.0, "leave_preempt": 0.0, "culture": 0.0}
    run = simulate(replace(CLOSED, params=never), 2000, draws=DRAWS, seed=SEED, record=["image"])
    found = []
    for draw in range(DRAWS):
        x = run["image"].isel(draw=draw, partner=0).to_numpy()[400:]
        above, turns = x[0] > 0, []
        for day, value in enumerate(x):  # hysteresis, as in the phases: noise crosses 0 many times
            if above and value < -0.3:
                above = False
            elif not above and value > 0.3:
                above = True
                turns.append(day)
        found.append(np.diff(turns))
    return [
        ("closed-circuit", "period with noise (d)", 51, float(np.concatenate(found).mean())),
        ("closed-circuit", "sd of the period within couples (d)", 10, float(np.mean([one.std() for one in found]))),
    ]


def turning() -> list[Row]:
    """The period, where it begins, what it hangs on, what abolishes it."""
    couples: dict[str, Couple] = {"plain": CLOSED}
    wanted: dict[str, tuple[str, float]] = {"plain": ("period (d)", 52.0)}

    def add(name: str, couple: Couple, days: float) -> None:
        couples[name] = couple
        wanted[name] = (f"period (d), {name}", days)

    for value, days in zip((0.6, 0.7, 0.8, 0.9, 1.0), (np.nan, 86, 61, 52, 48), strict=True):
        add(f"coping of a {value:g}", Couple(replace(N, coping=value), C), days)
    for value, days in ((0.5, np.nan), (0.4, 90)):
        add(f"inner worth of a {value:g}", Couple(replace(N, inner_worth=value), C), days)
    for value, days in ((-0.4, np.nan), (-0.6, 62)):
        add(f"coping of b {value:g}", Couple(N, replace(C, coping=value)), days)
    add("inner worth of b 0.6", Couple(N, replace(C, inner_worth=0.6)), np.nan)
    for value, days in zip((10, 20, 30, 42, 60, 90), (28, 38, 45, 52, 61, 74), strict=True):
        add(f"tau_expected_warmth {value}", replace(CLOSED, params={"tau_expected_warmth": float(value)}), days)

    def off(*names: str) -> Couple:
        less = [replace(one, gains={**one.gains, **dict.fromkeys(names, 0.0)}) for one in (N, C)]
        return Couple(*less)

    ends = [("voice_of_needs", "covert_control"), *((x,) for x in (
        "covert_control", "expectation_adaptation", "splitting", "narcissistic_injury", "need_idealisation",
        "clinging", "over_giving", "being_needed"))]  # fmt: skip
    for names in ends:
        add(f"without {' and '.join(names)}", off(*names), np.nan)
    keeps = (
             "shame", "narcissistic_supply", "contempt", "grandiosity_gap", "intermittent_reinforcement",
             "projective_identification", "discounting", "comparison_level", "relief_reward", "internalised_critic",
    )  # fmt: skip
    for name in keeps:
        add(f"without {name} (47 to 66)", off(name), 56.0 if name == "shame" else 52.0)
    run = quiet(couples, 4000, ["image"])
    rows = []
    for name, (what, days) in wanted.items():
        mean, sd, count = period(run["image"].sel(couple=name)[0])
        rows.append(("closed-circuit", what, days, mean))
        if name == "plain":
            rows.append(("closed-circuit", "sd of the period (d)", 0.6, sd))
            rows.append(("closed-circuit", "cycles in days 300 to 2500", 42, float(count)))
            late = run["image"].sel(couple=name)[0, 3800:]
            rows.append(
                (
                    "closed-circuit",
                    "still turning in the last 200 of 4000 days (cycles)",
                    3,
                    float(len(crossings(late))),
                )
            )
    return rows


def afterwards() -> list[Row]:
    """Leaving it: abstinence, grief, the healthy adult; and years of holding."""
    names = ["craving", "arousal", "critic", "image", "hostility", "integration", "shame"]
    one = {"x": CLOSED}
    days = SETTLED + 1500
    none = quiet(one, days, names, NoContact(start=SETTLED)).isel(couple=0, partner=1, day=slice(SETTLED, None))
    less = quiet(one, days, names, ReducedContact(start=SETTLED)).isel(couple=0, partner=1, day=slice(SETTLED, None))
    gaps = [NoContact(start=SETTLED + 21 * i, end=SETTLED + 21 * i + 18) for i in range(1500 // 21)]
    now_and_then = quiet(one, days, names, *gaps).isel(couple=0, partner=1, day=slice(SETTLED, None))
    skipped = quiet(one, days, names, NoContact(start=SETTLED), GriefSuppressed(who="b", start=SETTLED))
    skipped = skipped.isel(couple=0, partner=1, day=slice(SETTLED, None))
    adult = quiet(one, days, names, HealthyAdult(who="b", start=SETTLED)).isel(couple=0, day=slice(SETTLED + 400, None))
    held = quiet({"x": Couple(N, C)}, 1825, names, HoldingTherapy(who="a")).isel(couple=0, partner=0)
    return [
        ("closed-circuit", "craving of b when contact ends", 0.61, float(none["craving"][0])),
        ("closed-circuit", "craving of b 180 days later", 0.18, float(none["craving"][180])),
        ("closed-circuit", "arousal of b when contact ends", 0.86, float(none["arousal"][0])),
        ("closed-circuit", "arousal of b 180 days later", 0.31, float(none["arousal"][180])),
        ("closed-circuit", "half-life of craving, no contact (d)", 121, first_below(none["craving"], 0.5)),
        ("closed-circuit", "half-life of craving, reduced contact (d)", 195, first_below(less["craving"], 0.5)),
        ("closed-circuit", "half-life of craving, 3 days in 21 (d)", 291, first_below(now_and_then["craving"], 0.5)),
        ("closed-circuit", "critic of b when contact ends", 0.346, float(none["critic"][0])),
        ("closed-circuit", "half-life of the critic, grief free (d)", 404, first_below(none["critic"], 0.5)),
        ("closed-circuit", "half-life of the critic, grief suppressed (d)", 578, first_below(skipped["critic"], 0.5)),
        ("closed-circuit", "healthy-adult stance of b: cycles", 0, float(len(crossings(adult["image"][0])))),
        ("closed-circuit", "healthy-adult stance of b: mean arousal of b", 0.69, float(adult["arousal"][1].mean())),
        ("closed-circuit", "healthy-adult stance of b: hostility of a", 0.37, float(adult["hostility"][0].mean())),
        ("closed-circuit", "years of holding until integration of a > .5", 2.3,
         float(np.flatnonzero(held["integration"] > 0.5)[0]) / 365 if (held["integration"] > 0.5).any() else np.nan),
    ]  # fmt: skip


def earned() -> list[Row]:
    """Earned security of the secure with the anxious person."""
    run = quiet({"x": COUPLES["secure-anxious"]}, 1825, ["security", "inner_worth"]).isel(couple=0)
    return [
        ("secure-anxious", "security after 1 year", 0.53, float(run["security"][365])),
        ("secure-anxious", "security after 5 years", 0.79, float(run["security"][1825])),
        ("secure-anxious", "inner worth of b after 1 year", 0.54, float(run["inner_worth"][1, 365])),
        ("secure-anxious", "inner worth of b after 5 years", 0.79, float(run["inner_worth"][1, 1825])),
    ]


def measured() -> pd.DataFrame:
    """All rows: couple, what, the specification's number, ours."""
    parts = (regimes, survival, with_noise, turning, afterwards, earned)
    rows = [row for part in parts for row in part()]
    return pd.DataFrame(rows, columns=["couple", "what", "specified", "found"])


def main() -> None:
    table = measured()
    record("regimes", table, theory=Theory().hash, draws=DRAWS, years=YEARS, seed=SEED)
    print(table.round(3).to_string())


if __name__ == "__main__":
    main()
