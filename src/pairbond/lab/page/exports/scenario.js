// The state as a scenario file that "pairbond simulate" and this page read, and as the tables of one.

export function scenarioTables(app) {
  const { state } = app, tables = { couple: state.couple, days: state.days, draws: state.noise ? state.draws : 1, seed: state.seed, noise: state.noise };
  for (const side of ["a", "b"]) {
    const gains = Object.fromEntries(state.off.filter((one) => one.partner === side).map((one) => [one.mechanism, 0]));
    const person = { ...state[side], ...(Object.keys(gains).length ? { gains } : {}) };
    if (Object.keys(person).length) tables[side] = person;
  }
  if (state.courses.length) tables.intervention = state.courses.map((one) => {
    const { end, ...rest } = one;
    return end === null ? rest : { ...rest, end };
  });
  return tables;
}

// TOML; numbers that may have a fraction are written with a point, as the readers of scenarios are strict
const WHOLE = ["days", "draws", "seed"];

function toml(key, value) {
  if (typeof value === "number") return WHOLE.includes(key) || !Number.isInteger(value) ? String(value) : `${value}.0`;
  return JSON.stringify(value);
}

function table(values) {
  return Object.entries(values).filter(([, value]) => typeof value !== "object").map(([key, value]) => `${key} = ${toml(key, value)}\n`).join("");
}

export function scenarioText(app) {
  const tables = scenarioTables(app), parts = [table(tables)];
  for (const side of ["a", "b"]) {
    if (!tables[side]) continue;
    const { gains, ...traits } = tables[side];
    if (Object.keys(traits).length) parts.push(`[${side}]\n${table(traits)}`);
    if (gains) parts.push(`[${side}.gains]\n${table(gains)}`);
  }
  for (const one of tables.intervention ?? []) parts.push(`[[intervention]]\n${table(one)}`);
  return parts.join("\n");
}

