// Plays the days of a run: a button, a slider, and a clock. Where motion is to be reduced, a week at a time.
import { h } from "../dom.js";

const SPEED = 10, STEP = 7, PAUSE = 1000; // days a second; days and milliseconds of a step

// onDay(day, moving) while it runs, onRest(day) when it comes to rest
export function createPlayer(app, { days, onDay, onRest }) {
  const { t } = app, calm = matchMedia("(prefers-reduced-motion: reduce)");
  let day = 0, most = days, playing = false, last = 0, frame = 0;
  const button = h("button", { type: "button", class: "play", on: { click: () => (playing ? pause() : play()) } });
  const slider = h("input", { type: "range", id: "loop-day", min: 0, max: most, step: 1, on: {
    input: () => { stop(); day = Number(slider.value); told(false); },
    change: () => onRest(day),
  } });
  const output = h("output", { for: "loop-day" });
  const node = h("div", { class: "player", role: "group", "aria-label": t("loop.player") }, button,
    h("label", { for: "loop-day", text: t("loop.day") }), output, slider);

  function told(moving) {
    const whole = Math.round(day);
    slider.value = whole;
    slider.setAttribute("aria-valuetext", t("loop.on_day", { day: whole }));
    output.textContent = String(whole);
    button.textContent = t(playing ? "loop.pause" : "loop.play");
    onDay(day, moving);
  }

  function tick(now) {
    if (!playing) return;
    if (calm.matches ? now - last >= PAUSE : true) {
      day = Math.min(day + (calm.matches ? STEP : (SPEED * Math.min(now - last, 100)) / 1000), most);
      last = now;
      told(true);
    }
    if (day >= most) pause();
    else frame = requestAnimationFrame(tick);
  }

  function play() {
    if (day >= most) day = 0;
    playing = true;
    last = performance.now();
    frame = requestAnimationFrame(tick);
    told(true);
  }

  function stop() {
    playing = false;
    cancelAnimationFrame(frame);
  }

  function pause() {
    stop();
    day = Math.round(day);
    told(false);
    onRest(day);
  }

  return {
    node, stop,
    get day() { return Math.round(day); },
    get still() { return calm.matches; },
    set(next, total) {
      most = total;
      slider.max = total;
      if (!playing) day = Math.min(Math.max(Math.round(next), 0), total);
      told(playing);
    },
  };
}
