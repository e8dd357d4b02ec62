// What the model does in a box: words for the middle eight in ten days of one run, and a small picture of all of them.
import { extremes } from "../charts/extremes.js";
import { svg } from "../dom.js";
import { wordOf } from "../texts.js";

const WIDE = 120, TALL = 28, EDGE = 2, MIDDLE = [0.1, 0.5, 0.9];

// a quantile as numpy.percentile interpolates
function quantile(sorted, q) {
  const x = q * (sorted.length - 1), low = Math.floor(x), high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (x - low) * (sorted[high] - sorted[low]);
}

// box: {name, low, high}; series: its quantity in one run, day by day
export function answerSentence(t, box, series) {
  const own = `map.boxes.${box.name}.scale`, words = t.list(t.has(own) ? own : "scale"), sorted = Float64Array.from(series).sort();
  const [low, usual, high] = MIDDLE.map((q) => wordOf(words, (quantile(sorted, q) - box.low) / (box.high - box.low)));
  const said = { what: t(`map.boxes.${box.name}.model`), low, usual, high };
  const kind = low === high ? "steady" : usual === low ? "up" : usual === high ? "down" : "range";
  return t(`map.answer.${kind}`, said);
}

export function answerPicture(box, series, partner) {
  const last = Math.max(series.length - 1, 1);
  const height = (value) => EDGE + (TALL - 2 * EDGE) * (1 - Math.min(Math.max((value - box.low) / (box.high - box.low), 0), 1));
  const points = extremes(series, WIDE).map(([day, value]) => `${((WIDE * day) / last).toFixed(1)},${height(value).toFixed(1)}`);
  const middle = TALL / 2;
  return svg("svg", { class: `cycle-line of-${partner}`, viewBox: `0 0 ${WIDE} ${TALL}`, "aria-hidden": "true" },
    svg("line", { x1: 0, x2: WIDE, y1: middle, y2: middle, class: "cycle-middle" }), svg("polyline", { points: points.join(" ") }));
}
