"""Where a couple may be when its diary begins: long after meeting, at a time nobody wrote down.

Couples with traits all over the prior are followed to 100–900 days after their meeting. What their states are then,
given their traits, is a regression; what it misses, and how far couples of like traits differ, is told by its residuals
among couples with a coping and an integration like theirs, for these decide whether a couple rests or goes
round in a cycle. Nobody leaves in these runs: that a couple is together is known, and must not be counted twice.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pairbond._cache import cache_dir, read_cache, write_cache
from pairbond.inference.theory import _states
from pairbond.inference.theory._parameters import limits
from pairbond.inference.theory.day import SLOW, TRAITS, theory
from pairbond.simulate import prepare
from pairbond.theory import Couple, Person, coping_strengths

F = NDArray[np.float64]
AGES = tuple(range(100, 901, 100))  # days since the meeting
EACH = 400  # couples of an age
SEED = 20
RIDGE = 3.0
WIDTH = 0.25  # of the kernel over the strengths of coping and integration
FLOOR = 0.01  # least standard deviation of a state

_ROWS, _COLUMNS = np.tril_indices(_states.SIZE)


@dataclass(frozen=True, eq=False)
class InitialStatePrior:
    """Regression of states on features of traits, and the residuals [N, SIZE] with what makes couples alike [N, 6].

    ``carried`` [Q + 1, ALONG] are the weights of the states that are carried along.
    """

    weights: F
    centre: F
    scale: F
    residuals: F
    similarity: F
    carried: F

    def at(self, traits: dict[str, F]) -> tuple[F, F]:
        """Mean [B, SIZE] and covariance [B, SIZE, SIZE] of the states of couples with these ``traits`` [2, B]."""
        mean = _states.inside((_features(traits) - self.centre) / self.scale @ self.weights[1:] + self.weights[0])
        here, there = _similarity(traits), self.similarity
        away = (here**2).sum(1)[:, None] + (there**2).sum(1) - 2 * here @ there.T
        weight = np.exp(-0.5 * away / WIDTH**2) + 1e-4
        weight /= weight.sum(1, keepdims=True)
        n = _states.SIZE
        bias = weight @ self.residuals
        square = np.empty((len(weight), n, n))
        square[:, _ROWS, _COLUMNS] = square[:, _COLUMNS, _ROWS] = weight @ self._products
        cov = square - bias[:, :, None] * bias[:, None]
        return _states.inside(mean + bias), cov + FLOOR**2 * np.eye(n)

    def carried_mean(self, traits: dict[str, F]) -> F:
        """Mean [ALONG, B] of what is carried along; grief is that of people who are together: none."""
        found = (_features(traits) - self.centre) / self.scale @ self.carried[1:] + self.carried[0]
        found[:, _states.GRIEF] = 0.0
        return np.clip(found, 0.0, 1.0).T

    @cached_property
    def _products(self) -> F:
        """Of residuals two by two, each pair once."""
        return self.residuals[:, _ROWS] * self.residuals[:, _COLUMNS]


@cache
def initial_state_prior() -> InitialStatePrior:
    """The prior of the theory at its defaults; made once and kept in the cache folder."""
    path = cache_dir() / "theory" / f"cloud-{_fingerprint()}.npz"
    known = _known(path)
    if known is not None:
        return _fitted(*known)
    states, carried, traits = followed()
    whole = io.BytesIO()
    np.savez(whole, states=states, carried=carried, **traits)  # type: ignore[arg-type]
    write_cache(path, whole.getvalue())
    return _fitted(states, carried, traits)


def followed(each: int = EACH, seed: int = SEED) -> tuple[F, F, dict[str, F]]:
    """States [N, SIZE], carried states [N, ALONG], traits [2, N] of simulated couples, each of them both ways round."""
    rng = np.random.default_rng(seed)
    states: list[F] = []
    carried: list[F] = []
    traits: dict[str, list[F]] = {name: [] for name in TRAITS}
    for age in AGES:
        couples = [Couple(_person(rng), _person(rng)) for _ in range(each)]
        end = prepare(couples, age, seed=seed + age, record=[]).result.carry
        states.append(_states.packed({name: end[f"state.{name}"] for name in _states.PLACES}))
        carried.append(_states.carried_packed({name: end[f"state.{name}"] for name in _states.CARRIED_PLACES}).T)
        for name in TRAITS:
            own = np.array([[getattr(c.a, name) for c in couples], [getattr(c.b, name) for c in couples]])
            traits[name].append(end[f"state.{name}"] if name in SLOW else own)
    x, along = np.concatenate(states), np.concatenate(carried)
    known = {name: np.concatenate(found, 1) for name, found in traits.items()}
    both = {name: np.concatenate([value, value[::-1]], 1) for name, value in known.items()}
    return np.concatenate([x, x[:, _states.SWAPPED]]), np.concatenate([along, along[:, _states.TURNED]]), both


def _person(rng: np.random.Generator) -> Person:
    def one(name: str) -> float:
        low, high = limits(name)
        return float(rng.uniform(low, high))

    # nobody leaves: no base rate, and no leaving of the two other kinds
    stays = {"preemptive_abandonment": 0.0, "alternatives": 0.0}
    return Person(**{name: one(name) for name in TRAITS}, gains=stays, params={"leave_base": 0.0})


def _strengths(traits: dict[str, F]) -> F:
    """Strength of the two ways of coping in both partners, [B, 4]."""
    half = theory().defaults["coping_half"]
    return np.concatenate(coping_strengths(traits["inner_worth"], traits["coping"], half)).T


def _similarity(traits: dict[str, F]) -> F:
    return np.concatenate([_strengths(traits), traits["integration"].T], 1)


def _features(traits: dict[str, F]) -> F:
    """Traits, strengths of coping, and their products two by two, [B, Q]."""
    plain = np.concatenate([np.concatenate([traits[name] for name in TRAITS]).T, _strengths(traits)], 1)
    i, j = np.triu_indices(plain.shape[1])
    return np.concatenate([plain, plain[:, i] * plain[:, j]], 1)


def _fitted(states: F, carried: F, traits: dict[str, F]) -> InitialStatePrior:
    features = _features(traits)
    centre, scale = features.mean(0), np.maximum(features.std(0), 1e-6)  # nobody has both ways of coping
    design = np.concatenate([np.ones((len(states), 1)), (features - centre) / scale], 1)
    penalty = RIDGE * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    square = design.T @ design + penalty
    weights, along = (np.linalg.solve(square, design.T @ x) for x in (states, carried))
    return InitialStatePrior(
        weights, centre, scale, states - _states.inside(design @ weights), _similarity(traits), along
    )


def _fingerprint() -> str:
    model = repr((theory().hash, AGES, EACH, SEED, list(_states.PLACES), list(_states.CARRIED_PLACES)))
    return sha256(model.encode()).hexdigest()[:16]


def _known(path: Path) -> tuple[F, F, dict[str, F]] | None:
    """What was followed before; None if nothing was, or what is kept cannot be used."""
    content = read_cache(path)
    if content is None:
        return None
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as found:
            return found["states"], found["carried"], {name: found[name] for name in TRAITS}
    except (ValueError, KeyError, zipfile.BadZipFile):
        return None
