"""Do the theory's quick fits know what they do not know? Couples of the prior, one diary each, ranks of the truth.

Sixty days of both partners, one hundred couples that nothing but the prior has chosen. Two worlds:

* the theory's (default): traits of the declared prior; the couple is followed by the simulator from its meeting to a
  random day 200 to 700 and on, everything moving. Nobody leaves before the diary begins, so that the people who write
  are those of the prior; from then on they may. Inner worth, integration and outside life have moved by then; their
  true values are those of the middle of the diary, and no longer quite even over their ranges.
* ``--own``: the filter's own (`science._own_world`). What is off there is the sampling or the filter's being
  Gaussian, not what the fit takes to be constant.

Written to results/theory_calibration*.csv: ranks, coverage and z of each trait and replication; by trait; pooled.

    python -m science.theory_calibration
    python -m science.theory_calibration --own --replications 20

Source: Talts et al. (2018), arXiv:1804.06788.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import ndtri

from pairbond.diary import Diary
from pairbond.inference.theory import fit_theory
from pairbond.simulate import prepare
from pairbond.theory import Couple

from ._held_out import lead
from ._own_world import made
from ._results import FOLDER, record
from ._runs import PARTS, WORKERS, Done, Piece, Tables, finish, options
from ._theory_couples import CONTACT, MOVING, RECORDED, STAYS, TRAITS, person
from ._theory_diaries import save, shares
from .calibration import by_parameter, joint_test

REPLICATIONS, SEED, DAYS = 100, 51, 60
FEWEST = 20  # replications below which ranks are not tested


def couple_of(rng: np.random.Generator) -> tuple[dict[str, np.ndarray], Diary]:
    """Traits [2] by name, and the diary, in the theory's world."""
    begin = int(rng.integers(200, 701))
    people = person(rng), person(rng)
    stays = Couple(*(replace(one, **STAYS) for one in people))
    run = prepare(stays, begin, seed=int(rng.integers(2**31)), record=RECORDED)
    diary = replace(run.fork(begin, days=begin + DAYS - 1), couples={0: Couple(*people)}).arrays()
    values = {name: value[..., 0] for name, value in diary.items()}
    traits = {n: values[n][DAYS // 2] if n in MOVING else np.array([getattr(p, n) for p in people]) for n in TRAITS}
    return traits, _saved(shares(values), [CONTACT[int(code)] for code in values["code"]], rng)


def own_couple_of(rng: np.random.Generator) -> tuple[dict[str, np.ndarray], Diary]:
    """The same in the filter's own world."""
    found = made(rng, DAYS)
    return {name: value[:, 0] for name, value in found.traits.items()}, _saved(found.share, found.contact, rng)


def _saved(share: dict[str, np.ndarray], contact: list[str], rng: np.random.Generator) -> Diary:
    with tempfile.TemporaryDirectory() as folder:
        return save(Path(folder) / "diary", share, contact, rng)


def one(number: int, seed: int, own: bool) -> Tables:
    """A row a trait: rank of the truth among the draws (0 to 1), in the 90 % interval or not, z (prior's scale)."""
    rng = np.random.default_rng([seed, number, int(own)])
    true, diary = (own_couple_of if own else couple_of)(rng)
    fitted = fit_theory(diary, seed=seed + number, workers=1)
    about = {"replication": number, "days_together": float((fitted.panel.code == 0).mean())}
    about |= fitted.diagnostics | {f"seconds_{k}": v for k, v in fitted.timing.items()}
    rows = []
    for i, p in enumerate(fitted.parameters.itertuples()):
        if p.name not in TRAITS:
            continue
        place = fitted.partners.index(p.partner)
        value, low = float(true[p.name][place]), -1.0 if p.name == "coping" else 0.0
        theta = float(ndtri(np.clip((value - low) / (1.0 - low), 1e-4, 1 - 1e-4)))
        draws = fitted.draws[:, i]
        row = {"replication": number, "kind": p.name, "name": f"{p.name}[{place}]", "true": value}
        row |= {"q05": p.q05, "q50": p.q50, "q95": p.q95, "inside": bool(p.q05 <= value <= p.q95)}
        row |= {"rank": float((draws < theta).mean()), "z": float((theta - draws.mean()) / draws.std())}
        rows.append({**row, "contraction": p.contraction})
    return {"traits": rows, "fits": [about]}


def pooled(traits: pd.DataFrame, fits: pd.DataFrame) -> pd.DataFrame:
    """quantity, value, and a 90 % interval when couples are redrawn."""
    rows: list[tuple[str, float, float, float]] = []
    couple = traits["replication"]

    def share(words: str, which: pd.Series, column: pd.Series = traits["inside"].astype(float)) -> None:
        by = column[which].groupby(couple[which])
        rows.append((words, *lead(by.sum(), by.size())))

    share("traits in their 90 % intervals", couple >= 0)
    if (traits["contraction"] >= 0.3).any():
        share("the same, contraction of .3 or more", traits["contraction"] >= 0.3)
    trusted = couple.isin(fits.loc[fits["trusted"].astype(bool), "replication"])
    if trusted.any():
        share("the same, fits whose weights are trusted", trusted)
    agree = couple.isin(fits.loc[fits["starts_agree"] >= 2, "replication"])
    if agree.any():
        share("the same, fits in which two starts or more agree", agree)
    rows.append(("sd of z (1 if calibrated)", float(traits["z"].std()), np.nan, np.nan))
    rows.append(("contraction, median", float(traits["contraction"].median()), np.nan, np.nan))
    rows.append(("fits whose weights are trusted", float(fits["trusted"].astype(float).mean()), np.nan, np.nan))
    if len(fits) >= FEWEST:
        total, p = joint_test(traits)
        rows += [
            ("sum of chi-square of ranks", total, np.nan, np.nan),
            ("its p, all traits jointly", p, np.nan, np.nan),
        ]
    return pd.DataFrame(rows, columns=["quantity", "value", "q05", "q95"])


def run(
    replications: int = REPLICATIONS, seed: int = SEED, own: bool = False, workers: int = WORKERS,
    out: Path = FOLDER, folder: Path = PARTS,
) -> pd.DataFrame:  # fmt: skip
    """The pooled table."""
    name = "theory_calibration" + ("_own" if own else "")
    pieces = [Piece(str(i), (i, seed, own)) for i in range(replications)]
    settings = {"seed": seed, "days": DAYS, "world": "the filter's own" if own else "the theory's"}

    def written(done: Done) -> pd.DataFrame:
        traits, fits = done.tables["traits"], done.tables["fits"].join(done.tables["spent"])
        record(f"{name}_traits", traits, out, **settings, **done.about)
        record(f"{name}_fits", fits, out, **settings, **done.about)
        # both partners' ranks of a trait together: they are exchangeable, though not quite independent
        by_trait = by_parameter(traits.assign(name=traits["kind"]))
        by_trait["median_contraction"] = traits.groupby("kind", sort=False)["contraction"].median().to_numpy()
        record(f"{name}_by_trait", by_trait, out, **settings, **done.about)
        table = pooled(traits, fits)
        record(name, table, out, **settings, **done.about)
        return table

    return written(finish(name, settings, pieces, one, written, workers, folder))


if __name__ == "__main__":
    print(run(**vars(options(__doc__, replications=REPLICATIONS, seed=SEED, own=False).parse_args())).to_string())
