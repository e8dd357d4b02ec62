// The main loop as a picture: boxes with their course, arrows with their sign, signals that run along them.
import { svg } from "../dom.js";
import { path as courseOf } from "../runtime/result.js";
import { moments } from "./loop_data.js";

const COURSE = 16, PAD = 7, TRAVEL = 10, LARGEST = 2.2; // days that a signal takes along an arrow; largest z-score shown
const MINUS = { "-": "−" };

// options: {swap, called, onArrow(arrow, partner), onNode(node, partner), onDay(day)}
export function createPicture(app, diagram, options) {
  const { t } = app, { data, arrows, of } = diagram, { picture } = data, { called } = options;
  const root = svg("svg", { viewBox: `-4 -4 ${picture.width + 8} ${picture.height + 8}`, class: "loop-picture", role: "group", "aria-label": t("loop.picture") });
  root.append(heads());
  const paths = picture.paths.map(drawPath), boxes = picture.boxes.map(drawBox);
  const signals = svg("g", { class: "signals", "aria-hidden": "true" });
  root.append(svg("g", {}, paths.map((one) => one.node)), svg("g", {}, boxes.map((one) => one.node)), signals);
  for (const one of paths) { one.signal = svg("path", { class: "signal" }); signals.append(one.signal); }
  let swap = false, result = null, chosen = null, state = app.state;

  const who = (partner) => (swap ? 1 - partner : partner);
  const label = (i, partner) => t("loop.of", { label: of(i).label, who: called[partner] });

  function drawPath(one) {
    const arrow = arrows[one.arrow], [x, y] = one.sign_at;
    const line = svg("path", { d: one.d, class: "line" }), sign = svg("text", { x, y: y + 4.5, class: "sign" });
    const button = svg("circle", { cx: x, cy: y, r: 10, class: "knob" }), word = svg("text", { x: x + 14, y: y + 4, class: "cut-word" });
    const node = svg("g", { tabindex: 0, role: "button" }, svg("path", { d: one.d, class: "hit" }), line, button, sign, word);
    const act = () => options.onArrow(arrow, who(one.to));
    node.addEventListener("click", act);
    node.addEventListener("keydown", (event) => press(event, act));
    return { ...one, arrow, node, line, sign, word, length: 0 };
  }

  function drawBox(one) {
    const x = one.x + PAD, lines = one.lines.map((text, i) => svg("text", { x, y: one.y + 17 + 13 * i, text }));
    const floor = one.y + one.height - 6, course = svg("path", { class: "course" }), now = svg("circle", { r: 2.6, class: "now" });
    const node = svg("g", { tabindex: 0, role: "button" },
      svg("rect", { x: one.x, y: one.y, width: one.width, height: one.height, rx: 4 }), lines, course, now);
    const act = () => options.onNode(one.node, who(one.partner));
    node.addEventListener("click", act);
    node.addEventListener("keydown", (event) => press(event, act));
    return { ...one, at: one.node, node, course, now, floor };
  }

  // courses of the boxes, and how far each is from its mean, of the first run
  function follow(next) {
    result = next;
    for (const one of boxes) {
      const name = of(one.at).name;
      one.values = courseOf(result, name, who(one.partner));
      one.moments = moments(one.values);
      let low = Infinity, high = -Infinity;
      for (const v of one.values) { low = Math.min(low, v); high = Math.max(high, v); }
      const flat = high - low < 1e-4, wide = one.width - 2 * PAD, last = one.values.length - 1 || 1;
      one.place = (day) => [one.x + PAD + (wide * day) / last, one.floor - (flat ? COURSE / 2 : (COURSE * (one.values[day] - low)) / (high - low))];
      const step = Math.max(1, Math.floor(last / 240)), points = [];
      for (let day = 0; day <= last; day += step) points.push(one.place(day).map((v) => v.toFixed(1)).join(" "));
      one.course.setAttribute("d", `M${points.join("L")}`);
    }
  }

  // what is cut, chosen, and whose each box is
  function show(nextState, nextChosen) {
    state = nextState;
    chosen = nextChosen;
    for (const one of boxes) {
      const partner = who(one.partner), is = chosen?.node === one.at && chosen.partner === partner;
      one.node.setAttribute("class", `box who-${partner}${is ? " chosen" : ""}`);
      one.node.setAttribute("aria-pressed", String(is));
      one.node.setAttribute("aria-label", t("loop.box", { what: label(one.at, partner) }));
    }
    for (const one of paths) {
      const to = who(one.to), cut = diagram.status(state, one.arrow, to), sign = one.arrow.signs[to];
      const is = chosen?.arrow === one.arrow && chosen.partner === to, free = diagram.within(one.arrow).length === 0;
      one.cut = cut === "cut" || sign === "";
      one.node.setAttribute("class", ["arrow", one.main ? "main" : "side", cut, sign === "" ? "idle" : "", free ? "fixed" : "", is ? "chosen" : ""].join(" "));
      one.node.setAttribute("aria-pressed", String(is));
      one.node.setAttribute("aria-label", describe(one.arrow, to, cut));
      one.sign.textContent = cut === "cut" ? "✕" : MINUS[sign] ?? (sign || "○");
      one.word.textContent = cut === "cut" ? t("loop.cut") : cut === "weaker" ? t("loop.weaker") : "";
      one.signal.setAttribute("class", `signal who-${who(one.from)}`);
      one.line.setAttribute("marker-end", `url(#loop-${cut === "cut" ? "cut" : is ? "chosen" : "whole"})`);
    }
  }

  function describe(arrow, to, cut) {
    const from = diagram.sourceOf(arrow, to), text = t(`loop.sign.${KEY[arrow.signs[to]]}`, { source: label(arrow.source, from), target: label(arrow.target, to) });
    return cut ? `${text} ${t(`loop.is.${cut}`)}` : text;
  }

  // positions of everything on a day; whole and parts of days
  function at(day, still) {
    if (!result) return;
    const whole = Math.min(Math.round(day), result.days);
    for (const one of boxes) {
      const [x, y] = one.place(whole);
      one.now.setAttribute("cx", x.toFixed(1));
      one.now.setAttribute("cy", y.toFixed(1));
    }
    const left = still ? whole : Math.floor(day / TRAVEL) * TRAVEL, share = still ? 0.22 : (day - left) / TRAVEL;
    for (const one of paths) move(one, left, share);
  }

  // a signal leaves its source every ten days, as large as the source is then far from its mean
  function move(one, day, share) {
    const from = boxes.find((box) => box.at === one.arrow.source && box.partner === one.from), { mean, sd } = from.moments;
    const z = sd > 1e-4 ? Math.max(-LARGEST, Math.min(LARGEST, (from.values[Math.min(day, from.values.length - 1)] - mean) / sd)) : 0;
    const size = one.cut ? 0 : Math.abs(z) * 3.4;
    one.signal.setAttribute("visibility", size < 0.8 ? "hidden" : "visible");
    if (size < 0.8) return;
    one.length ||= one.line.getTotalLength();
    const { x, y } = one.line.getPointAtLength(one.length * share), sign = one.arrow.signs[who(one.to)];
    const up = (sign === "-" ? -z : z) > 0, s = size.toFixed(1), point = sign === "±" ? `M-${s} 0A${s} ${s} 0 1 0 ${s} 0A${s} ${s} 0 1 0 -${s} 0Z`
      : up ? `M0 -${s}L${s} ${s}L-${s} ${s}Z` : `M0 ${s}L${s} -${s}L-${s} -${s}Z`;
    one.signal.setAttribute("d", point);
    one.signal.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  }

  return { node: root, follow, show, at, describe, label, set swap(value) { swap = value; } };
}

export const KEY = { "+": "plus", "-": "minus", "±": "either", "": "none" };

function press(event, act) {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  act();
}

function heads() {
  return svg("defs", {}, ["whole", "chosen", "cut"].map((name) => svg("marker", {
    id: `loop-${name}`, class: `head-${name}`, orient: "auto", markerUnits: "userSpaceOnUse", markerWidth: 12, markerHeight: 12, refX: 8, refY: 6,
  }, svg("path", { d: "M1 1L11 6L1 11Z" }))));
}
