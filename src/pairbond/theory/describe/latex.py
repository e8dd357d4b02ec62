"""Equations in LaTeX, written from what the functions do when they are traced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairbond.theory._graph import Contribution, Step
from pairbond.theory._trace import Expression, traced

if TYPE_CHECKING:
    from pairbond.theory.theory import Theory

SUM, PRODUCT, ATOM = 1, 2, 3  # how tightly a piece of text holds together
NAMES = {
    "tanh": r"\tanh",
    "log": r"\log",
    "sigmoid": r"\sigma",
    "total": r"\textstyle\sum",
    "product": r"\textstyle\prod",
}


def latex(theory: Theory, node: str | None = None) -> str:
    """All equations in the order in which they are worked out, or that of one node.

    Raises
    ------
    PairbondError : a node there is not, with the nearest.
    """
    writer = Writer(theory)
    if node is not None:
        return writer.equation(theory.node(node)).replace("&=", "=")
    lines = [writer.equation(step) for step in theory.graph.steps]
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"


class Writer:
    """Writes expressions of one theory; free parameters by their symbols, fixed weights as numbers."""

    def __init__(self, theory: Theory) -> None:
        self._theory = theory

    def write(self, thing: Any) -> str:
        """LaTeX of a traced result."""
        return self._text(thing)[0]

    def equation(self, step: Step) -> str:
        """One node: symbol = value."""
        return f"{step.quantity.symbol} &= {self._value(step)}"

    def _value(self, step: Step) -> str:
        base: Any = traced(step.node.base) if callable(step.node.base) else step.node.base
        terms = [self._gained(one) for one in step.adds]
        if not (terms and base == 0.0):
            terms.insert(0, self.write(base))
        whole = terms[0] + "".join(f" - {text[1:]}" if text.startswith("-") else f" + {text}" for text in terms[1:])
        if step.scales:
            whole = self._braced(whole) + "".join(self._scale(one) for one in step.scales)
        if step.node.link is None:
            return whole
        mark = Expression("x", (whole, len(terms) > 1 or bool(step.scales)))
        return self.write(traced(step.node.link, mark))

    def _gained(self, one: Contribution) -> str:
        value = traced(one.term.fn)
        symbol = self._theory.constants[one.gain].symbol if one.gain else ""
        sign, text, tight = self._signed(value)
        if not symbol:
            return f"{sign}{text}"
        return rf"{sign}{symbol}\,{self._braced(text) if tight == SUM else text}"

    def _scale(self, one: Contribution) -> str:
        value = self.write(traced(one.term.fn))
        symbol = self._theory.constants[one.gain].symbol if one.gain else ""
        return rf"\big(1 + {symbol}({value} - 1)\big)" if symbol else rf"\big({value}\big)"

    def _braced(self, text: str) -> str:
        return rf"\big({text}\big)"

    def _signed(self, thing: Any) -> tuple[str, str, int]:
        """Sign ("" or "-"), the rest, and how tightly that holds together."""
        if isinstance(thing, Expression) and thing.op == "neg":
            sign, text, tight = self._signed(thing.args[0])
            return (
                ("" if sign else "-"),
                (self._braced(text) if tight == SUM else text),
                tight if tight != SUM else ATOM,
            )
        if isinstance(thing, Expression) and thing.op == "*" and not self._shape(thing):
            return self._product(thing)
        text, tight = self._text(thing)
        return ("-", text[1:], ATOM) if tight == ATOM and text.startswith("-") else ("", text, tight)

    def _text(self, thing: Any) -> tuple[str, int]:
        if not isinstance(thing, Expression):
            return f"{float(thing):g}", ATOM
        if shape := self._shape(thing):
            return shape, ATOM
        op, args = thing.op, thing.args
        if op == "x":
            return (args[0], SUM if args[1] else PRODUCT) if args else ("x", ATOM)
        if op in ("own", "other", "couple", "u", "p"):
            return self._name(op, args[0]), ATOM
        if op in ("+", "-"):
            return self._sum(op, args), SUM
        if op in ("*", "neg"):
            sign, text, tight = self._signed(thing)
            return f"{sign}{text}", SUM if sign else tight
        if op == "/":
            return rf"\frac{{{self.write(args[0])}}}{{{self.write(args[1])}}}", ATOM
        return self._call(op, args), ATOM

    def _sum(self, op: str, args: tuple[Any, ...]) -> str:
        left, (sign, text, tight) = self.write(args[0]), self._signed(args[1])
        if tight == SUM and (sign or op == "-"):
            text = self._braced(text)
        return f"{left} {'-' if (op == '-') != bool(sign) else '+'} {text}"

    def _product(self, thing: Expression) -> tuple[str, str, int]:
        pieces = [self._signed(one) for one in _factors(thing)]
        texts = [self._braced(text) if tight == SUM else text for _, text, tight in pieces]
        powers = {text: texts.count(text) for text in texts}
        sign = "-" if sum(bool(one[0]) for one in pieces) % 2 else ""
        return sign, r"\,".join(_power(text, n) for text, n in powers.items()), PRODUCT

    def _call(self, op: str, args: tuple[Any, ...]) -> str:
        inner = [self.write(one) for one in args]
        if op == "exp":
            return f"e^{{{inner[0]}}}"
        if op == "sqrt":
            return rf"\sqrt{{{inner[0]}}}"
        if op == "absolute":
            return rf"|{inner[0]}|"
        if op in ("maximum", "minimum"):
            return rf"\{op[:3]}({inner[0]}, {inner[1]})"
        if op == "where":
            return rf"\begin{{cases}} {inner[1]} & {inner[0]} \\ {inner[2]} & \text{{otherwise}} \end{{cases}}"
        if op in ("swap", "both"):
            tight = self._text(args[0])[1] == ATOM
            return (
                inner[0] + ("'" if op == "swap" else "") if tight else f"({inner[0]}){chr(39) if op == 'swap' else ''}"
            )
        if op in ("<", "<=", ">", ">="):
            sign = {"<=": r"\le", ">=": r"\ge"}.get(op, op)
            return f"{inner[0]} {sign} {inner[1]}"
        return rf"{NAMES[op]}\big({inner[0]}\big)"

    def _name(self, place: str, name: str) -> str:
        if place == "p":
            one = self._theory.constants[name]
            return one.symbol or f"{one.value:g}"
        if name not in self._theory.quantities:  # how a child was cared for
            return rf"\mathrm{{{name}}}".replace("_", r"\_")
        symbol = self._theory.quantities[name].symbol
        return f"{symbol}'" if place == "other" else symbol

    def _shape(self, x: Expression) -> str:
        """The smooth shapes, recognised by what they do."""
        for pattern, write in (
            (_saturated, r"\mathrm{{sat}}\big({0}\big)"),
            (_above, r"[{0}]^\circ"),
            (_positive, r"[{0}]_+"),
            (_size, r"|{0}|_\epsilon"),
        ):
            if (inner := pattern(x)) is not None:
                return write.format(self.write(inner))
        return ""


def _power(text: str, n: int) -> str:
    if n == 1 or text.replace(".", "").isdigit():
        return r"\,".join([text] * n)
    return rf"\big({text}\big)^{n}" if text.startswith(r"\frac") else f"{{{text}}}^{n}"


def _factors(thing: Any) -> list[Any]:
    if isinstance(thing, Expression) and thing.op == "*":
        return [*_factors(thing.args[0]), *_factors(thing.args[1])]
    return [thing]


def _rounded(x: Any) -> tuple[Any, Any] | None:
    """sqrt(x·x + c·c) -> (x, c)."""
    if isinstance(x, Expression) and x.op == "sqrt" and isinstance(x.args[0], Expression) and x.args[0].op == "+":
        left, right = x.args[0].args
        if all(isinstance(one, Expression) and one.op == "*" and one.args[0] is one.args[1] for one in (left, right)):
            return left.args[0], right.args[0]
    return None


def _positive(x: Any) -> Any:
    if isinstance(x, Expression) and x.op == "*" and isinstance(x.args[0], float) and isinstance(x.args[1], Expression):
        inner = x.args[1]
        if inner.op == "+" and (found := _rounded(inner.args[1])) and found[0] is inner.args[0]:
            return inner.args[0]
    return None


def _above(x: Any) -> Any:
    return _positive(x.args[0]) if isinstance(x, Expression) and x.op == "-" and _is_corner(x.args[1]) else None


def _is_corner(x: Any) -> bool:
    return isinstance(x, Expression) and x.op == "*" and x.args[0] == 0.5 and getattr(x.args[1], "op", "") == "p"


def _size(x: Any) -> Any:
    if isinstance(x, Expression) and x.op == "-" and (found := _rounded(x.args[0])) and found[1] is x.args[1]:
        return found[0]
    return None


def _saturated(x: Any) -> Any:
    if isinstance(x, Expression) and x.op == "-" and isinstance(x.args[1], Expression) and x.args[1].op == "exp":
        inner = x.args[1].args[0]
        if isinstance(inner, Expression) and inner.op == "neg":
            return _positive(inner.args[0])
    return None
