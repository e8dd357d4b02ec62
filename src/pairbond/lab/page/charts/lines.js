// One quantity over the days: for each partner the median, bands of 50 and 90 %, one path, and a frozen run to compare.
// With the keyboard: arrows move a data cursor; what it meets is said aloud.
import { h } from "../dom.js";
import { round } from "../texts.js";
import uPlot from "../vendor/uPlot.iife.min.js";
import { colours, DASH, faint, onTheme } from "./theme.js";

const PARTS = ["q95", "q05", "q75", "q25", "median", "path"], LEFT = 64;
const STEP = { ArrowLeft: -1, ArrowRight: 1, PageUp: -30, PageDown: 30 };

// row: {name, label, unit, low, high, couple, partners (those drawn; by default both)}; options: {t, announce, called, sync, last, height}
export function lineChart(row, options) {
  const { t, announce, called, sync = "days", last = true, height = 116 } = options;
  const who = row.couple ? [null] : row.partners ?? [0, 1], partners = who.length, place = h("div", { class: "plot" });
  const output = h("output", { class: "at" });
  const node = h("section", { class: "chart", tabindex: "0", role: "group", "aria-roledescription": t("chart.role"),
    "aria-label": t("chart.label", { label: row.label }), "aria-keyshortcuts": "ArrowLeft ArrowRight Home End" },
  h("h2", {}, row.label, " ", output), place);
  let plot = null, given = null, cursor = null;

  function options_(width) {
    const c = colours(), series = [{}], bands = [];
    for (let i = 0; i < partners; i++) {
      const colour = who[i] === null ? c.ink : c.partner[who[i]], at = 1 + i * PARTS.length, dash = DASH[who[i] ?? 0], off = { show: false };
      const edge = { stroke: faint(colour, 0.45), width: 0.5, dash, points: off };
      series.push(edge, edge, { width: 0, points: off }, { width: 0, points: off }, { stroke: colour, width: 2, dash, points: off },
        { stroke: faint(colour, 0.55), width: 0.8, points: off });
      bands.push({ series: [at, at + 1], fill: faint(colour, 0.13) }, { series: [at + 2, at + 3], fill: faint(colour, 0.2) });
    }
    for (let i = 0; i < partners; i++) series.push({ stroke: c.soft, width: 1.5, dash: [2, 3], points: { show: false } });
    const axis = { stroke: c.soft, grid: { stroke: c.rule, width: 0.5 }, ticks: { stroke: c.rule, width: 0.5, size: 3 }, font: "12px system-ui" };
    return {
      width, height, legend: { show: false }, series, bands, padding: [6, 10, 0, 0],
      scales: { x: { time: false }, y: { range: bounds } },
      axes: [{ ...axis, size: last ? 24 : 6, values: last ? undefined : (u, all) => all.map(() => ""), space: 56 },
        { ...axis, size: LEFT, space: 26, values: (u, all, at, room, step) => all.map((v) => round(v, step % 1 ? (step * 10) % 1 ? 2 : 1 : 0)) }],
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false }, sync: { key: sync } },
      hooks: { setCursor: [(u) => moved(u.cursor.idx)] },
    };
  }

  function bounds(u, low, high) {
    if (row.low !== null && row.high !== null) return [row.low, row.high];
    const pad = (high - low || 1) * 0.08;
    return [low - pad, high + pad];
  }

  function moved(day) {
    cursor = day ?? null;
    output.textContent = cursor === null || !given ? "" : values(cursor);
  }

  function values(day) {
    const said = given.series.map((one, i) => {
      const words = { who: who[i] === null ? t("chart.both") : called[who[i]], value: round(one.median[day]) };
      return one.q05 ? t("chart.value", { ...words, low: round(one.q05[day]), high: round(one.q95[day]) }) : t("chart.alone", words);
    });
    return t("chart.day", { day, values: said.join("; ") });
  }

  function build() {
    plot?.destroy();
    plot = new uPlot(options_(Math.max(place.clientWidth, 200)), arrays(), place);
  }

  function arrays() {
    const days = given.series[0].median.length, none = new Array(days).fill(null);
    const found = [Array.from({ length: days }, (_, i) => i)];
    for (const one of given.series) for (const part of PARTS) found.push(one[part] ?? none);
    for (let i = 0; i < partners; i++) found.push(given.ghost?.[i] ?? none);
    return found;
  }

  node.addEventListener("keydown", (event) => {
    if (!given || !plot) return;
    const most = given.series[0].median.length - 1, now = cursor ?? 0;
    const to = event.key === "Home" ? 0 : event.key === "End" ? most : event.key in STEP ? now + STEP[event.key] : null;
    if (event.key === "Escape") { plot.setCursor({ left: -10, top: -10 }); return; }
    if (to === null) return;
    event.preventDefault();
    const day = Math.min(Math.max(to, 0), most);
    plot.setCursor({ left: plot.valToPos(day, "x"), top: 1 });
    moved(day);
    announce(`${row.label}. ${values(day)}`);
  });

  const watcher = new ResizeObserver(() => {
    if (plot && Math.abs(place.clientWidth - plot.width) > 1) plot.setSize({ width: place.clientWidth, height });
  });
  watcher.observe(place);
  const stop = onTheme(() => { if (given) build(); });

  return {
    node,
    // {series: [{median, q05, q25, q75, q95, path}], ghost: [median]}: one for each partner
    update(next) {
      given = next;
      if (!plot) build();
      else plot.setData(arrays());
      if (cursor !== null && cursor < given.series[0].median.length) output.textContent = values(cursor);
    },
    destroy() {
      watcher.disconnect();
      stop();
      plot?.destroy();
    },
  };
}
