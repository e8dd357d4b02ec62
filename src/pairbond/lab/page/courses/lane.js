// One course on the timeline: a bar that is dragged, and its two ends; each a slider for the keyboard too.
import { h } from "../dom.js";

const WEEK = 7, LEAST = 7; // days

// options: {t, label, who, days, change(start, end), remove()}
export function lane(row, options) {
  const { t, label, who, days, change, remove } = options;
  let start = row.start, end = row.end ?? days;
  const words = { label, who }, track = h("div", { class: "track" });
  const parts = {
    move: handle("bar", t("courses.move", words), 0, days, "start"),
    begins: handle("edge", t("courses.begins", words), 0, days - LEAST, "start"),
    ends: handle("edge", t("courses.ends", words), LEAST, days, "end"),
  };
  track.append(parts.move, parts.begins, parts.ends);

  function handle(kind, name, low, high) {
    return h("div", { class: kind, role: "slider", tabindex: "0", "aria-label": name, "aria-valuemin": low, "aria-valuemax": high });
  }

  const day = (x) => (x >= days ? t("courses.until_end") : t("courses.day", { day: x }));
  const span = () => t("courses.span", { start, end: end >= days ? t("courses.until_end") : end });

  function draw() {
    const left = (100 * start) / days, width = (100 * (end - start)) / days;
    parts.move.style.left = parts.begins.style.left = `${left}%`;
    parts.move.style.width = `${width}%`;
    parts.ends.style.left = `${left + width}%`;
    const said = { move: [start, span()], begins: [start, day(start)], ends: [end, day(end)] };
    for (const [name, [now, text]] of Object.entries(said)) {
      parts[name].setAttribute("aria-valuenow", now);
      parts[name].setAttribute("aria-valuetext", text);
    }
    options.spoken?.(span());
  }

  const clamp = (x, low, high) => Math.round(Math.min(Math.max(x, low), high));

  // how far a part was moved, in days, from where the two ends were
  function moved(name, by, from) {
    if (name === "move" && from.end >= days) start = clamp(from.start + by, 0, days - LEAST); // what has no end keeps none
    else if (name === "move") { start = clamp(from.start + by, 0, days - (from.end - from.start)); end = start + (from.end - from.start); }
    if (name === "begins") start = clamp(from.start + by, 0, from.end - LEAST);
    if (name === "ends") end = clamp(from.end + by, from.start + LEAST, days);
    draw();
  }

  const done = () => change(start, end >= days ? null : end);

  for (const [name, node] of Object.entries(parts)) {
    node.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? 1 : WEEK, far = { Home: -days, End: days, PageUp: 30, PageDown: -30 };
      const by = { ArrowRight: step, ArrowUp: step, ArrowLeft: -step, ArrowDown: -step, ...far }[event.key];
      if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); remove(); return; }
      if (by === undefined) return;
      event.preventDefault();
      moved(name, by, { start, end });
      done();
    });
    node.addEventListener("pointerdown", (event) => {
      const from = { start, end }, x = event.clientX, wide = track.clientWidth || 1;
      node.setPointerCapture(event.pointerId);
      const follow = (e) => moved(name, (days * (e.clientX - x)) / wide, from);
      const stop = () => {
        node.removeEventListener("pointermove", follow);
        node.removeEventListener("pointerup", stop);
        node.removeEventListener("pointercancel", stop);
        if (start !== from.start || end !== from.end) done();
      };
      node.addEventListener("pointermove", follow);
      node.addEventListener("pointerup", stop);
      node.addEventListener("pointercancel", stop);
      node.focus();
      event.preventDefault();
    });
  }
  draw();
  return { node: track, focus: (name = "move") => parts[name].focus(), focused: () =>
    Object.keys(parts).find((name) => parts[name] === document.activeElement) ?? null };
}
