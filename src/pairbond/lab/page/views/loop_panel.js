// What is chosen: an arrow with the mechanisms that can be taken out of it, and the list of all mechanisms.
import { h } from "../dom.js";

// the three buttons that knock a mechanism out for a, for b, for both
export function knockOut(app, diagram, i, called) {
  const { t } = app, one = diagram.mechanisms[i];
  const on = (who) => (who === "both" ? ["a", "b"] : [who]).every((side) => app.state.off.some((x) => x.mechanism === one.name && x.partner === side));
  const button = (who, text) => h("button", { type: "button", "aria-pressed": String(on(who)), class: "knock", text,
    on: { click: () => app.set({ off: diagram.toggled(app.state, i, who) }) } });
  return h("div", { class: "mechanism", role: "group", "aria-label": one.says }, h("p", {}, one.says),
    h("div", { class: "cuts" }, h("span", { class: "soft", text: t("loop.knock_out") }),
      one.couple ? button("both", t("loop.of_both")) : [button("a", t("loop.of_one", { who: called[0] })), button("b", t("loop.of_one", { who: called[1] })), button("both", t("loop.of_both"))]));
}

export function arrowPanel(app, diagram, picture, { arrow, partner }, called) {
  const { t } = app, status = diagram.status(app.state, arrow, partner);
  const others = arrow.owners.filter((i) => !arrow.cutBy.includes(i)), note = (key) => h("p", { class: "soft", text: t(`loop.kind.${key}`) });
  const list = (some) => some.map((i) => knockOut(app, diagram, i, called));
  return h("div", {},
    h("p", { class: "lead-in", text: picture.describe(arrow, partner, status) }),
    arrow.cutBy.length > 0 && note("cuttable"), list(arrow.cutBy),
    (others.length > 0 || !arrow.cutBy.length) && note(arrow.cutBy.length ? "besides" : others.length ? "shared" : "fixed"), list(others));
}

// every mechanism, found by a word in its sentence; which are open, and what is sought, stays while the state changes
export function mechanismList(app, diagram, called) {
  const { t } = app, list = h("div", { class: "mechanisms" }), seek = h("input", { type: "search", id: "loop-seek", on: { input: fill } });
  const node = h("details", { on: { toggle: fill } }, h("summary", { text: t("loop.all", { count: diagram.mechanisms.length }) }),
    h("p", { class: "field" }, h("label", { for: "loop-seek", text: t("loop.seek") }), seek), list);

  function fill() {
    if (!node.open) return;
    const word = seek.value.trim().toLowerCase(), focused = place();
    const some = diagram.mechanisms.map((one, i) => [one, i]).filter(([one]) => `${one.says} ${one.title}`.toLowerCase().includes(word));
    list.replaceChildren(...some.map(([, i]) => knockOut(app, diagram, i, called)));
    if (!some.length) list.append(h("p", { class: "soft", text: t("loop.no_such") }));
    if (focused >= 0) list.querySelectorAll("button")[focused]?.focus();
  }

  const place = () => [...list.querySelectorAll("button")].indexOf(document.activeElement);
  return { node, update: fill };
}

// what is out now, each with a button that brings it back
export function outList(app, diagram, called) {
  const { t } = app, names = [...new Set(app.state.off.map((one) => one.mechanism))];
  if (!names.length) return h("p", { class: "soft", text: t("loop.nothing_out") });
  const of = (name) => app.state.off.filter((one) => one.mechanism === name).map((one) => one.partner);
  const who = (name) => (of(name).length === 2 ? t("loop.of_both") : t("loop.of_one", { who: called[of(name)[0] === "a" ? 0 : 1] }));
  const title = (name) => diagram.mechanisms.find((one) => one.name === name).says;
  return h("div", { class: "out" }, h("p", {}, h("strong", { text: t("loop.out") })),
    h("ul", {}, names.map((name) => h("li", {}, `${title(name)} (${who(name)}) `, h("button", { type: "button", text: t("loop.back"),
      on: { click: () => app.set({ off: app.state.off.filter((one) => one.mechanism !== name) }) } })))),
    names.length > 1 && h("button", { type: "button", text: t("loop.all_back"), on: { click: () => app.set({ off: [] }) } }));
}
