"""How much of the large theory's cycle is in the minimal model?

The closed circuit of the theory is followed for two years without noise; from day 180 on, the self-inflating partner's
image and the warmth that the other expects are averaged over their cycles, fall to fall, at a hundred phases. A circuit
of the minimal model is fitted to that cycle by least squares, with its parameters in the model's ranges (five without
hunger's pull, seven with it), a common shift in time, and a zero and a unit for each of the two scales. The period
counts as one residual more, a thousandth of a unit of the others for each per mille. Candidates are 1200 points spread
over the ranges, then eight rounds of 300 around the best 20.

Then conduct is held at its mean, in the theory as claim G9 does it, and in the fitted circuit the voice.

Predicted before it was run, and written down with this file:

1. with hunger, the period is met within 2 %, the image with a correlation of at least .9, hope with at least .8;
   without hunger worse (a larger sum of squares);
2. the theory's hope peaks at another part of the cycle: the lag from its peak to the steepest fall of the image is
   missed by more than 5 % of a period;
3. in the fitted circuit ω < λ, and its image stops cycling when the other's voice is held; the theory's image does not
   stop when the other's conduct is held, so there the two disagree.

    python -m science.minimal_projection     # from the root of the repository
"""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import qmc

from pairbond.dynamics import fall_count, falls
from pairbond.experiments.participants import acts
from pairbond.minimal import MODEL, Circuit, hunger_alone, limit_cycle, period_estimate, trajectory, voiced
from pairbond.simulate import prepare
from pairbond.theory import COUPLES
from pairbond.theory.interventions.set_conduct import CONDUCT

from ._minimal_circuits import followed, judge_falls, side_by_side
from ._results import record

COUPLE, SETTLED, DAYS = "closed-circuit", 180, 730
HELD, HELD_DAYS = ((SETTLED, DAYS), (500, 1000)), 1000
PHASES, STEP, FOLLOWED, SMALL = 100, 0.25, 700, 0.025  # days; half the range of the smallest image that is fitted
FIRST, ROUNDS, EACH, BEST = 1200, 8, 300, 20
NAMES = tuple(one.name for one in fields(Circuit))
SEED = 23

F = np.ndarray


def theory_cycle() -> tuple[F, float, F]:
    """Mean cycle [2, phases] of image and hope, its period in days, and the days [2, T] behind it."""
    run = prepare(COUPLES[COUPLE], DAYS, noise=False, record=["image", "expected_warmth"]).arrays()
    both = np.stack([run["image"][SETTLED:, 0, 0], run["expected_warmth"][SETTLED:, 1, 0]])
    at = np.flatnonzero(falls(both[:1].T)[:, 0])
    rounds = [
        [np.interp(np.linspace(b, e, PHASES, endpoint=False), np.arange(len(x)), x) for x in both]
        for b, e in pairwise(at)
    ]
    return np.mean(rounds, axis=0), float((at[-1] - at[0]) / (len(at) - 1)), both


def cycles(values: F) -> tuple[F, F]:
    """Last whole cycle [n, 2, phases] of circuits with these numbers [n, 7] and its period [n]; NaN where none is."""
    many = side_by_side([Circuit(*map(float, one)) for one in values])
    course = followed(many, STEP, int(FOLLOWED / STEP))[0][:, :2]
    found = judge_falls(course[:, 0])
    late = course[-len(found.fell) :]
    wave = np.full((len(values), 2, PHASES), np.nan)
    for i in np.flatnonzero(found.cycles & (found.swing > SMALL)):
        first, last = np.flatnonzero(found.fell[:, i])[-2:]
        where = np.linspace(first, last, PHASES, endpoint=False)
        wave[i] = [np.interp(where, np.arange(len(late)), late[:, s, i]) for s in (0, 1)]
    return wave, np.where(np.isfinite(wave[:, 0, 0]), STEP * found.period, np.nan)


def fitted_scales(wave: F, period: F, target: F, days: float) -> tuple[F, F]:
    """Sum of squares [n], as shares of the target's variance, at the best common shift; and that shift [n]."""
    centred = target - target.mean(-1, keepdims=True)
    mine = wave - wave.mean(-1, keepdims=True)
    product = np.fft.irfft(np.fft.rfft(centred) * np.conj(np.fft.rfft(mine)), PHASES)
    r = product / np.sqrt((centred**2).sum(-1) * (mine**2).sum(-1))[..., None]
    off = (1 - np.maximum(r, 0) ** 2).sum(1)  # a scale may be stretched, not turned round
    shift = np.nan_to_num(off, nan=np.inf).argmin(-1)
    loss = np.take_along_axis(off, shift[:, None], -1)[:, 0] + (np.log(period / days)) ** 2 * 100
    return np.where(np.isfinite(loss), loss, np.inf), shift


def search(target: F, days: float, hunger: bool, closed: bool = False) -> F:
    """The numbers [7] of the best circuit; with ``closed`` among those whose ω is below λ."""
    ranges = {one.name: one for one in MODEL.parameters}
    low, high = (np.array([getattr(ranges[n], end) for n in NAMES], float) for end in ("low", "high"))
    log = np.array([ranges[n].log for n in NAMES])
    low, high = (np.where(log, np.log(np.where(log, x, 1.0)), x) for x in (low, high))
    if not hunger:
        at = NAMES.index("hunger_pull")
        low[at] = high[at] = 0.0
    rng = np.random.default_rng(SEED)
    share = qmc.Sobol(len(NAMES), seed=SEED).random(2048)[:FIRST]
    known, losses = np.empty((0, len(NAMES))), np.empty(0)
    for round_ in range(ROUNDS + 1):
        place = low + (high - low) * share
        values = np.where(log, np.exp(place), place)
        loss, _ = fitted_scales(*cycles(values), target, days)
        if closed:
            open_ = 0.5 * values[:, NAMES.index("hunger_pull")] >= values[:, NAMES.index("splitting")]
            loss = np.where(open_, np.inf, loss)
        known, losses = np.concatenate([known, share]), np.concatenate([losses, loss])
        best = known[np.argsort(losses)[:BEST]]
        width = 0.5 * best.std(0) + 0.002 / (round_ + 1)
        share = np.clip(best[rng.integers(BEST, size=EACH)] + 1.5 * width * rng.normal(size=(EACH, len(NAMES))), 0, 1)
    place = low + (high - low) * known[losses.argmin()]
    return np.where(log, np.exp(place), place)


def lag(wave: F) -> float:
    """Share of a cycle from the peak of hope to the steepest fall of the image, 0 to 1."""
    steep = (np.roll(wave[0], -1) - np.roll(wave[0], 1)).argmin()
    return float((steep - wave[1].argmax()) % PHASES / PHASES)


def described(name: str, values: F, target: F, days: float, both: F) -> dict[str, Any]:
    wave, period = cycles(values[None])
    loss, shift = fitted_scales(wave, period, target, days)
    moved = np.roll(wave[0], int(shift[0]), axis=-1)
    lines = [np.polyfit(moved[s], target[s], 1) for s in (0, 1)]
    said = np.stack([np.polyval(line, moved[s]) for s, line in enumerate(lines)])
    circuit = Circuit(*map(float, values))
    # the same over all the days: begun at the phase of the first fall, drifting apart as the periods differ
    first = int(np.flatnonzero(falls(both[:1].T)[:, 0])[0])
    found = limit_cycle(circuit, steps=PHASES)
    assert found is not None
    begin = found.state[:, int(-shift[0]) % PHASES]
    path = trajectory(circuit, np.arange(both.shape[1] - first, dtype=float), begin)[:2]
    paths = np.stack([np.polyval(line, path[s]) for s, line in enumerate(lines)])
    rms = np.sqrt(((paths - both[:, first:]) ** 2).mean(1)) / both[:, first:].std(1)
    held = float(voiced(circuit, found.state[1]).mean())
    alone = hunger_alone(circuit)
    return {
        "model": name, "sum_of_squares": float(loss[0]), "period": float(period[0]), "theory_period": days,
        "image_r": np.corrcoef(said[0], target[0])[0, 1], "hope_r": np.corrcoef(said[1], target[1])[0, 1],
        **{f"{x}_rms": np.sqrt(((said[i] - target[i]) ** 2).mean()) for i, x in enumerate(("image", "hope"))},
        "image_range": np.ptp(wave[0, 0]), "theory_image_range": np.ptp(target[0]),
        "hope_range": np.ptp(wave[0, 1]), "theory_hope_range": np.ptp(target[1]),
        "lag": lag(wave[0]), "theory_lag": lag(target),
        "path_image_rms_sd": rms[0], "path_hope_rms_sd": rms[1],
        "own_loop": alone.own_loop, "closed": alone.closed,
        "cycles_when_held": limit_cycle(circuit, held=held) is not None,
        "period_estimate": period_estimate(circuit) if circuit.hunger_pull == 0 else np.nan,
        **dict(zip(NAMES, map(float, values), strict=True)),
    }  # fmt: skip


def held_in_the_theory() -> pd.DataFrame:
    """Falls of either partner's image a year, free, and with the other's conduct held at its mean over some days.

    Held from the last of these days on; counted over the last 400 of 1000 days. The second days are those of claim G9,
    added after the first run, because the first disagreed with the claim's verdict.
    """
    couple = COUPLES[COUPLE]
    rows = []
    for first, last in HELD:
        end = last + HELD_DAYS
        free = prepare(couple, end, noise=False, record=["image", *CONDUCT]).arrays()
        for who, partner in (("nobody", None), ("b", 1), ("a", 0)):
            run = free
            if partner is not None:
                mean = {name: float(free[name][first:last, partner, 0].mean()) for name in CONDUCT}
                given = acts(who, last, **{name: min(max(x, 0.0), 1.0) for name, x in mean.items()})
                run = prepare(couple, end, noise=False, record=["image"], interventions=list(given)).arrays()
            late = run["image"][-400:, :, 0]
            counts = fall_count(late) * 365.25 / (len(late) - 1)
            rows.append(
                {
                    "mean_over_days": f"{first} to {last}",
                    "held": who,
                    "falls_a_year_a": counts[0],
                    "falls_a_year_b": counts[1],
                    "image_low_a": late[:, 0].min(),
                    "image_high_a": late[:, 0].max(),
                }
            )
    return pd.DataFrame(rows)


def main() -> None:
    target, days, both = theory_cycle()
    rows = [
        described(name, search(target, days, *how), target, days, both)
        for name, how in (
            ("image and hope", (False,)),
            ("image, hope and hunger", (True,)),
            ("image, hope and hunger, closed", (True, True)),  # added after the first run: how much better is open?
        )
    ]
    fitted, held = pd.DataFrame(rows), held_in_the_theory()
    about = {"model": MODEL.hash, "couple": COUPLE, "seed": SEED}
    record("minimal_projection", fitted.set_index("model").T.rename_axis("what").reset_index(), **about)
    record("minimal_projection_held", held, **about)
    print(fitted.T.to_string(), held.round(2).to_string(), sep="\n")


if __name__ == "__main__":
    main()
