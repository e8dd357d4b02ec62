// Numbers read from the runs of a step, and the rules by which they choose a sentence. No name of a model stands here.
import { at } from "../runtime/result.js";

export const median = (values) => {
  const sorted = [...values].sort((x, y) => x - y), half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
};

const mean = (values) => values.reduce((sum, x) => sum + x, 0) / values.length;
const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

// how often a value falls: it counts as good from above swing until below -swing, and as before in between
export function falls(values, swing) {
  let good = values[0] >= 0, count = 0;
  for (const x of values) {
    const now = x > swing ? true : x < -swing ? false : good;
    if (good && !now) count += 1;
    good = now;
  }
  return count;
}

// sum (or product) of some quantities of one partner on one day in one draw
function joined(result, one, day, partner, draw, variant) {
  const each = one.quantities.map((name) => at(result, name, day, partner, draw, variant));
  return one.add ? each.reduce((x, y) => x + y, 0) : each.reduce((x, y) => x * y, 1);
}

// every draw's path of a sum of quantities
export function paths(result, quantities, partner, variant) {
  return range(0, result.draws - 1).map((draw) => range(0, result.days).map((day) =>
    joined(result, { quantities, add: true }, day, partner, draw, variant)));
}

// share of draws together, day by day
export function sharesTogether(result, names, variant) {
  return range(0, result.days).map((day) =>
    mean(range(0, result.draws - 1).map((draw) => (at(result, names.status, day, 0, draw, variant) < 0.5 ? 1 : 0))));
}

function measure(result, one, variant, { swing, names }) {
  const days = range(...one.days), draws = range(0, result.draws - 1);
  const together = (day, draw) => at(result, names.status, day, 0, draw, variant) < 0.5;
  const left = draws.map((draw) => days.find((day) => !together(day, draw)));
  const kinds = {
    mean: () => mean(one.partners.flatMap((partner) => draws.map((draw) =>
      mean(days.map((day) => joined(result, one, day, partner, draw, variant)))))),
    falls: () => median(draws.map((draw) =>
      falls(days.map((day) => joined(result, one, day, one.partners[0], draw, variant)), swing))),
    together: () => mean(days.map((day) => mean(draws.map((draw) => (together(day, draw) ? 1 : 0))))),
    "ever left": () => mean(left.map((day) => (day === undefined ? 0 : 1))),
    "first to leave": () => mean(draws.filter((draw) => left[draw] !== undefined)
      .map((draw) => at(result, names.leaver, left[draw], one.partners[0], draw, variant))),
  };
  return kinds[one.kind]();
}

// every number of a step; runs lie as variants in the order of its arms
export function numbers(step, result, story) {
  const arms = Object.keys(step.arms), found = {};
  for (const [name, one] of Object.entries(step.measures)) found[name] = measure(result, one, arms.indexOf(one.arm), story);
  return Object.fromEntries(Object.entries(step.measures).map(([name, one]) =>
    [name, one.per ? found[name] / found[one.per] : found[name]]));
}

// the first outcome of which every check holds
export function chosen(rule, values) {
  const holds = (check) => {
    const limit = check.by + (check.other ? values[check.other] : 0);
    return check.is === ">" ? values[check.measure] > limit : values[check.measure] < limit;
  };
  return rule.find((row) => row.when.every(holds)).outcome;
}
