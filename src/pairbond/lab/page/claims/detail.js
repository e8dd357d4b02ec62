// One claim: what came of it, what was taken out, what it looks like in a run, and what published facts say.
import { comparison } from "../charts/compare.js";
import { h } from "../dom.js";
import { copy } from "../exports/save.js";
import { round, upper } from "../texts.js";
import { runName, stateOf, telling, without } from "./runs.js";

const short = (x) => String(Number(Number(x).toPrecision(2))).replace("-", "−");
const words = (name) => name.replaceAll("_", " ");

export function stars(t, basis) {
  return [h("span", { class: "claim-stars", "aria-hidden": "true", text: t(`claims.basis.${basis}.stars`) }), " ",
    h("span", { text: t(`claims.basis.${basis}.words`) })];
}

// a published fact, its numbers, and whether the model agrees
export function fact(t, one) {
  const both = one.published !== null && one.simulated !== null && one.simulated !== undefined;
  return h("div", { class: "claim-fact" },
    h("p", {}, one.says, " ", h("strong", { text: t(`story.verdict.${one.verdict}`) })),
    h("p", { class: "soft", text: [both && t("story.numbers", { unit: one.unit, published: short(one.published), simulated: short(one.simulated) }),
      one.memory && t("story.memory"), t("voices.source", one)].filter(Boolean).join(" ") }));
}

export function claimDetail(app, data, row, back) {
  const { t, model, page } = app, { outs = [], runs = [], facts = [], earlier = [] } = row;
  const states = runs.map((link) => stateOf(app, link));
  const off = outs.map((one) => one.off).find((names) => names.length) ?? [];
  const called = off.map(words).join(" + ");
  const shows = row.shows ?? page.show.slice(0, 3);
  const names = [t("claims.whole"), t("claims.without", { name: called })];
  const pictures = states.length ? comparison(app, shows, { channel: "claims", words: "claims.changed", names }) : null;
  let chosen = telling(states);

  const select = h("select", { id: "claims-run", on: { change: () => { chosen = Number(select.value); run(false); } } },
    states.map((state, i) => h("option", { value: i, text: runName(app, state), selected: i === chosen })));
  const open = (key, make) => h("button", { type: "button", text: t(key), on: { click: () =>
    app.set({ ...make(states[chosen]), own: app.state.own, embed: app.state.embed, view: "couple" }) } });

  const chance = h("p", { class: "soft" });
  function run(quiet) {
    if (pictures) chance.textContent = t(states[chosen].noise ? "claims.noise" : "claims.no_noise", states[chosen]);
    pictures?.run([states[chosen], off.length ? without(states[chosen], off) : null], quiet);
  }

  const verdict = [t(`claims.verdict.${row.verdict}`)];
  if (row.draws) verdict.push(t("claims.held", { held: Math.round(row.held * row.draws), draws: row.draws }));
  const mechanism = (name) => model.mechanisms.find((one) => one.name === name);
  const exact = row.exact ? t(row.exact < row.of ? "claims.some" : "claims.exact", row) : t("claims.alone");

  const node = h("article", { class: "claim-detail", "aria-labelledby": "claim-says" },
    h("p", { class: "buttons" }, h("button", { type: "button", class: "plain", text: t("claims.all"), on: { click: back } }),
      h("button", { type: "button", class: "plain", text: t("take.link"), on: { click: async () =>
        app.announce(t(await copy(app.states.toHash(app.state)) ? "take.copied" : "take.address")) } })),
    h("h2", { id: "claim-says", tabindex: "-1" }, h("span", { class: "soft", text: row.id }), " ", row.says),
    h("p", {}, stars(t, row.basis), " ", h("span", { class: "soft", text: row.source.map((name) =>
      t("claims.essay", data.essays.find((one) => one.essay === name))).join("; ") })),
    row.added && h("p", { class: "soft", text: t("claims.added", { added: row.added }) }),
    h("section", { class: "voice" }, h("h3", { text: t("claims.came_out") }),
      h("p", {}, h("strong", { class: data.failed.includes(row.verdict) ? "claim-failed" : "", text: verdict[0] }), " ", verdict.slice(1).join(" ")),
      h("p", { text: t(`claims.count.${row.count}`) }),
      earlier.map((one) => h("p", { class: "soft", text: t("claims.earlier", { verdict: t(`claims.verdict.${one.verdict}`), held: Math.round(100 * one.held) }) })),
      row.measured && h("details", {}, h("summary", { text: t("claims.measured") }), h("p", { text: row.measured }))),
    h("section", { class: "voice" }, h("h3", { text: t("claims.knock_out") }),
      outs.map((one) => h("p", {}, h("strong", { text: [...one.off.map(words), ...one.constants.map(words)].map(upper).join(" + ") }), ". ",
        h("span", { class: "soft", text: one.off.map((name) => mechanism(name).says).join(" ") }))),
      h("p", { text: row.no_out ? t("claims.no_out", { why: row.no_out }) : t(`claims.out.${row.out}`) })),
    h("section", { class: "voice" }, h("h3", { text: t("claims.looks") }),
      pictures ? [h("p", { class: "soft", text: exact }),
        states.length > 1 ? h("p", { class: "field" }, h("label", { for: "claims-run", text: t("claims.run") }), select)
          : h("p", { text: t("claims.one_run", { name: runName(app, states[0]) }) }),
        !off.length && outs.length > 0 && h("p", { class: "soft", text: t("claims.number") }),
        chance,
        pictures.node,
        h("p", { class: "buttons" }, open("claims.open", (state) => state),
          off.length > 0 && open("claims.open_without", (state) => without(state, off)))]
        : h("p", { text: t("claims.nothing") })),
    h("section", { class: "voice" }, h("h3", { text: t("claims.facts") }),
      facts.length ? [...facts.map((name) => fact(t, data.facts[name])), h("p", { class: "soft", text: t("claims.bears") })]
        : h("p", { text: t("claims.no_facts") })),
  );
  return {
    node, start: () => run(true), focus: () => node.querySelector("h2").focus({ preventScroll: true }),
    destroy: () => pictures?.destroy(),
  };
}
