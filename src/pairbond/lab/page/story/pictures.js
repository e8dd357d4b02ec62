// What a step draws: one chart for each of its runs, the first run dotted beside the others.
import { lineChart } from "../charts/lines.js";
import { h } from "../dom.js";
import { paths, sharesTogether } from "./numbers.js";

const QS = { q05: 0.05, q25: 0.25, median: 0.5, q75: 0.75, q95: 0.95 };

export function pictures(step, result, data, app, key, names) {
  const { t, model } = app, { quantities, partners, window } = step.show, arms = Object.keys(step.arms);
  const row = model.shown.find((one) => one.name === quantities[0]), called = [names.a, names.b];
  const each = arms.map((_, variant) => (quantities.length
    ? partners.map((partner) => bands(paths(result, quantities, partner, variant).map((one) => means(one, window))))
    : [{ median: sharesTogether(result, data.names, variant) }]));
  const bounds = row ? common(row, each.flat(), quantities.length) : { low: 0, high: 1 };
  const shown = t(`${key}.shown`, { ...names, window });
  const charts = arms.map((arm, i) => {
    const label = arms.length > 1 ? t(`${key}.arms.${arm}`, names) : shown;
    return lineChart({ name: arm, label, unit: "1", ...bounds, couple: !quantities.length, partners },
      { t, announce: app.announce, called, sync: "story", last: i === arms.length - 1, height: arms.length > 2 ? 96 : 120 });
  });
  const node = h("figure", { class: "pictures" }, h("figcaption", {},
    arms.length > 1 && h("span", { text: shown }),
    partners.map((partner) => h("span", { class: `who who-${partner}`, text: called[partner] })),
    arms.length > 1 && h("span", { class: "soft", text: t("story.dotted", { first: t(`${key}.arms.${arms[0]}`, names) }) })),
  charts.map((one) => one.node));
  requestAnimationFrame(() => charts.forEach((one, i) => one.update({
    series: each[i], ghost: i > 0 ? each[0].map((line) => line.median) : undefined,
  })));
  return { node, destroy: () => charts.forEach((one) => one.destroy()) };
}

// one scale for all pictures of a step: that of the quantity, or what the bands need where it has no end
function common(row, lines, times) {
  if (row.low !== null && row.high !== null && times === 1) return { low: row.low, high: row.high };
  let low = 0, high = 0;
  for (const one of lines) { low = Math.min(low, ...one.q05); high = Math.max(high, ...one.q95); }
  return { low: Math.floor(2 * low) / 2, high: Math.ceil(2 * high) / 2 };
}

// on each day the mean of so many days, that day the last; fewer at the beginning
function means(path, window) {
  if (window < 2) return path;
  let sum = 0;
  return path.map((x, day) => {
    sum += x - (day >= window ? path[day - window] : 0);
    return sum / Math.min(day + 1, window);
  });
}

// quantiles over draws, day by day, as numpy.percentile interpolates
function bands(draws) {
  const days = draws[0].length, found = { path: draws[0] };
  for (const name of Object.keys(QS)) found[name] = new Array(days);
  for (let day = 0; day < days; day++) {
    const sorted = draws.map((one) => one[day]).sort((x, y) => x - y);
    for (const [name, q] of Object.entries(QS)) {
      const x = q * (sorted.length - 1), low = Math.floor(x), high = Math.min(low + 1, sorted.length - 1);
      found[name][day] = sorted[low] + (x - low) * (sorted[high] - sorted[low]);
    }
  }
  return found;
}
