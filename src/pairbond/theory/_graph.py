"""From nodes and terms to an order in which each node is worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from pairbond.errors import PairbondError
from pairbond.model.quantity import STAGES, Quantity
from pairbond.theory._spec import KINDS, Mechanism, Node, Part, Term
from pairbond.theory._trace import Expression, reads, traced
from pairbond.theory.names import nearest

PERSON_STAGES = ("state", "trait", "status")
GIVEN = (*PERSON_STAGES, "input")  # stages of what is there before a step is worked out
KIND = {"p": "constant", "u": "input"}  # what is read there, where it is no quantity
EDITABLE = ("conduct", "received")


@dataclass(frozen=True)
class Contribution:
    """A term, with the name of its gain ("" if it has none) and of the file it comes from."""

    term: Term
    gain: str
    owner: str


@dataclass(frozen=True)
class Step:
    """One node, ready to be worked out."""

    name: str
    quantity: Quantity
    node: Node
    owner: str
    adds: tuple[Contribution, ...]
    scales: tuple[Contribution, ...]
    edits: tuple[Contribution, ...]
    spread: bool
    """True where nothing of a person is read, so that the value has to be given to both."""

    def pinned(self) -> bool:
        """Conduct can be set from outside (freezing and replaying in experiments)."""
        return self.quantity.stage == "conduct"


@dataclass(frozen=True)
class Graph:
    """All steps in order, what a reader gets for what is not there, and the constants that a node of the couple reads.

    Those ``shared`` constants are one number for the two.
    """

    steps: tuple[Step, ...]
    neutral: Mapping[str, float]
    table: Mapping[str, Quantity]
    reads: Mapping[str, frozenset[str]]
    shared: frozenset[str]


def _owned(parts: Iterable[Part | Mechanism], table: Mapping[str, Quantity]) -> dict[str, tuple[Node, str]]:
    owned: dict[str, tuple[Node, str]] = {}
    for part in parts:
        for node in part.nodes:
            if node.name not in table:
                raise PairbondError(
                    f"{part.name} has a node {node.name!r} that is in no table of quantities; "
                    f"the nearest is {nearest(node.name, table)!r}."
                )
            if node.name in owned:
                raise PairbondError(f"the node {node.name!r} belongs to both {owned[node.name][1]} and {part.name}.")
            owned[node.name] = (node, part.name)
    return owned


def _terms(parts: Iterable[Part | Mechanism], table: Mapping[str, Quantity]) -> dict[str, list[Contribution]]:
    found: dict[str, list[Contribution]] = {}
    for part in parts:
        gain = part.gain if isinstance(part, Mechanism) else ""
        for term in part.terms:
            if term.kind not in KINDS:
                raise PairbondError(
                    f"a term of {part.name} is of kind {term.kind!r}; the nearest is {nearest(term.kind, KINDS)!r}."
                )
            if term.node not in table:
                raise PairbondError(
                    f"a term of {part.name} goes to {term.node!r}, which is no quantity; "
                    f"the nearest is {nearest(term.node, table)!r}."
                )
            if table[term.node].stage in GIVEN:
                near = f"drift_{term.node}" if f"drift_{term.node}" in table else nearest(term.node, table)
                raise PairbondError(
                    f"a term of {part.name} goes to {term.node!r}, a {table[term.node].stage}, which is not worked out "
                    f"from terms; the nearest is {near!r}."
                )
            if term.kind == "edit" and table[term.node].stage not in EDITABLE and term.node != "contact":
                raise PairbondError(
                    f"{part.name} edits {term.node!r}, a {table[term.node].stage}; only conduct, "
                    "what is received of it, and contact may be edited."
                )
            found.setdefault(term.node, []).append(Contribution(term, gain if term.gated else "", part.name))
    return found


def _functions(node: Node, owner: str, terms: Iterable[Contribution]) -> list[tuple[str, Any]]:
    """Everything traced that goes into a node, with whose it is."""
    x = Expression("x", ())
    parts: list[tuple[str, Any]] = [(owner, traced(node.base))] if callable(node.base) else []
    if node.link is not None:
        parts.append((owner, traced(node.link, x)))
    for one in terms:
        parts.append((one.owner, traced(one.term.fn, x) if one.term.kind == "edit" else traced(one.term.fn)))
    return parts


def _needs(parts: list[tuple[str, Any]], legal: Mapping[str, Any], node: str) -> set[str]:
    """Names of the quantities read; a name that nothing has is refused."""
    names: set[str] = set()
    for owner, part in parts:
        for place, name in sorted(reads(part)):
            known = legal.get(place, legal["q"])
            if name not in known:
                raise PairbondError(
                    f"{owner} reads {name!r} for {node!r}, which is no {KIND.get(place, 'quantity')}; the nearest is "
                    f"{nearest(name, known)!r}."
                )
            if place not in KIND:
                names.add(f"received_{name}" if place == "other" and known[name].stage == "conduct" else name)
    return names


def _ordered(needs: Mapping[str, set[str]], rank: Mapping[str, Any]) -> list[str]:
    """Topological order; among those that could come next, the earliest stage first."""
    done: list[str] = []
    waiting = {name: {x for x in need if x in needs} for name, need in needs.items()}
    while waiting:
        ready = [name for name, need in waiting.items() if not need]
        if not ready:
            raise PairbondError(f"these nodes wait for each other: {' → '.join(_loop(waiting))}.")
        first = min(ready, key=lambda name: rank[name])
        del waiting[first]
        done.append(first)
        for need in waiting.values():
            need.discard(first)
    return done


def _loop(waiting: Mapping[str, set[str]]) -> list[str]:
    path = [min(waiting)]
    while True:
        following = min(waiting[path[-1]])
        if following in path:
            return [*path[path.index(following) :], following]
        path.append(following)


def _personal(part: Any, of_person: set[str]) -> bool:
    """Whether a traced result differs between partners, so that it is [2, …] already."""
    if not isinstance(part, Expression):
        return False
    both = part.op == "both" or any(_personal(one, of_person) for one in part.args)
    return both or part.op == "u" or (part.op in ("own", "other") and part.args[0] in of_person)


def build(
    parts: tuple[Part | Mechanism, ...],
    table: Mapping[str, Quantity],
    constants: Mapping[str, Any],
    inputs: Mapping[str, Any],
) -> Graph:
    """Sort all nodes of all parts; a loop, or a name of a quantity, a constant or an input that is not, is refused.

    Terms to a node that went with its mechanism are never worked out, and not looked at.
    """
    owned, terms = _owned(parts, table), _terms(parts, table)
    legal = {"q": table, "p": constants, "u": inputs}
    traces = {name: _functions(*owned[name], terms.get(name, ())) for name in owned}
    needs = {name: _needs(parts, legal, name) for name, parts in traces.items()}
    position = {name: i for i, name in enumerate(table)}
    rank = {name: (STAGES.index(table[name].stage), position[name]) for name in owned}
    of_person = {name for name, one in table.items() if one.stage in PERSON_STAGES and not one.couple}
    steps: list[Step] = []
    for name in _ordered(needs, rank):
        node, owner = owned[name]
        mine = terms.get(name, [])
        personal = any(_personal(part, of_person) for _, part in traces[name])
        if personal and not table[name].couple:
            of_person.add(name)
        kinds = {kind: tuple(one for one in mine if one.term.kind == kind) for kind in KINDS}
        steps.append(
            Step(
                name,
                table[name],
                node,
                owner,
                kinds["add"],
                kinds["scale"],
                kinds["edit"],
                spread=not personal and not table[name].couple,
            )
        )
    neutral = {name: one.default for name, one in table.items()}
    of_couple = [part for name in owned if table[name].couple for _, part in traces[name]]
    shared = frozenset(name for part in of_couple for place, name in reads(part) if place == "p")
    return Graph(tuple(steps), neutral, table, {name: frozenset(need) for name, need in needs.items()}, shared)


class _Other:
    """What one sees of the other: conduct as received, everything else as it is."""

    def __init__(self, m: Any, own: dict[str, Any], table: Mapping[str, Quantity]) -> None:
        self._m, self._own, self._table = m, own, table

    def __getattr__(self, name: str) -> Any:
        conduct = self._table[name].stage == "conduct"
        value = self._own[f"received_{name}"] if conduct else self._m.swap(self._own[name])
        self.__dict__[name] = value
        return value


def _absent(p: dict[str, Any], gain: str) -> bool:
    """A gain of a plain 0: the term is not there, and need not be worked out."""
    return bool(gain) and isinstance(p[gain], float) and p[gain] == 0.0


def _gained(p: dict[str, Any], gain: str, value: Any) -> Any:
    """gain · value, leaving out what a plain 1 would not change."""
    if not gain:
        return value
    factor = p[gain]
    return value if isinstance(factor, float) and factor == 1.0 else factor * value


def reader(m: Any, graph: Graph, known: Mapping[str, Any], u: Mapping[str, Any]) -> SimpleNamespace:
    """``q``: what there is to read, with the neutral value for what is not there."""
    own = SimpleNamespace(**graph.neutral)
    vars(own).update(known)
    return SimpleNamespace(own=own, other=_Other(m, vars(own), graph.table), couple=own, u=SimpleNamespace(**u))


def total(m: Any, step: Step, q: Any, p: Any) -> Any:
    """(base + sum of terms) × scales: what the link is applied to."""
    constants = vars(p)
    x: Any = step.node.base(m, q, p) if callable(step.node.base) else step.node.base
    for one in step.adds:
        if not _absent(constants, one.gain):
            x = x + _gained(constants, one.gain, one.term.fn(m, q, p))
    return x * scale(m, step, q, p) if step.scales else x


def scale(m: Any, step: Step, q: Any, p: Any) -> Any:
    """Product of the scales."""
    constants, product = vars(p), 1.0
    for one in step.scales:
        value = one.term.fn(m, q, p)
        product = product * (1.0 + _gained(constants, one.gain, value - 1.0) if one.gain else value)
    return product


def finish(m: Any, step: Step, q: Any, p: Any, x: Any) -> Any:
    """From the sum to the value: link, interventions, what is set from outside."""
    if step.node.link is not None:
        x = step.node.link(m, q, p, x)
    for one in step.edits:
        x = one.term.fn(m, q, p, x)
    if step.pinned():
        share = getattr(q.u, f"pin_{step.name}")
        if not (isinstance(share, float) and share == 0.0):
            x = x * (1.0 - share) + getattr(q.u, f"to_{step.name}") * share
    # adding nothing of a person's gives the value to both, whatever its shape
    return x + 0.0 * q.own.shame if step.spread else x


def evaluate(m: Any, graph: Graph, known: Mapping[str, Any], u: Mapping[str, Any], p: Any) -> dict[str, Any]:
    """Every node's value, given states, traits and status (``known``), inputs and constants."""
    q = reader(m, graph, known, u)
    mine = vars(q.own)
    values: dict[str, Any] = {}
    for step in graph.steps:
        values[step.name] = mine[step.name] = finish(m, step, q, p, total(m, step, q, p))
    return values
