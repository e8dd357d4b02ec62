"""Guesses about answers in words of a language that is not known: whether they are answers, and in which order.

Words that stand side by side on a scale come after each other more often than others do.
"""

from __future__ import annotations

import numpy as np

from pairbond.diary._answer_words import plain_word
from pairbond.diary._facts import Facts
from pairbond.diary._guess_people import Who
from pairbond.diary._guess_time import When, looks_like_time
from pairbond.diary._guess_words import Words, vocabulary
from pairbond.diary._scale_words import is_unanswered
from pairbond.diary.danger_words import speaks_of_danger

_ALIKE = 3  # columns with the same words from which these are taken for a scale


def add_unknown_words(facts: Facts, when: When, who: Who, free: list[str], others: bool) -> bool:
    """Read free columns of unknown words as answers where that is likely; whether there were any.

    Answers they are if several columns have the same words, if they speak of danger, or if there are no ``others``.
    """
    texts = [name for name in free if facts.numbers(name) is None and not looks_like_time(facts, name)]
    used = {name: set(words) for name in texts if len(words := vocabulary(facts.table.columns[name])) > 1}
    found = False
    while used:
        first = max(used, key=lambda name: len(used[name]))
        group = [name for name in used if used[name] <= used[first]]
        if len(group) >= _ALIKE or not others or any(speaks_of_danger(name) for name in group):
            words = _ordered([facts.table.columns[name] for name in group], who.writer, when.days)
            facts.words.update(dict.fromkeys(group, words))
            found = True
        used = {name: words for name, words in used.items() if name not in group}
    return found


def _ordered(columns: list[np.ndarray], writer: np.ndarray, when: np.ndarray) -> Words:
    """Words of columns on one scale, ordered by which come after each other in a writer's answers.

    columns : cells of each column. writer : number of each row's writer. when : its time.
    """
    written: dict[str, str] = {}
    for cells in columns:
        written = {**vocabulary(cells), **written}
    unanswered = tuple(word for word in written.values() if is_unanswered(word))
    plain = sorted(word for word, text in written.items() if text not in unanswered)
    place = {word: at for at, word in enumerate(plain)}
    follows = np.full((len(plain), len(plain)), 0.5)
    rows = np.lexsort((when, writer))
    same = writer[rows][1:] == writer[rows][:-1]
    for cells in columns:
        codes = np.array([place.get(plain_word(cell), -1) for cell in cells[rows]])
        one, two = codes[:-1][same], codes[1:][same]
        both = (one >= 0) & (two >= 0)
        np.add.at(follows, (one[both], two[both]), 1.0)
    axis = _first_axis(follows + follows.T)
    return Words(tuple(written[plain[at]] for at in np.argsort(axis)), 0, unanswered, "answers")


def _first_axis(table: np.ndarray) -> np.ndarray:
    """First axis of a correspondence analysis of a symmetric table of counts."""
    share = table / table.sum()
    mass = share.sum(axis=1)
    root = np.sqrt(mass)
    values, vectors = np.linalg.eigh((share - np.outer(mass, mass)) / np.outer(root, root))
    axis = vectors[:, int(np.argmax(values))] / root
    return axis if axis[0] <= axis[-1] else -axis
