// The cycle map: six boxes for both partners, in somebody's own words, with what the model does beside them.
import { tableTwin } from "../charts/table.js";
import { h } from "../dom.js";
import { save } from "../exports/save.js";
import { sheet } from "../map/sheet.js";
import { emptyMap, isEmpty, mapText, readMap } from "../map/words.js";
import { path } from "../runtime/result.js";
import { upper } from "../texts.js";

export const cycleMap = {
  id: "map",
  offered: (model, page) => Boolean(page.views.map),
  mount(root, app) {
    const { t, page } = app, data = page.views.map, called = [t("map.a"), t("map.b")];
    let before = null, result = null;
    app.words ??= emptyMap(data.boxes); // as long as the page is open, and nowhere else

    const paper = sheet({ t, data, map: () => app.words, changed: () => { before = null; buttons(); } });
    const couple = h("span"), about = h("p", { class: "soft" });
    const model = h("input", { type: "checkbox", id: "map-model", on: { change: () => {
      const { "map.model": was, ...own } = app.state.own;
      app.set({ own: model.checked ? { ...own, "map.model": "1" } : own });
    } } });
    const button = (key, act) => h("button", { type: "button", text: t(`map.${key}`), on: { click: act } });
    const clear = button("clear", () => replace(emptyMap(data.boxes), "map.cleared")), undo = button("undo", () => replace(before, "map.undone"));
    const keep = button("save", () => { save("map.json", mapText(app.words), "application/json"); app.announce(t("take.saved")); });
    const file = h("input", { type: "file", id: "map-file", accept: ".json,application/json", on: { change: load } });
    const twin = tableTwin(t, () => result && data.boxes.map((box) => ({
      label: upper(t(`map.boxes.${box.name}.model`)), partners: called, series: [0, 1].map((partner) => ({ median: series(box, partner) })),
    })), "map.caption");

    root.append(
      h("p", { class: "lead", text: t("map.lead") }),
      h("p", { class: "warning", text: t("map.warning") }),
      h("p", {}, t("start.afraid"), " ", h("a", { href: "#help", class: "open-help", text: t("shell.help") })),
      h("p", { class: "buttons" }, button("print", () => print()), keep, clear, undo),
      h("p", {}, h("label", { for: "map-file", text: t("map.open") }), " ", file),
      h("p", { class: "field check" }, model, h("label", { for: "map-model", text: t("map.model") })),
      h("p", { class: "cycle-couple" }, couple, " ", h("button", { type: "button", class: "plain", text: t("map.change"), on: { click: () => app.set({ view: "couple" }) } })),
      paper.node, about, twin.node);

    const shows = () => app.state.own["map.model"] === "1";
    const series = (box, partner) => path(result, box.quantity, partner);

    function buttons() {
      undo.hidden = !before;
      keep.disabled = clear.disabled = isEmpty(app.words);
    }

    // other words in place of these, which can be had back until somebody writes
    function replace(words, key) {
      before = before === words || isEmpty(app.words) ? null : app.words;
      app.words = words;
      paper.draw();
      buttons();
      app.announce(t(key));
    }

    async function load() {
      const [chosen] = file.files, most = data.limits.bytes;
      file.value = "";
      if (!chosen) return;
      const read = chosen.size > most ? { map: null, refusals: [t("refuse.map_big", { most })] }
        : readMap(await chosen.text(), data.boxes, t, data.limits.words);
      if (read.map) replace(read.map, "map.opened");
      app.take({ state: app.state, refusals: read.refusals });
    }

    function update() {
      const there = shows() && result, name = app.state.couple?.replaceAll("-", " ");
      model.checked = shows();
      couple.parentElement.hidden = twin.node.hidden = about.hidden = !shows();
      couple.textContent = t("map.couple", { couple: name });
      about.textContent = there ? t("map.about", { days: result.days }) : "";
      paper.answers(there ? series : null, there && t("map.from", { couple: name }));
      if (there) twin.update();
    }

    const stop = app.on("state", update);
    buttons();
    update();
    return {
      render(next) { result = next; update(); },
      unmount: stop,
    };
  },
};
