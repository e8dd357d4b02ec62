// The compiled model in a memory: what a request gives goes in, what is shown every day comes out.
import { coupleKeys, mixer } from "./keys.js";

const PAGE = 65536, ARRAY = { 4: Float32Array, 8: Float64Array };
const aligned = (bytes) => Math.ceil(bytes / 16) * 16;

export function createModule(description, build, binary) {
  const { sizes, mix: constants, steps_per_day: every, memory: [space, field] } = description;
  const lanes = build.lanes, Values = ARRAY[build.bytes];
  const memory = new WebAssembly.Memory({ initial: 1 });
  const compiled = new WebAssembly.Module(binary);
  const exports = new WebAssembly.Instance(compiled, { [space]: { [field]: memory } }).exports;
  const mix = mixer(constants);
  const parameter = new Map(description.parameters.map((one) => [one.name, one]));
  const action = new Map(description.interventions.map((one) => [one.name, one]));
  const toggle = new Map(description.switches.map((one) => [one.name, one]));
  const usual = defaults(description);

  function given(request) {
    const found = Float64Array.from(usual);
    for (const part of [request, request.variant ?? {}]) {
      for (const [name, value] of Object.entries(part.parameters ?? {})) put(found, parameter.get(name).slots, value);
      for (const one of part.acts ?? []) act(found, action.get(one.name), one, every);
      for (const [name, value] of Object.entries(part.switches ?? {})) put(found, toggle.get(name).slots, value);
    }
    return found;
  }

  function place(bytes) {
    const at = [];
    let end = 0;
    for (const size of bytes) { at.push(end); end = aligned(end + size); }
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return at;
  }

  // what the last moment of one trajectory is made of, as it is with the numbers of each variant: [variants, row]
  function momentOf(request, state, step) {
    const { row, variants } = request.moment, words = build.bytes, n = variants.length;
    const at = place([n * sizes.carry * words, n * sizes.given * words, n * 8, n * row * words]);
    const carry = new Values(memory.buffer, at[0], n * sizes.carry), inputs = new Values(memory.buffer, at[1], n * sizes.given);
    variants.forEach((variant, i) => { carry.set(state, i * sizes.carry); inputs.set(given({ ...request, variant }), i * sizes.given); });
    exports.shares(...at, 0, BigInt(n), step, 1n, 1n, 1n);
    return new Values(memory.buffer, at[3], n * row).slice();
  }

  // trajectories: every draw of the first variant, then of the second, ...
  return function run(request) {
    const variants = request.variants?.length ? request.variants : [{}];
    const count = request.draws * variants.length, blocks = Math.ceil(count / lanes), rows = request.days + 1;
    const words = build.bytes, wide = sizes.shown;
    const at = place([blocks * sizes.carry * lanes * words, blocks * sizes.given * lanes * words, blocks * 2 * lanes * 4,
      blocks * rows * wide * lanes * words, wide * lanes * words]);
    const buffer = memory.buffer;
    const carry = new Values(buffer, at[0], blocks * sizes.carry * lanes);
    const inputs = new Values(buffer, at[1], blocks * sizes.given * lanes);
    const keys = new Int32Array(buffer, at[2], blocks * 2 * lanes);
    const tables = variants.map((variant) => given({ ...request, variant }));
    const luck = coupleKeys(mix, request.seed, request.draws);
    for (let i = 0; i < blocks * lanes; i++) {
      const one = Math.min(i, count - 1), block = Math.floor(i / lanes), lane = i % lanes;
      const table = tables[Math.floor(one / request.draws)], key = luck[one % request.draws];
      for (let k = 0; k < sizes.given; k++) inputs[(block * sizes.given + k) * lanes + lane] = table[k];
      for (let k = 0; k < 2; k++) keys[(block * 2 + k) * lanes + lane] = key[k];
      if (request.begin) for (let k = 0; k < sizes.carry; k++)
        carry[(block * sizes.carry + k) * lanes + lane] = request.begin.values[k];
    }
    const n = BigInt(blocks), one = 1n;
    if (!request.begin) exports.start(0, at[1], at[2], at[0], 0, n, 0, one, one, one);
    const first = (request.begin?.day ?? 0) * every;
    exports.run(...at, n, first, BigInt(request.days * every + 1), BigInt(every), BigInt(rows));
    const result = {
      days: request.days, draws: request.draws, variants: variants.length, first: request.begin?.day ?? 0,
      shown: turned(new Values(buffer, at[3], blocks * rows * wide * lanes), rows, wide, lanes, count),
      last: turned(carry, 1, sizes.carry, lanes, count),
    };
    if (request.moment) result.moment = momentOf(request, carry.slice(0, sizes.carry), first + request.days * every);
    return result;
  };
}

// [blocks, rows, places, lanes] to [places, rows, trajectories]
function turned(from, rows, places, lanes, count) {
  const found = new Float32Array(places * rows * count), stride = places * lanes;
  for (let first = 0; first < count; first += lanes) {
    const wide = Math.min(lanes, count - first);
    for (let place = 0; place < places; place++) {
      let at = first * rows * places + place * lanes, to = place * rows * count + first;
      for (let row = 0; row < rows; row++, at += stride, to += count)
        for (let lane = 0; lane < wide; lane++) found[to + lane] = from[at + lane];
    }
  }
  return found;
}

function put(table, slots, value) {
  slots.forEach((slot, i) => { table[slot] = Array.isArray(value) ? value[i] : value; });
}

// days become steps, the first at or after the day; doses are those that are given, else the usual ones
function act(table, row, one, every) {
  const step = (day) => Math.min(Math.ceil(Math.min(day, row.never) * every - 5e-10), row.never);
  row.start.forEach((slot, partner) => {
    if (one.who === "a" && partner === 1 || one.who === "b" && partner === 0) return;
    table[slot] = step(one.start ?? 0);
    table[row.end[partner]] = step(one.end ?? row.never);
    for (const dose of row.doses) table[dose.slots[partner]] = dose.usual * (one.dose ?? 1);
  });
}

function defaults(description) {
  const found = new Float64Array(description.sizes.given);
  for (const one of description.parameters) put(found, one.slots, one.default);
  for (const one of description.interventions) for (const slot of [...one.start, ...one.end]) found[slot] = one.never;
  for (const one of description.switches) put(found, one.slots, one.default);
  return found;
}
