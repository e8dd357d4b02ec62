// Works out a function of one day over all days of a run, forwards or backwards, from its operations as Python wrote them.
import { isOfCouple } from "./result.js";

const OPERATIONS = {
  add: (a, b) => a + b, total: (a, b) => a + b, sub: (a, b) => a - b, mul: (a, b) => a * b, div: (a, b) => a / b,
  neg: (a) => -a, lt: (a, b) => Number(a < b), le: (a, b) => Number(a <= b), eq: (a, b) => Number(a === b),
  ne: (a, b) => Number(a !== b), and: (a, b) => Number(a && b), or: (a, b) => Number(a || b), not: (a) => Number(!a),
  where: (c, a, b) => (c ? a : b), min: (a, b) => Math.min(a, b), max: (a, b) => Math.max(a, b), abs: Math.abs, whole: Math.trunc,
  exp: Math.exp, log: Math.log, sqrt: Math.sqrt, tanh: Math.tanh, sigmoid: (a) => 0.5 + 0.5 * Math.tanh(0.5 * a),
};

// inputs and what comes back: a series over the days by name
export function scan(made, inputs, days) {
  const names = Object.keys(made.shown), found = Object.fromEntries(names.map((name) => [name, new Float32Array(days)]));
  const at = new Float64Array(made.lines.length), carried = { ...made.start };
  const lines = made.lines.map(([operation, a, b, c]) => ({ operation, run: OPERATIONS[operation], a, b, c }));
  lines.forEach((line, i) => { if (line.operation === "const") at[i] = line.a; });
  for (let k = 0; k < days; k++) {
    const day = made.backwards ? days - 1 - k : k;
    lines.forEach((line, i) => {
      if (line.run) at[i] = line.run(at[line.a], at[line.b], at[line.c]);
      else if (line.operation === "carry") at[i] = carried[line.a];
      else if (line.operation === "input") at[i] = inputs[line.a][day];
    });
    for (const [name, line] of Object.entries(made.after)) carried[name] = at[line];
    for (const name of names) found[name][day] = at[made.shown[name]];
  }
  return found;
}

// phases of one run: [a's, b's, the couple's], each a place in scans.names for every day
export function phases(scans, result, draw = 0, variant = 0) {
  const rows = result.days + 1, count = result.draws * result.variants;
  const series = (name, partner) => {
    const start = (isOfCouple(result, name) ? 0 : partner) * rows * count + variant * result.draws + draw;
    return Float32Array.from({ length: rows }, (_, day) => result.values[name][start + day * count]);
  };
  const given = (one, partner, known) => Object.fromEntries(one.inputs.map((name) => [name, known[name] ?? series(name, partner)]));
  const persons = [0, 1].map((partner) => {
    const marks = scan(scans.forward, given(scans.forward, partner, {}), rows);
    return scan(scans.backward, given(scans.backward, partner, marks), rows).phase;
  });
  const sides = {};
  for (const name of scans.couple.inputs) {
    const partner = name.endsWith("_b") ? 1 : 0, what = name.slice(0, -2);
    sides[name] = what === "phase" ? persons[partner] : series(what, partner);
  }
  return [...persons, scan(scans.couple, sides, rows).phase];
}

// spells of one phase: [{phase, start, end}], the end not included
export function spells(series) {
  const found = [];
  series.forEach((phase, day) => {
    const last = found[found.length - 1];
    if (last && last.phase === phase) last.end = day + 1;
    else found.push({ phase, start: day, end: day + 1 });
  });
  return found;
}
