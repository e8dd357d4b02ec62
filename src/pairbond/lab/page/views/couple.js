// Both persons' sliders and what becomes of the two.
import { changeSentence, measures } from "../changes.js";
import { lineChart } from "../charts/lines.js";
import { ribbon } from "../charts/ribbon.js";
import { summary } from "../charts/summary.js";
import { tableTwin } from "../charts/table.js";
import { h } from "../dom.js";
import { phases } from "../runtime/scan.js";
import { upper } from "../texts.js";
import { sliders } from "./couple_sliders.js";
import { takeaway } from "./couple_takeaway.js";

export const couple = {
  id: "couple",
  mount(root, app) {
    const { t, model, page } = app, called = ["a", "b"];
    const rows = page.show.map((name) => model.shown.find((one) => one.name === name))
      .map((one) => ({ ...one, label: upper(one.label), words: one.label, couple: one.slots.length === 1 }));
    const charts = rows.map((row, i) => lineChart(row, { t, called, announce: app.announce, last: i === rows.length - 1 }));
    const lanes = page.phases && ribbon({ t, names: page.phases.names, title: t("couple.phases") });
    const changed = h("p", { class: "what-changed" });
    const compare = h("button", { type: "button", text: t("couple.freeze"), on: { click: freeze } });
    const back = h("button", { type: "button", text: t("couple.back"), on: { click: restore } });
    let now = null; // {state, runs, phases}: what is shown
    const twin = tableTwin(t, () => now && rows.map((row, i) => ({
      label: row.label, partners: row.couple ? [t("chart.both")] : called, series: now.runs[i] })));
    const controls = sliders(app, called), files = takeaway(app, rows, called, () => now);

    root.append(h("div", { class: "split" },
      h("div", { class: "pictures" },
        h("div", { class: "first" },
          h("p", { class: "legend" }, called.map((who, i) => h("span", { class: `who who-${i}`, text: t("chart.who", { who }) }))),
          changed, charts[0].node),
        lanes && lanes.node,
        charts.slice(1).map((one) => one.node), h("p", { class: "soft", text: t(page.phases ? "couple.key_phases" : "couple.key") }), twin.node),
      h("div", { class: "side" }, h("p", { class: "buttons" }, compare, back), controls.node, files.node)));

    const same = (x, y) => JSON.stringify(app.request(x)) === JSON.stringify(app.request(y));

    function freeze() {
      app.frozen = now;
      draw();
      app.announce(t("couple.frozen"));
    }

    function restore() {
      if (app.frozen) app.set({ ...app.frozen.state, view: "couple" });
    }

    function draw() {
      const { frozen } = app, ghost = frozen && !same(frozen.state, now.state) && frozen.state.days === now.state.days ? frozen : null;
      rows.forEach((row, i) => charts[i].update({ series: now.runs[i], ghost: ghost?.runs[i].map((one) => one.median) }));
      if (lanes) lanes.update(now.phases[2]);
      const sentence = ghost ? changeSentence(t, called, measures(rows, ghost.runs), measures(rows, now.runs)) : t("couple.start");
      back.disabled = !ghost;
      if (changed.textContent !== sentence) {
        changed.textContent = sentence;
        if (ghost) app.announce(sentence);
      }
      twin.update();
    }

    return {
      render(result, state) {
        now = { state, runs: rows.map((row) => summary(result, row.name)), phases: page.phases ? phases(page.phases, result) : null };
        // what is compared with: the couple as it was when it was chosen, until somebody freezes another run
        if (!app.frozen || app.frozen.state.couple !== state.couple || app.frozen.state.days !== state.days) app.frozen = now;
        draw();
      },
      unmount() {
        controls.destroy();
        charts.forEach((one) => one.destroy());
      },
    };
  },
};
