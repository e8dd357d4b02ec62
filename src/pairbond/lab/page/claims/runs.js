// The runs of an experiment as states of the page, and what each is called.
import { plain } from "../checks.js";

export const stateOf = (app, link) => app.states.parse(`#${link}`).state;

const said = (name) => name.replaceAll("_", " ").replaceAll("-", " ");

// "closed circuit; b's inner worth .2; no contact, both, from day 870"
export function runName(app, state) {
  const { t, page } = app, label = (name) => page.traits.find((one) => one.name === name).label;
  const traits = ["a", "b"].flatMap((who) => Object.entries(state[who]).map(([name, value]) =>
    t("claims.trait", { who, label: label(name), value: plain(Number(value.toPrecision(2))) })));
  const off = [...new Set(state.off.map((one) => one.mechanism))].map((name) => t("claims.off", { name: said(name) }));
  const acts = state.courses.map((one) => t(one.end === null ? "claims.from" : "claims.span", {
    name: said(one.name), who: one.who === "both" ? t("chart.both") : one.who, start: plain(one.start), end: one.end === null ? "" : plain(one.end), dose: plain(one.dose) }));
  const some = traits.length > 3 ? [...traits.slice(0, 2), t("claims.more", { more: traits.length - 2 })] : traits;
  return [said(state.couple), ...some, ...off, ...acts, t("claims.days", { days: state.days })].join("; ");
}

// the run that shows most: the last of those in which most is done
export function telling(states) {
  const most = Math.max(...states.map((one) => one.courses.length));
  return most ? states.findLastIndex((one) => one.courses.length === most) : 0;
}

export function without(state, mechanisms) {
  const off = mechanisms.flatMap((mechanism) => ["a", "b"].map((partner) => ({ mechanism, partner })));
  return { ...state, off: [...state.off.filter((one) => !mechanisms.includes(one.mechanism)), ...off] };
}
