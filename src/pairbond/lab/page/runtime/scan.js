// Works out a function of one day over all days of a run, forwards or backwards, from its operations as Python wrote them.
import { isOfCouple } from "./result.js";

const NAMES = ["add", "total", "sub", "mul", "div", "neg", "lt", "le", "eq", "ne", "and", "or", "not", "where", "min", "max", "abs", "whole",
  "exp", "log", "sqrt", "tanh", "sigmoid"];

// one operation; numbers and a switch, as this runs some hundred thousand times for a picture
function worked(operation, a, b, c) {
  switch (operation) {
    case 0: case 1: return a + b;
    case 2: return a - b;
    case 3: return a * b;
    case 4: return a / b;
    case 5: return -a;
    case 6: return a < b ? 1 : 0;
    case 7: return a <= b ? 1 : 0;
    case 8: return a === b ? 1 : 0;
    case 9: return a !== b ? 1 : 0;
    case 10: return Number(a && b);
    case 11: return Number(a || b);
    case 12: return a ? 0 : 1;
    case 13: return a ? b : c;
    case 14: return Math.min(a, b);
    case 15: return Math.max(a, b);
    case 16: return Math.abs(a);
    case 17: return Math.trunc(a);
    case 18: return Math.exp(a);
    case 19: return Math.log(a);
    case 20: return Math.sqrt(a);
    case 21: return Math.tanh(a);
    default: return 0.5 + 0.5 * Math.tanh(0.5 * a);
  }
}

function number(operation) {
  const found = NAMES.indexOf(operation);
  if (found < 0) throw new Error(`no operation ${operation}`);
  return found;
}

const LEAVES = ["const", "carry", "input"];
const places = (lines, kind) => lines.flatMap((line, i) => (line[0] === kind ? [[line[1], i]] : []));

// inputs and what comes back: a series over the days by name
export function scan(made, inputs, days) {
  const { lines, after, shown, start, backwards } = made, at = new Float64Array(lines.length);
  const steps = lines.flatMap(([name, a = 0, b = 0, c = 0], i) => (LEAVES.includes(name) ? [] : [[i, number(name), a, b, c]]));
  const code = Int32Array.from(steps.flat()), given = places(lines, "input").map(([name, i]) => [inputs[name], i]);
  const carried = places(lines, "carry"), kept = carried.map(([name]) => after[name]), passed = carried.map(([name]) => start[name]);
  const outs = Object.entries(shown).map(([name, line]) => [name, line, new Float32Array(days)]);
  for (const [value, i] of places(lines, "const")) at[i] = value;
  for (let k = 0; k < days; k++) {
    const day = backwards ? days - 1 - k : k;
    for (const [series, i] of given) at[i] = series[day];
    for (let j = 0; j < carried.length; j++) at[carried[j][1]] = passed[j];
    for (let j = 0; j < code.length; j += 5) at[code[j]] = worked(code[j + 1], at[code[j + 2]], at[code[j + 3]], at[code[j + 4]]);
    for (let j = 0; j < kept.length; j++) passed[j] = at[kept[j]];
    for (const [, line, series] of outs) series[day] = at[line];
  }
  return Object.fromEntries(outs.map(([name, , series]) => [name, series]));
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
