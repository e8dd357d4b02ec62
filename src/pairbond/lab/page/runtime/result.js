// What came of a run, by name; views read it with these functions and need not know how it lies in memory.

export function createResult(raw, description) {
  const { days, draws, variants, first, shown, last, moment, milliseconds } = raw;
  const rows = days + 1, count = draws * variants, values = {}, shapes = {};
  for (const one of description.shown) {
    const size = rows * count, at = one.slots[0] * size;
    values[one.name] = shown.subarray(at, at + one.slots.length * size);
    shapes[one.name] = one.slots.length === 2 ? [rows, 2, draws] : [rows, draws];
  }
  const state = (trajectory = 0) => Float32Array.from({ length: last.length / count }, (_, k) => last[k * count + trajectory]);
  return { days, draws, variants, first, values, moment, milliseconds, shape: (name) => shapes[name], state };
}

// values of a name lie as [partners, days + 1, variants * draws]
const base = (result, name, partner) =>
  (result.shape(name).length === 3 ? partner : 0) * (result.days + 1) * result.draws * result.variants;

export function at(result, name, day, partner = 0, draw = 0, variant = 0) {
  const count = result.draws * result.variants;
  return result.values[name][base(result, name, partner) + day * count + variant * result.draws + draw];
}

export function path(result, name, partner = 0, draw = 0, variant = 0) {
  return Float32Array.from({ length: result.days + 1 }, (_, day) => at(result, name, day, partner, draw, variant));
}

// for each q a series over the days, interpolated between draws as numpy.percentile does
export function quantiles(result, name, partner, qs, variant = 0) {
  const { draws, days, variants } = result, values = result.values[name], count = draws * variants;
  const found = qs.map(() => new Float32Array(days + 1)), sorted = new Float32Array(draws);
  const places = qs.map((q) => { const x = q * (draws - 1), low = Math.floor(x); return [low, Math.min(low + 1, draws - 1), x - low]; });
  let start = base(result, name, partner) + variant * draws;
  for (let day = 0; day <= days; day++, start += count) {
    for (let i = 0; i < draws; i++) {
      const x = values[start + i];
      let j = i - 1;
      for (; j >= 0 && sorted[j] > x; j--) sorted[j + 1] = sorted[j];
      sorted[j + 1] = x;
    }
    places.forEach(([low, high, share], k) => { found[k][day] = sorted[low] + share * (sorted[high] - sorted[low]); });
  }
  return found;
}

export const quantile = (result, name, partner, q, variant = 0) => quantiles(result, name, partner, [q], variant)[0];

export const isOfCouple = (result, name) => result.shape(name).length === 2;
