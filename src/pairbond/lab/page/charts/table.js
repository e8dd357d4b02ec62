// The table beside the pictures: the same numbers as text, made when it is opened.
import { h } from "../dom.js";
import { round } from "../texts.js";

const ROWS = 25;

// charts: [{label, partners: [who], series: [{median, q05, q95}]}]
export function tableTwin(t, get, caption = "chart.caption") {
  const body = h("div", { class: "scroll" });
  const node = h("details", { class: "twin" }, h("summary", { text: t("chart.table") }), body);
  function fill() {
    if (!node.open) return;
    const charts = get();
    if (!charts) return;
    const last = charts[0].series[0].median.length - 1, step = Math.max(1, Math.ceil(last / (ROWS - 1)));
    const days = [...new Set([...Array(ROWS).keys()].map((i) => Math.min(i * step, last)))];
    const columns = charts.flatMap((chart) => chart.series.map((one, i) => ({ one, name: `${chart.label}, ${chart.partners[i]}` })));
    body.replaceChildren(h("table", {},
      h("caption", { text: t(caption, { step }) }),
      h("thead", {}, h("tr", {}, h("th", { scope: "col", text: t("chart.column") }), columns.map(({ name }) => h("th", { scope: "col", text: name })))),
      h("tbody", {}, days.map((day) => h("tr", {}, h("th", { scope: "row", text: day }), columns.map(({ one }) => h("td", {
        text: one.q05 ? t("chart.cell", { value: round(one.median[day]), low: round(one.q05[day]), high: round(one.q95[day]) }) : round(one.median[day]),
      })))))));
  }
  node.addEventListener("toggle", fill);
  return { node, update: fill };
}
