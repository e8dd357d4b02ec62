// "Why now?": what a quantity is made of on a day, to the last digit, and what would be missing without each mechanism.
import { h } from "../dom.js";
import { round } from "../texts.js";

const NONE = 1e-9, FIRST = 8;

// rows of one node's budget: {mechanism} or {reads}, and size; summands of one mechanism, or from the same things, are summed
export function budgetRows(row, values, partner, mechanisms) {
  const own = (slots) => values[slots[slots.length === 2 ? partner ?? 0 : 0]], found = [], of = new Map();
  for (const one of row.shares) {
    const size = own(one.slots);
    const kind = one.owner < 0 ? JSON.stringify(one.reads) : one.owner;
    if (of.has(kind)) of.get(kind).size += size;
    else {
      of.set(kind, one.owner < 0 ? { reads: one.reads, size } : { mechanism: mechanisms[one.owner], size });
      found.push(of.get(kind));
    }
  }
  found.sort((x, y) => Math.abs(y.size) - Math.abs(x.size));
  return { rows: found, sum: found.reduce((sum, one) => sum + one.size, 0), value: own(row.slots) };
}

// what the value would lose without each mechanism, the largest first, and what only several together account for
export function missing(row, tables, partner, mechanisms) {
  const slot = row.slots[row.slots.length === 2 ? partner ?? 0 : 0], whole = tables[0][slot];
  const rows = mechanisms.map((mechanism, i) => ({ mechanism, size: whole - tables[i + 1][slot] }));
  const bare = tables[mechanisms.length + 1][slot], jointly = whole - bare - rows.reduce((sum, one) => sum + one.size, 0);
  rows.sort((x, y) => Math.abs(y.size) - Math.abs(x.size));
  return { rows: rows.filter((one) => Math.abs(one.size) > NONE), whole, bare, jointly };
}

export function whyTable(app, diagram, { node, partner, day, tables }, called) {
  const { t } = app, row = diagram.budget.get(diagram.of(node).name);
  if (!row) return h("p", { class: "soft", text: t("loop.why.none") });
  const { rows, sum, value } = budgetRows(row, tables[0], partner, diagram.mechanisms);
  const what = t("loop.of", { label: diagram.of(node).label, who: partner === null ? t("loop.two") : called[partner] });
  const shown = rows.filter((one) => Math.abs(one.size) > NONE), first = shown.length === FIRST + 1 ? FIRST + 1 : FIRST;
  const most = Math.max(...shown.map((one) => Math.abs(one.size)), NONE);
  const line = (one) => h("tr", {}, h("th", { scope: "row", text: name(one) }), bar(one.size / most), h("td", { class: "number", text: signed(one.size) }));
  const unit = row.rate ? t("loop.why.a_day") : "";
  const bounded = Math.abs(value - sum) > 1e-7;
  return h("div", { class: "why" },
    h("p", { class: "lead-in", text: t(row.rate ? (value < 0 ? "loop.why.falls" : "loop.why.rises") : "loop.why.is", { what, day, value: round(row.rate ? Math.abs(value) : value, 3) }) }),
    h("table", { class: "budget" }, h("caption", { class: "hidden-text", text: t("loop.why.caption", { what, day }) }),
      h("thead", {}, h("tr", {}, h("th", { scope: "col", text: t("loop.why.from") }), h("th", { scope: "col", colspan: 2, text: `${t("loop.why.size")} ${unit}` }))),
      h("tbody", {}, shown.slice(0, first).map(line)),
      shown.length > first && h("tbody", {}, h("tr", {}, h("th", { scope: "row", text: t("loop.why.others", { count: shown.length - first }) }), h("td"),
        h("td", { class: "number", text: signed(shown.slice(first).reduce((x, one) => x + one.size, 0)) }))),
      h("tfoot", {}, h("tr", {}, h("th", { scope: "row", text: t(bounded ? "loop.why.sum" : "loop.why.together") }), h("td"), h("td", { class: "number", text: signed(sum) })),
        bounded && h("tr", {}, h("th", { scope: "row", text: t(row.linear ? "loop.why.done" : "loop.why.bounded") }), h("td"), h("td", { class: "number", text: round(value, 3) })))),
    without());

  function name(one) {
    if (one.mechanism) return one.mechanism.says;
    const parts = one.reads.map(([place, read]) => {
      const i = diagram.node.get(read), label = i === undefined ? readLabel(read) : diagram.of(i).label;
      const whose = place === "couple" || (i !== undefined && diagram.of(i).couple) || partner === null ? null : place === "other" ? 1 - partner : partner;
      return whose === null ? label : t("loop.of", { label, who: called[whose] });
    });
    return parts.length ? t("loop.why.through", { parts: parts.join(", ") }) : t("loop.why.constant");
  }

  function readLabel(read) {
    return app.model.parameters.find((one) => one.name === read)?.label ?? app.model.shown.find((one) => one.name === read)?.label ?? read.replaceAll("_", " ");
  }

  function without() {
    const { rows: all, jointly } = missing(row, tables, partner, diagram.mechanisms);
    if (!all.length) return null;
    return h("details", {}, h("summary", { text: t("loop.why.without") }), h("p", { class: "soft", text: t("loop.why.without_about") }),
      h("table", { class: "budget" }, h("tbody", {}, all.slice(0, 12).map((one) => h("tr", {}, h("th", { scope: "row", text: one.mechanism.says }), h("td", { class: "number", text: signed(one.size) })))),
        h("tfoot", {}, h("tr", {}, h("th", { scope: "row", text: t("loop.why.jointly") }), h("td", { class: "number", text: signed(jointly) })))));
  }
}

const signed = (value) => (value > 0 ? "+" : "") + round(value, 3);

// from the middle to the right what raises, to the left what lowers
function bar(share) {
  const width = Math.max(Math.abs(share) * 50, 1).toFixed(1), x = share < 0 ? 50 - Number(width) : 50;
  const ns = "http://www.w3.org/2000/svg", node = document.createElementNS(ns, "svg");
  node.setAttribute("viewBox", "0 0 100 10");
  node.setAttribute("preserveAspectRatio", "none");
  node.setAttribute("aria-hidden", "true");
  for (const [kind, at, wide] of [["size", x, width], ["zero", 49.6, 0.8]]) {
    const rect = document.createElementNS(ns, "rect");
    for (const [key, v] of Object.entries({ x: at, y: 0, width: wide, height: 10, class: kind })) rect.setAttribute(key, v);
    node.append(rect);
  }
  return h("td", { class: "bar" }, node);
}
