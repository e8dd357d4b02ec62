// From the state of the page to a request to the engine, and to the numbers of both persons.

export function createRequests(model, page) {
  const gains = new Map(model.mechanisms.map((one) => [one.name, one.gain]));
  const rows = new Map(model.parameters.map((one) => [one.name, one]));
  const pair = (value) => (Array.isArray(value) ? value : [value, value]);

  const named = (name) => model.couples.find((one) => one.name === name)?.parameters ?? {};

  // the value of a trait for partner 0 or 1: what was moved, else the couple's, else the default
  function trait(state, one, partner) {
    const moved = one.couple ? state.both : state[partner ? "b" : "a"];
    if (one.name in moved) return moved[one.name];
    const value = named(state.couple)[one.parameter] ?? rows.get(one.parameter).default;
    return pair(value)[partner];
  }

  function request(state) {
    const parameters = { ...named(state.couple) };
    for (const one of page.traits)
      parameters[one.parameter] = one.couple ? trait(state, one, 0) : [trait(state, one, 0), trait(state, one, 1)];
    for (const { mechanism, partner } of state.off) {
      const gain = gains.get(mechanism), row = rows.get(gain), now = pair(parameters[gain] ?? row.default);
      parameters[gain] = partner === "a" ? [0, now[1]] : [now[0], 0];
      if (row.slots.length === 1) parameters[gain] = 0;
    }
    const on = state.noise ? 1 : 0, switches = Object.fromEntries(model.switches.map((one) => [one.name, on]));
    return { parameters, acts: state.courses, switches, days: state.days, draws: state.noise ? state.draws : 1, seed: state.seed };
  }

  return { request, trait };
}
