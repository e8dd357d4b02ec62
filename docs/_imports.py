"""The packages of pairbond and who imports whom, read from the code when the documentation is built."""

import ast
from functools import cache
from pathlib import Path

import grimp

SOURCE = Path(__file__).resolve().parents[1] / "src" / "pairbond"
WIDE, HIGH, GAP, ROW = 112, 34, 22, 92  # of a box and of the space around it, in points


@cache
def imports():
    """Package -> the packages it imports anywhere in it; imports inside functions and for types count too."""
    graph = grimp.build_graph("pairbond", cache_dir=None)
    found = {path.parent.name: set() for path in SOURCE.glob("*/__init__.py")}
    for module in graph.modules:
        own = package(module)
        if own in found:
            read = {package(one) for one in graph.find_modules_directly_imported_by(module)}
            found[own] |= read & set(found) - {own}
    return found


def package(module):
    """``pairbond.inference.theory.day`` belongs to ``fit``."""
    return module.split(".")[1] if "." in module else ""


def layers():
    """Packages in rows: one stands above everything that it imports."""
    found, rest = [], dict(imports())
    while rest:
        below = {name for row in found for name in row}
        row = sorted(name for name, read in rest.items() if read <= below)
        if not row:
            raise ValueError(f"These packages import each other in a circle: {', '.join(sorted(rest))}.")
        found.append(row)
        for name in row:
            del rest[name]
    return found


def direct():
    """The imports that no chain of others implies: pairs (who, whom)."""
    found = imports()

    def reached(name):
        return set().union(*({one} | reached(one) for one in found[name])) if found[name] else set()

    return [
        (name, one)
        for name, read in sorted(found.items())
        for one in sorted(read)
        if not any(one in reached(other) for other in read - {one})
    ]


def picture():
    """The packages in layers as SVG; arrows from who imports to what is imported."""
    rows, arrows = layers(), direct()
    width = max(len(row) for row in rows) * (WIDE + GAP) + GAP
    place = {}
    for level, row in enumerate(rows):
        under = {name: [place[b][0] for a, b in arrows if a == name and b in place] for name in row}
        row = sorted(row, key=lambda name: (sum(under[name]) / len(under[name]) if under[name] else width / 2, name))
        left = (width - len(row) * (WIDE + GAP) + GAP) / 2
        for at, name in enumerate(row):
            place[name] = (left + at * (WIDE + GAP) + WIDE / 2, (len(rows) - 1 - level) * ROW + HIGH)
    height = (len(rows) - 1) * ROW + 2 * HIGH
    lines = []
    for a, b in arrows:
        (x, y), (u, v) = place[a], place[b]
        y, v = y + HIGH / 2, v - HIGH / 2 - 6
        middle = (y + v) / 2
        lines.append(
            f'<path d="M{x:.0f} {y:.0f} C{x:.0f} {middle:.0f} {u:.0f} {middle:.0f} {u:.0f} {v:.0f}" '
            'fill="none" stroke="currentColor" stroke-opacity=".55" marker-end="url(#tip)"/>'
        )
    for name, (x, y) in place.items():
        lines.append(
            f'<rect x="{x - WIDE / 2:.0f}" y="{y - HIGH / 2:.0f}" width="{WIDE}" height="{HIGH}" rx="4" '
            'fill="var(--pst-color-background, white)" stroke="currentColor"/>'
        )
        lines.append(f'<text x="{x:.0f}" y="{y + 5:.0f}" text-anchor="middle" fill="currentColor">{name}</text>')
    says = "Packages in layers, top to bottom: " + "; ".join(", ".join(row) for row in reversed(rows)) + "."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{says}" '
        'style="width:100%;font:15px sans-serif"><defs><marker id="tip" viewBox="0 0 8 8" refX="4" refY="4" '
        'markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="currentColor"/></marker></defs>'
        + "".join(lines)
        + "</svg>"
    )


def first_line(name):
    """What a package says of itself, in its first sentence."""
    said = ast.get_docstring(ast.parse((SOURCE / name / "__init__.py").read_text(encoding="utf-8"))) or ""
    return said.split("\n\n")[0].replace("\n", " ").split("``")[0].rstrip(": ")


def table():
    """One row a package in Markdown, from the top: what it is, its size, and what it imports."""
    lines = ["| package | what it is | files | lines | imports |", "|---|---|---|---|---|"]
    for name in (name for row in reversed(layers()) for name in row):
        files = list((SOURCE / name).rglob("*.py"))
        size = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)
        read = ", ".join(sorted(imports()[name])) or "none"
        lines.append(f"| `{name}` | {first_line(name)} | {len(files)} | {size} | {read} |")
    return "\n".join(lines)
