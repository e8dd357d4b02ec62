// The state of the page: one plain object with readable names, from a link or a file and back.
import { createChecks, plain, shown } from "./checks.js";

const SIDES = ["a", "b", "both"], OWN = /^[\w:.,+-]{0,120}$/;

export function createStates(model, page, t, views) {
  const { choice, number, refuse } = createChecks(t);
  const couples = model.couples.map((one) => one.name), mechanisms = model.mechanisms.map((one) => one.name);
  const acts = page.scenario ? model.interventions.map((one) => one.name) : [], { limits } = page;
  const traits = new Map(page.traits.map((one) => [one.name, one]));

  const empty = () => ({
    view: "start", couple: couples[0] ?? null, a: {}, b: {}, both: {}, off: [], courses: [], own: {},
    days: limits.days.usual, draws: limits.draws.usual, seed: 0, noise: true, embed: false,
  });

  // what a key takes; each returns {set(state)} or {refusal}
  const short = page.keys ?? {}; // keys of views that have a name of their own in a link
  const known = {
    ...Object.fromEntries(Object.entries(short).map(([name, { view, legal }]) => [name,
      (text) => chosen(name, text, legal, (s, value) => { s.own[`${view}.${name}`] = value; })])),
    view: (text) => chosen("view", text, views, (s, value) => { s.view = value; }),
    couple: (text) => chosen("couple", text, couples, (s, value) => { s.couple = value; }),
    days: (text) => counted("days", text), draws: (text) => counted("draws", text), seed: (text) => counted("seed", text),
    noise: (text) => flag("noise", text), embed: (text) => flag("embed", text),
    off: (text) => knockOut(text), act: (text) => course(text),
  };

  function chosen(what, text, legal, set) {
    const found = choice(what, text, legal);
    return found.refusal ? found : { set: (s) => set(s, found.value) };
  }

  function counted(name, text) {
    const { low, high, usual } = limits[name], found = number(t(`state.${name}`), text, { low, high, whole: true, otherwise: usual });
    return found.refusal ? found : { set: (s) => { s[name] = found.value; } };
  }

  function flag(name, text) {
    const value = { 1: true, 0: false, true: true, false: false }[text];
    return value === undefined ? refuse("flag", { name, given: shown(text) }) : { set: (s) => { s[name] = value; } };
  }

  function trait(side, name, text) {
    const legal = page.traits.filter((one) => one.couple === (side === "both")).map((one) => one.name);
    const found = choice("trait", name, legal);
    if (found.refusal) return found;
    const row = traits.get(name), value = number(row.label, text, { low: row.low, high: row.high, otherwise: row.default });
    return value.refusal ? value : { set: (s) => { s[side][name] = value.value; } };
  }

  function knockOut(text) {
    const [name, who = "both", ...more] = text.split(":");
    if (more.length) return refuse("parts", { given: shown(text), form: "off=mechanism:a" });
    const found = [choice("mechanism", name, mechanisms), choice("who", who, SIDES)].find((one) => one.refusal);
    return found ?? { set: (s) => { for (const partner of who === "both" ? ["a", "b"] : [who]) toggleOff(s, name, partner, true); } };
  }

  function course(text) {
    const [name, who = "both", start = "0", end = "", dose = "1", ...more] = text.split(":");
    if (more.length) return refuse("parts", { given: shown(text), form: "act=name:who:start:end:dose" });
    return courseOf({ name, who, start, end: end === "" ? null : end, dose });
  }

  function courseOf(given) {
    const last = limits.days.high, day = { low: 0, high: last };
    const found = {
      name: choice("action", given.name, acts), who: choice("who", given.who, SIDES),
      start: number(t("state.start"), given.start, { ...day, otherwise: 0 }),
      end: given.end === null ? { value: null } : number(t("state.end"), given.end, { ...day, otherwise: last }),
      dose: number(t("state.dose"), given.dose, { low: 0, high: 1, otherwise: 1 }),
    };
    const wrong = Object.values(found).find((one) => one.refusal);
    if (wrong) return wrong;
    const one = Object.fromEntries(Object.entries(found).map(([key, { value }]) => [key, value]));
    if (one.end !== null && one.end <= one.start)
      return refuse("order", { name: one.name, start: plain(one.start), end: plain(one.end), near: plain(one.start + 1) });
    return { set: (s) => addCourse(s, one) };
  }

  // one action acts on one partner over one span of days; two of them must not set one input on the same days
  function addCourse(s, one) {
    const clash = s.courses.find((other) => overlap(other, one));
    if (clash) return refuse("twice", { name: one.name, other: clash.name, near: clash.end === null ? "–" : plain(clash.end) });
    s.courses.push(one);
    return null;
  }

  function overlap(x, y) {
    if (x.who !== "both" && y.who !== "both" && x.who !== y.who) return false;
    if (x.name === y.name) return true;
    const inputs = (one) => model.interventions.find((row) => row.name === one.name).doses.map((dose) => dose.name);
    const shared = inputs(x).some((name) => inputs(y).includes(name));
    return shared && x.start < (y.end ?? Infinity) && y.start < (x.end ?? Infinity);
  }

  function taken(key, text) {
    if (Object.hasOwn(known, key)) return known[key](text);
    const dot = key.indexOf("."), side = key.slice(0, dot), name = key.slice(dot + 1);
    if (dot > 0 && SIDES.includes(side)) return trait(side, name, text);
    if (dot > 0 && views.includes(side))
      return OWN.test(text) && /^\w{1,40}$/.test(name) ? { set: (s) => { s.own[key] = text; } } : refuse("own", { key: shown(key) });
    return choice("key", key, [...Object.keys(known), ...page.traits.map((one) => `${one.couple ? "both" : "a"}.${one.name}`)]);
  }

  // entries are [key, text]; what is refused is left as it was
  function accept(entries, from = empty()) {
    const state = structuredClone(from), refusals = [];
    for (const [key, text] of entries) {
      const found = taken(key, text), refusal = found.refusal ?? found.set(state)?.refusal;
      if (refusal) refusals.push(refusal);
    }
    state.courses = state.courses.filter((one) => {
      if (one.start < state.days) return true;
      refusals.push(t("refuse.late", { name: one.name, start: plain(one.start), days: state.days, near: state.days - 1 }));
      return false;
    });
    const most = limits.cells.high;
    if (state.days * state.draws > most) {
      const near = Math.max(1, Math.floor(most / state.days));
      refusals.push(t("refuse.much", { days: state.days, draws: state.draws, near }));
      state.draws = near;
    }
    return { state, refusals: [...new Set(refusals)] };
  }

  function parse(hash) {
    const text = hash.replace(/^#/, "");
    if (text.length > limits.link.high) return { state: empty(), refusals: [t("refuse.long", { most: limits.link.high })] };
    return accept(new URLSearchParams(text).entries());
  }

  // the fewest entries that say it
  function entries(state) {
    const usual = empty(), found = [["view", state.view]];
    for (const key of ["couple", "days", "draws", "seed"]) if (state[key] !== usual[key] || key === "couple" && state.couple) found.push([key, String(state[key])]);
    if (!state.noise) found.push(["noise", "0"]);
    for (const side of SIDES) for (const [name, value] of Object.entries(state[side])) found.push([`${side}.${name}`, plain(value)]);
    for (const [name, who] of offByMechanism(state)) found.push(["off", `${name}:${who}`]);
    for (const one of state.courses) found.push(["act", [one.name, one.who, plain(one.start), one.end === null ? "" : plain(one.end), plain(one.dose)].join(":")]);
    for (const [key, text] of Object.entries(state.own)) {
      const name = key.slice(key.indexOf(".") + 1);
      found.push([short[name] && key === `${short[name].view}.${name}` ? name : key, text]);
    }
    return state.embed ? [...found, ["embed", "1"]] : found;
  }

  const toHash = (state) => `#${new URLSearchParams(entries(state)).toString().replaceAll("%3A", ":")}`;

  return { empty, accept, parse, entries, toHash, courseOf };
}

export function offByMechanism(state) {
  const names = [...new Set(state.off.map((one) => one.mechanism))];
  return names.map((name) => {
    const partners = state.off.filter((one) => one.mechanism === name).map((one) => one.partner);
    return [name, partners.length === 2 ? "both" : partners[0]];
  });
}

export function toggleOff(state, mechanism, partner, off) {
  const others = state.off.filter((one) => one.mechanism !== mechanism || one.partner !== partner);
  state.off = off ? [...others, { mechanism, partner }] : others;
}
