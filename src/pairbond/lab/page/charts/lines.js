// One quantity over the days: for each partner the median, bands of 50 and 90 %, one path, and a frozen run to compare.
// With the keyboard: arrows move a data cursor; what it meets is said aloud.
import { h } from "../dom.js";
import { round } from "../texts.js";
import uPlot from "../vendor/uPlot.iife.min.js";
import { drawSeries } from "./draw.js";
import { colours, onTheme } from "./theme.js";

const LEFT = 64, LATER = 150, STEP = { ArrowLeft: -1, ArrowRight: 1, PageUp: -30, PageDown: 30 };

// row: {name, label, unit, low, high, couple, partners (those drawn; by default both)}; options: {t, announce, called, sync, last, height}
export function lineChart(row, options) {
  const { t, announce, called, sync = "days", last = true, height = 116 } = options;
  const who = row.couple ? [null] : row.partners ?? [0, 1], place = h("div", { class: "plot" });
  const output = h("output", { class: "at" });
  const node = h("section", { class: "chart", tabindex: "0", role: "group", "aria-roledescription": t("chart.role"),
    "aria-label": t("chart.label", { label: row.label }), "aria-keyshortcuts": "ArrowLeft ArrowRight Home End" },
  h("h2", {}, row.label, " ", output), place);
  let plot = null, given = null, cursor = null, days = [], inView = true, waiting = 0;

  // the axes and the cursor are uPlot's, what is between them is drawn here
  function options_(width) {
    const c = colours(), axis = { stroke: c.soft, grid: { stroke: c.rule, width: 0.5 }, ticks: { stroke: c.rule, width: 0.5, size: 3 }, font: "12px system-ui" };
    return {
      width, height, legend: { show: false }, series: [{}, { paths: () => null, points: { show: false } }], padding: [6, 10, 0, 0],
      scales: { x: { time: false }, y: { range: bounds } },
      axes: [{ ...axis, size: last ? 24 : 6, values: last ? undefined : (u, all) => all.map(() => ""), space: 56 },
        { ...axis, size: LEFT, space: 26, values: (u, all, at, room, step) => all.map((v) => round(v, step % 1 ? (step * 10) % 1 ? 2 : 1 : 0)) }],
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false }, sync: { key: sync } },
      hooks: { setCursor: [(u) => moved(u.cursor.idx)], drawAxes: [(u) => draw(u, c)] },
    };
  }

  function draw(u, c) {
    const { left, top, width, height: tall } = u.bbox, { x, y } = u.scales, wide = x.max - x.min || 1, high = y.max - y.min;
    drawSeries({ ctx: u.ctx, left, top, width, height: tall, ratio: devicePixelRatio,
      x: (day) => left + (width * (day - x.min)) / wide, y: (value) => top + tall * (1 - (value - y.min) / high) }, given, who, c);
  }

  function bounds() {
    if (row.low !== null && row.high !== null) return [row.low, row.high];
    let low = Infinity, high = -Infinity;
    const lines = given.series.flatMap((one) => [one.median, one.q05, one.q95, one.path].filter(Boolean));
    for (const line of [...lines, ...given.ghost ?? []]) for (const value of line) { if (value < low) low = value; if (value > high) high = value; }
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
    const { median } = given.series[0];
    if (days.length !== median.length) days = Array.from(median, (_, day) => day);
    return [days, median];
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

  function show() {
    clearTimeout(waiting);
    waiting = 0;
    if (!plot) build();
    else plot.setData(arrays());
  }

  // what nobody can see waits until nothing has changed for a moment, or until it is scrolled to
  const sight = new IntersectionObserver((seen) => {
    inView = seen[seen.length - 1].isIntersecting;
    if (inView && waiting) show();
  }, { rootMargin: "60px" });
  sight.observe(node);
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
      clearTimeout(waiting);
      if (inView || !plot) show();
      else waiting = setTimeout(show, LATER);
      if (cursor !== null && cursor < given.series[0].median.length) output.textContent = values(cursor);
    },
    destroy() {
      clearTimeout(waiting);
      sight.disconnect();
      watcher.disconnect();
      stop();
      plot?.destroy();
    },
  };
}
