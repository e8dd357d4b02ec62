// Two runs under the same chance in the charts of the view Couple: one as lines and bands, the other dotted.
import { largest, measures } from "../changes.js";
import { h } from "../dom.js";
import { round, upper } from "../texts.js";
import { lineChart } from "./lines.js";
import { summary } from "./summary.js";
import { tableTwin } from "./table.js";

const SMALL = 0.01; // of a range: less is called no change

// options: {channel, words (key of the sentences none, higher, lower), names: [of the lines, of the dotted run]}
export function comparison(app, shows, { channel, words, names }) {
  const { t, model } = app, called = ["a", "b"];
  const rows = shows.map((name) => model.shown.find((one) => one.name === name))
    .map((one) => ({ ...one, label: upper(one.label), words: one.label, couple: one.slots.length === 1 }));
  const charts = rows.map((row, i) => lineChart(row, { t, called, announce: app.announce, sync: channel, last: i === rows.length - 1 }));
  const changed = h("p", { class: "compare-changed" }), dotted = h("span", { class: "soft" });
  let runs = null, latest = 0;
  const twin = tableTwin(t, () => runs && runs.flatMap((run, variant) => rows.map((row, i) => ({
    label: `${row.label} (${names[variant]})`, partners: row.couple ? [t("chart.both")] : called, series: run[i] }))));
  const node = h("div", { class: "compare" }, changed,
    h("p", { class: "legend" }, called.map((who, i) => h("span", { class: `who who-${i}`, text: t("chart.who", { who }) })), dotted),
    charts.map((one) => one.node), twin.node);

  function sentence() {
    const found = largest(measures(rows, runs[1]), measures(rows, runs[0]));
    if (found.share < SMALL) return t(`${words}.none`);
    const who = found.partner === null ? t("chart.both") : t("chart.who", { who: called[found.partner] });
    return t(`${words}.${found.now > found.was ? "higher" : "lower"}`, { label: found.row.words, who, was: round(found.was), now: round(found.now) });
  }

  return {
    node,
    // states: what is run, and what it is compared with (or null); quiet: do not read the sentence aloud
    async run(states, quiet = false) {
      const number = ++latest, asked = states.filter(Boolean).map((one) => app.request(one)), [first] = asked;
      const variants = asked.map(({ parameters, acts }) => ({ parameters, acts }));
      const result = await app.engine.run({ ...first, parameters: {}, acts: [], variants }, channel); // all is said by each
      if (!result || number !== latest) return null;
      runs = variants.map((_, variant) => rows.map((row) => summary(result, row.name, variant)));
      charts.forEach((chart, i) => chart.update({ series: runs[0][i], ghost: runs[1]?.[i].map((one) => one.median) }));
      changed.textContent = runs.length > 1 ? sentence() : "";
      dotted.textContent = runs.length > 1 ? t("compare.dotted", { name: names[1] }) : "";
      if (runs.length > 1 && !quiet) app.announce(changed.textContent);
      twin.update();
      return result;
    },
    destroy() {
      latest = -1;
      charts.forEach((one) => one.destroy());
    },
  };
}
