// The neighbourhood of one quantity: what acts on it, and what it acts on; every arrow can be chosen.
import { h } from "../dom.js";
import { KEY } from "./loop_picture.js";

export function around(app, diagram, { node, partner }, { onArrow, onNode, label }) {
  const { t } = app, { arrows, of } = diagram, couple = of(node).couple;
  const into = arrows.filter((one) => one.target === node).flatMap((arrow) => sides(partner).map((to) => ({ arrow, to })));
  const out = arrows.filter((one) => one.source === node).flatMap((arrow) => targets(arrow).map((to) => ({ arrow, to })));

  // of the couple's quantities an arrow comes from both, and goes to both
  function sides(to) {
    return couple ? [0, 1] : [to];
  }

  function targets(arrow) {
    if (of(arrow.target).couple) return [partner ?? 0];
    if (couple || arrow.place === diagram.COUPLE) return [0, 1];
    return [arrow.place === diagram.OTHER ? 1 - partner : partner];
  }

  const rows = (list, end) => {
    const seen = new Set(), found = [];
    for (const { arrow, to } of list) {
      const i = arrow[end], from = diagram.sourceOf(arrow, to), whose = end === "source" ? from : of(arrow.target).couple ? null : to;
      const key = `${arrow.index}:${whose}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const sign = arrow.signs[to], status = diagram.status(app.state, arrow, to);
      const box = h("button", { type: "button", class: `box who-${whose ?? "both"}`, text: label(i, whose), on: { click: () => onNode(i, whose) } });
      const line = h("button", { type: "button", class: `wire ${status} ${sign === "" ? "idle" : ""}`, "aria-label": t("loop.arrow", { what: label(i, whose), sign: t(`loop.word.${KEY[sign]}`), status: status ? t(`loop.is.${status}`) : "" }),
        on: { click: () => onArrow(arrow, to) } }, h("span", { class: "knob", text: status === "cut" ? `✕ ${t("loop.cut")}` : sign === "-" ? "−" : sign || "○" }));
      found.push(h("li", { class: end }, end === "source" ? [box, line] : [line, box]));
    }
    return found;
  };

  const ins = rows(into, "source"), outs = rows(out, "target");
  const part = (title, items) => h("section", {}, h("h3", { text: title }), items.length ? h("ul", { class: "around" }, items) : h("p", { class: "soft", text: t("loop.nothing") }));
  const what = label(node, couple ? null : partner);
  return h("div", { class: "neighbours" }, part(t("loop.acts_on", { what }), ins), part(t("loop.acted_on", { what }), outs));
}
