// Both persons' sliders and what becomes of the two.
import { h } from "../dom.js";
import { lineChart } from "../charts/lines.js";
import { summary } from "../charts/summary.js";
import { sliders } from "./couple_sliders.js";

export const couple = {
  id: "couple",
  mount(root, app) {
    const { t, model, page } = app, called = ["a", "b"];
    const rows = page.show.map((name) => ({ ...model.shown.find((one) => one.name === name) }))
      .map((one) => ({ ...one, couple: one.slots.length === 1 }));
    const charts = rows.map((row, i) => lineChart(row, { t, called, announce: app.announce, last: i === rows.length - 1 }));
    const controls = sliders(app, called);
    root.append(
      h("div", { class: "split" },
        h("div", { class: "pictures" },
          h("p", { class: "legend" }, called.map((who, i) => h("span", { class: `who who-${i}`, text: t("chart.who", { who }) })),
            h("span", { class: "soft", text: t("chart.key") })),
          charts.map((one) => one.node)),
        controls.node),
    );
    return {
      render(result) {
        rows.forEach((row, i) => charts[i].update({ series: summary(result, row.name) }));
      },
      unmount() {
        controls.destroy();
        charts.forEach((one) => one.destroy());
      },
    };
  },
};
