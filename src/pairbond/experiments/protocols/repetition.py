"""A7, A8: what a childhood leaves in whom one seeks out, and in what one does not hear."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.intermittent_warmth import spells
from pairbond.experiments.participants import N, only
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.theory import Childhood, DoseSchedule

Numbers = dict[str, np.ndarray]
CHILDREN = {
    "irregular": Childhood(mirroring=0.3, containment=0.4, inconsistency=0.7, parentification=0.7),
    "even": Childhood(mirroring=0.3, containment=0.4, inconsistency=0.1, parentification=0.0),
}
LEVELS = np.linspace(0.05, 1.0, 12)
SHARPNESS = 8.0  # of the choice, as in the other claims about choice
DAYS = 21


def grown(trial: Trial, childhood: Childhood) -> PersonSpec:
    """The adult of a childhood, by the mechanisms of this theory."""
    one = childhood.person(trial.theory.mechanisms.values())
    traits = {x: getattr(one, x) for x in ("inner_worth", "integration", "coping", "anxiety", "avoidance")}
    return PersonSpec("self-sacrificing", traits)


def _euphoria(at: Trajectory) -> np.ndarray:
    return mean(at.b("reward") * np.maximum(at.b("image"), 0.0))


def a7(trial: Trial) -> Numbers:
    pairs = {name: Pair(N, grown(trial, one)) for name, one in CHILDREN.items()}

    def met(warmth: float | DoseSchedule) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        at = trial.follow(pairs, DAYS, only("a", warmth=warmth), ["reward", "pull"])
        return {name: (_euphoria(x), mean(x.b("pull"), 15)) for name, x in at.items()}

    irregular = met(spells(DAYS, 12, 3, 0.7, 0.1))
    steady = [met(float(x)) for x in LEVELS]

    def odds(name: str) -> np.ndarray:
        glad, pull = irregular[name]
        known = np.array([one[name] for one in steady])  # [levels, euphoria and pull, n]
        same = [np.interp(glad[i], known[:, 0, i], known[:, 1, i]) for i in range(trial.size)]
        return np.exp(SHARPNESS * (pull - np.array(same)))

    own, other = odds("irregular"), odds("even")
    return {
        "odds": own,
        "odds_other_child": other,
        "odds_gained": own - other,
        "euphoria": np.minimum(irregular["irregular"][0], irregular["even"][0]),
    }


def a8(trial: Trial) -> Numbers:
    doses = (0.0, 0.3, 0.6, 0.9)
    care = {"mirroring": 0.2, "inconsistency": 0.5, "containment": 0.4}
    pairs = {str(x): Pair(N, grown(trial, Childhood(**care, parentification=x))) for x in doses}
    hurt = trial.follow(pairs, 200, only("a", hostility=0.15, withdrawal=0.3, warmth=0.4), ["discounting"])
    kind = trial.follow(pairs, 200, only("a", warmth=0.4))
    deaf = np.array([mean(x.b("discounting"), 150) for x in hurt.values()])
    fall = np.array([mean(kind[x].b("image") - hurt[x].b("image"), 150) for x in pairs])
    return {
        "discounting": deaf,
        "discounting_gained": deaf[-1] - deaf[0],
        "image_spared": fall[0] - fall,
        "alarm": mean(hurt["0.0"].b("arousal") - kind["0.0"].b("arousal"), 150),
    }


PROTOCOLS = {"A7": a7, "A8": a8}
