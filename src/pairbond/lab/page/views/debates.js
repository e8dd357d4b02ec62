// The disputes between the essays as lessons: both sides, one dial to move, what the test found, and a teacher's page.
import { comparison } from "../charts/compare.js";
import { stateOf } from "../claims/runs.js";
import { found } from "../debates/found.js";
import { sheet } from "../debates/sheet.js";
import { h } from "../dom.js";
import { copy } from "../exports/save.js";
import { round } from "../texts.js";

export const debates = {
  id: "debates",
  offered: (model, page) => Boolean(page.views.debates),
  mount(root, app) {
    const { t } = app, data = app.page.views.debates;
    const rows = data.rows.filter((row) => t.has(`debates.${row.id}`));
    const place = h("div", { class: "debate" });
    let shown = null, pictures = null, update = () => {};

    const keep = (more) => app.set({ own: { ...app.state.own, ...more } });
    const links = new Map(rows.map((row) => [row.id, h("a", { href: `#view=debates&debate=${row.id}`, text: t(`debates.${row.id}.title`),
      on: { click: (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        const { "debates.dial": gone, ...rest } = app.state.own;
        app.set({ own: { ...rest, "debates.debate": row.id } });
        place.querySelector("h2").focus();
      } } })]));
    root.append(h("div", { class: "debates" },
      h("p", { class: "debate-lead", text: t("debates.lead") }),
      data.stale && h("p", { class: "problem", text: t("claims.stale") }),
      h("nav", { class: "debate-list", "aria-label": t("debates.list") }, h("ol", {}, [...links.values()].map((one) => h("li", {}, one)))), place));

    function page(row) {
      const own = (name) => t(`debates.${row.id}.${name}`), { low, high, start } = row.dial;
      const legal = (text) => (text && Number.isFinite(Number(text)) ? Math.min(Math.max(Number(text), low), high) : start);
      const made = (link, x) => stateOf(app, link.replaceAll("{x}", String(Number(x.toFixed(3)))));
      pictures = comparison(app, row.shows, { channel: "debates", words: "debates.changed", names: [own("line"), own("dotted")] });
      const output = h("output", { for: "debate-dial" });
      const dial = h("input", { type: "range", id: "debate-dial", min: low, max: high, step: (high - low) / 20,
        on: { input: () => keep({ "debates.dial": String(Number(Number(dial.value).toFixed(3))) }) } });
      let last = null;
      update = () => {
        const x = legal(app.state.own["debates.dial"]);
        if (x === last) return;
        const quiet = last === null;
        last = x;
        dial.value = x;
        output.textContent = round(x);
        const words = t.list("scale"), place = Math.min(Math.floor(((x - low) / (high - low)) * words.length), words.length - 1);
        dial.setAttribute("aria-valuetext", t("couple.value", { value: round(x), word: words[place] }));
        pictures.run([made(row.link, x), made(row.against, x)], quiet);
      };
      const side = (one, i) => h("section", { class: "voice" }, h("h3", { text: t(`debates.side.${i}`) }),
        h("p", { class: "outcome", text: one.says }), h("p", { text: own(i ? "second" : "first") }),
        h("p", { class: "soft", text: one.essays.map((x) => t("claims.essay", x)).join("; ") }));
      return [
        h("div", { class: "debate-live" },
          h("h2", { tabindex: "-1", text: own("title") }),
          h("div", { class: "voices" }, row.sides.map(side)),
          h("section", { class: "voice" }, h("h3", { text: t("debates.try") }), h("p", { text: own("watch") }),
            h("div", { class: "slider" }, h("label", { for: "debate-dial", text: own("dial") }), output, dial),
            h("p", { class: "soft", text: t("debates.line", { name: own("line") }) }), pictures.node,
            h("p", { class: "buttons" }, h("button", { type: "button", text: t("claims.open"), on: { click: () =>
              app.set({ ...made(row.link, last), own: app.state.own, embed: app.state.embed, view: "couple" }) } }),
            h("button", { type: "button", text: t("take.link"), on: { click: async () =>
              app.announce(t(await copy(app.states.toHash(app.state)) ? "take.copied" : "take.address")) } }))),
          h("section", { class: "voice" }, h("h3", { text: t("debates.test") }), found(t, row),
            h("details", {}, h("summary", { text: t("claims.measured") }), h("p", { text: row.measured })),
            h("p", { class: "soft", text: t("debates.made", data.made) })),
          h("section", { class: "voice" }, h("h3", { text: t("debates.sheet.title") }), h("p", { text: t("debates.sheet.about") }),
            h("p", { class: "buttons" }, h("button", { type: "button", text: t("debates.print"), on: { click: () => print() } })))),
        sheet(app, row)];
    }

    function show() {
      const row = rows.find((one) => one.id === app.state.own["debates.debate"]) ?? rows[0];
      if (row.id !== shown) {
        shown = row.id;
        pictures?.destroy();
        for (const [id, link] of links) id === shown ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
        place.replaceChildren(...page(row));
      }
      update();
    }

    const stop = app.on("state", show);
    show();
    return { render() {}, unmount() { stop(); pictures?.destroy(); } };
  },
};
