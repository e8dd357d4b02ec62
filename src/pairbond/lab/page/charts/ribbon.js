// The phases of one run in lanes: each phase beside its word, with how much of the time it takes.
import { h, svg } from "../dom.js";
import { spells } from "../runtime/scan.js";

const LANE = 16, WIDE = 1000;

export function ribbon({ t, names, title }) {
  const rows = h("div", { class: "lanes" }), said = h("p", { class: "soft" });
  const node = h("section", { class: "ribbon" }, h("h2", { text: title }), rows, said);
  const word = (name) => (t.has(`phases.${name}`) ? t(`phases.${name}`) : name);
  return {
    node,
    // series: for every day a place in names
    update(series) {
      const days = series.length, all = spells(series), shares = [];
      rows.replaceChildren(...names.map((name, phase) => {
        const own = all.filter((one) => one.phase === phase);
        if (!own.length) return null;
        const share = Math.round((100 * own.reduce((sum, one) => sum + one.end - one.start, 0)) / days);
        shares.push(t("chart.share", { phase: word(name), share }));
        const bars = own.map((one) => svg("rect", { x: (WIDE * one.start) / days, y: 2, height: LANE - 4,
          width: Math.max((WIDE * (one.end - one.start)) / days, 1), fill: `var(--${name}, var(--soft))` }));
        return h("div", { class: "lane" }, h("span", { class: "lane-name", text: word(name) }),
          svg("svg", { viewBox: `0 0 ${WIDE} ${LANE}`, preserveAspectRatio: "none", "aria-hidden": "true" }, bars));
      }).filter(Boolean));
      said.textContent = shares.join(", ");
    },
  };
}
