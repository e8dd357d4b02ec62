// The causal diagram as the model gives it: nodes, arrows, mechanisms, and what a state has cut of them.

const OWN = 0, OTHER = 1, COUPLE = 2;

export function createDiagram({ model, page }) {
  const data = page.views.loop, says = new Map(model.mechanisms.map((one) => [one.name, one.says]));
  const arrows = data.arrows.map((row, index) => {
    const [source, target, place, signs, owners, everybody, cutBy] = row;
    return { index, source, target, place, signs, owners, everybody, cutBy };
  });
  const mechanisms = data.mechanisms.map((name) => ({
    name, title: name.replaceAll("_", " "), says: says.get(name), couple: data.couple_gains.includes(name),
  }));
  const node = new Map(data.nodes.map((one, i) => [one.name, i]));
  const of = (i) => data.nodes[i];

  // whose source it is, for an arrow whose target is partner's; null: of the two together
  function sourceOf(arrow, partner) {
    if (of(arrow.source).couple || arrow.place === COUPLE) return null;
    return arrow.place === OTHER ? 1 - partner : partner;
  }

  const offFor = (state, i, partner) => {
    const off = state.off.filter((one) => one.mechanism === mechanisms[i].name).map((one) => one.partner);
    return partner === null ? off.length === 2 : off.includes(partner === 0 ? "a" : "b");
  };

  // "cut": nothing passes any more; "weaker": something that carried it is out; "": as it is
  function status(state, arrow, partner) {
    const off = (i) => offFor(state, i, of(arrow.target).couple ? null : partner);
    const all = !arrow.everybody && arrow.owners.length > 1 && arrow.owners.every(off);
    if (all || arrow.cutBy.some(off)) return "cut";
    return arrow.owners.some(off) ? "weaker" : "";
  }

  // mechanisms that can be taken out of an arrow: those that cut it first
  const within = (arrow) => [...new Set([...arrow.cutBy, ...arrow.owners])];

  // {mechanism, partner} of the state with one toggled for "a", "b" or "both"
  function toggled(state, i, who) {
    const { name, couple } = mechanisms[i], sides = who === "both" || couple ? ["a", "b"] : [who];
    const is = (one, side) => one.mechanism === name && one.partner === side;
    const now = sides.every((side) => state.off.some((one) => is(one, side)));
    const others = state.off.filter((one) => !sides.some((side) => is(one, side)));
    return now ? others : [...others, ...sides.map((partner) => ({ mechanism: name, partner }))];
  }

  // a node's budget: where its value and its summands lie in a row of a moment, each of one or two numbers
  const budget = new Map(data.budget.map(([name, rate, linear, first, wide, shares]) => {
    let slot = first;
    const next = (count) => Array.from({ length: count }, () => slot++);
    const row = { name, rate, linear, slots: next(wide) };
    row.shares = shares.map(([owner, reads, count]) => ({ owner, reads, slots: next(count) }));
    return [name, row];
  }));

  return { data, arrows, budget, mechanisms, node, of, sourceOf, offFor, status, within, toggled, OWN, OTHER, COUPLE };
}

// mean and standard deviation of a series from a day on
export function moments(series, from = 0) {
  let sum = 0, squares = 0, n = 0;
  for (let i = from; i < series.length; i++, n++) { sum += series[i]; squares += series[i] * series[i]; }
  const mean = sum / n;
  return { mean, sd: Math.sqrt(Math.max(squares / n - mean * mean, 0)) };
}
