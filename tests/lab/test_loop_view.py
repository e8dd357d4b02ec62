"""The causal diagram as data: laid out for a telephone, and true to the theory."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import pytest

from pairbond.lab import lab_module
from pairbond.lab.views._layout import WIDTH, Box, Layout, laid_out
from pairbond.lab.views.loop import data, record
from pairbond.rivals import RIVALS
from pairbond.simulate.recording import default_theory
from pairbond.theory import describe

THEORY = default_theory()
LABELS = {name: one.label for name, one in THEORY.quantities.items()}


@pytest.fixture(scope="module")
def arrows() -> tuple[describe.Arrow, ...]:
    return describe.carried(THEORY, days=10)


def inside(box: Box, x: float, y: float) -> bool:
    return box.x < x < box.x + box.width and box.y < y < box.y + box.height


def near(box: Box, x: float, y: float) -> bool:
    """On the border, or a few units before it."""
    wide = replace(box, x=box.x - 7, y=box.y - 7, width=box.width + 14, height=box.height + 14)
    return inside(wide, x, y) and not inside(box, x, y)


def check(laid: Layout) -> None:
    for (k, one), (j, two) in combinations(laid.boxes.items(), 2):
        apart = one.x + one.width <= two.x or two.x + two.width <= one.x
        assert apart or one.y + one.height <= two.y or two.y + two.height <= one.y, (k, j)
    for key, box in laid.boxes.items():
        assert box.x >= 0, key
        assert box.x + box.width <= WIDTH, key
        assert box.y + box.height <= laid.height, key
        assert key[1] == (box.x > WIDTH / 2), key
    for path in laid.paths:
        start, end = laid.boxes[path.arrow.source, path.source], laid.boxes[path.arrow.target, path.target]
        assert near(start, *path.points[0]) or start.y + start.height == path.points[0][1], path
        assert near(end, *path.points[-1]), path
        for t in range(1, 40):
            x, y = path.at(t / 40)
            assert 0 < x < WIDTH
            assert not any(inside(box, x, y) for box in laid.boxes.values()), path
    for one, two in combinations(laid.paths, 2):
        (x0, y0), (x1, y1) = one.middle, two.middle
        assert abs(x0 - x1) + abs(y0 - y1) > 22, (one, two)  # signs can be told apart and hit with a finger


@pytest.mark.parametrize("longer", [1.0, 1.4])
def test_nothing_lies_on_anything(arrows: tuple[describe.Arrow, ...], longer: float) -> None:
    labels = {name: label + "n" * round(len(label) * (longer - 1)) for name, label in LABELS.items()}
    laid = laid_out(describe.RING, describe.BRANCH, labels, arrows)
    check(laid)
    assert len(laid.boxes) == 11
    assert len([one for one in laid.paths if one.main]) == 12  # ring, branch, and what the image does to itself


def test_the_loop_of_a_theory_that_lacks_some_of_it(arrows: tuple[describe.Arrow, ...]) -> None:
    ring = [one for one in describe.RING if one[0] != "injury"]
    fewer = [one for one in arrows if "injury" not in (one.source, one.target)]
    laid = laid_out(ring, (), LABELS, fewer)
    check(laid)
    assert len(laid.boxes) == 8


@pytest.mark.slow
def test_the_data_say_what_the_theory_is(arrows: tuple[describe.Arrow, ...]) -> None:
    said_of = json.loads(json.dumps(data(lab_module(THEORY), days=10)))
    nodes, mechanisms = [one["name"] for one in said_of["nodes"]], said_of["mechanisms"]
    said = {(nodes[s], nodes[t], place): (owners, cut) for s, t, place, _, owners, _, cut in said_of["arrows"]}
    for one in arrows:
        owners, cut = said[one.source, one.target, ("own", "other", "couple").index(one.place)]
        assert [mechanisms[i] for i in owners] == [k for k in one.owners if k in mechanisms]
        assert tuple(mechanisms[i] for i in cut) == one.cut_by
    assert len(said) == len(said_of["arrows"])
    for path in said_of["picture"]["paths"]:
        source, target, place, *_ = said_of["arrows"][path["arrow"]]
        assert (path["from"] != path["to"]) == (place == 1)
        shown = {(box["node"], box["partner"]) for box in said_of["picture"]["boxes"]}
        assert {(source, path["from"]), (target, path["to"])} <= shown
    assert set(said_of["record"]) <= set(nodes)


@pytest.mark.parametrize("name", list(RIVALS))
def test_a_model_without_mechanisms_has_no_loop(name: str) -> None:
    assert data(lab_module(RIVALS[name])) is None
    assert record(RIVALS[name]) == ()
