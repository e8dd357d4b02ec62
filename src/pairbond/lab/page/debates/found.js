// What the measured experiment found for both sides of a dispute.
import { h } from "../dom.js";

const short = (x) => (x === null ? "–" : Math.abs(x) < 5e-4 ? "0.000" : String(Number(x.toPrecision(3))).replace("-", "−"));

export function found(t, row) {
  const checks = row.sides.flatMap((side, i) => side.checks.map((one) => ({ ...one, side: i })));
  const near = checks.filter((one) => one.near);
  return [h("p", {}, h("strong", { text: t(`debates.verdict.${row.verdict}`) })),
    h("table", { class: "debate-found" },
      h("caption", { text: t("debates.found.caption") }),
      h("thead", {}, h("tr", {}, ["side", "predicts", "found", "holds"].map((name) => h("th", { scope: "col", text: t(`debates.found.${name}`) })))),
      h("tbody", {}, checks.map((one) => h("tr", {}, h("th", { scope: "row", text: t(`debates.side.${one.side}`) }),
        h("td", { text: `${one.name} ${one.is} ${short(one.limit)}` }), h("td", { text: short(one.value) }),
        h("td", { text: t(one.holds ? "debates.found.yes" : "debates.found.no") }))))),
    ...near.map((one) => h("p", { class: "soft", text: t("debates.near", { name: one.name, value: short(one.value), limit: short(one.limit) }) }))];
}
