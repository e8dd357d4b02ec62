// To take along: the link, a scenario file, pictures, numbers, and a script that works the numbers out again.
import { numbersCsv } from "../exports/csv.js";
import { pictureSvg, pngOf } from "../exports/picture.js";
import { pythonScript } from "../exports/python.js";
import { copy, save } from "../exports/save.js";
import { scenarioText } from "../exports/scenario.js";
import { entriesOf } from "../exports/toml.js";
import { h } from "../dom.js";

export function takeaway(app, rows, called, get) {
  const { t, page } = app, name = page.python.stem;
  const button = (key, act) => h("button", { type: "button", text: t(`take.${key}`), on: { click: act } });
  const picture = () => pictureSvg({ t, rows, called, now: get(), frozen: app.frozen, names: page.phases?.names });
  const done = () => app.announce(t("take.saved"));
  const file = h("input", { type: "file", id: "scenario-file", accept: ".toml,text/plain", on: { change: load } });

  async function load() {
    const [chosen] = file.files;
    file.value = "";
    if (!chosen) return;
    if (chosen.size > page.limits.file.high) {
      app.take({ state: app.state, refusals: [t("refuse.big", { most: page.limits.file.high })] });
      return;
    }
    const read = entriesOf(await chosen.text(), app), taken = app.states.accept(read.entries);
    app.take({ state: read.fatal ? app.state : { ...taken.state, view: "couple" }, refusals: read.fatal ? read.refusals : [...read.refusals, ...taken.refusals] });
  }

  return {
    node: h("fieldset", { class: "take" }, h("legend", { text: t("take.title") }),
      h("p", { class: "buttons" },
        button("link", async () => app.announce(t(await copy(app.states.toHash(app.state)) ? "take.copied" : "take.address"))),
        page.scenario && button("scenario", () => { save(`${name}.toml`, scenarioText(app), "text/plain"); done(); }),
        button("png", async () => { save(`${name}.png`, await pngOf(picture())); done(); }),
        button("svg", () => { save(`${name}.svg`, picture(), "image/svg+xml"); done(); }),
        button("csv", () => { save(`${name}.csv`, numbersCsv(rows, called, get()), "text/csv"); done(); }),
        button("python", () => { save(`${name}.py`, pythonScript(app, rows), "text/x-python"); done(); })),
      page.scenario && h("p", {}, h("label", { for: "scenario-file", text: t("take.open") }), " ", file),
      h("p", { class: "soft", text: t("take.note") })),
  };
}
