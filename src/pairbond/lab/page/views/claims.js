// Every claim with what came of it: a list to search and filter, contradictions first, and one claim beside it.
import { claimDetail } from "../claims/detail.js";
import { listed, tally } from "../claims/filter.js";
import { h } from "../dom.js";

const FILTERS = ["essay", "verdict", "count"];

export const claims = {
  id: "claims",
  offered: (model, page) => Boolean(page.views.claims),
  mount(root, app) {
    const { t } = app, data = app.page.views.claims;
    const own = (name) => app.state.own[`claims.${name}`] ?? "";
    let shown = null, detail = null, find = "";

    function keep(more) {
      const all = { ...app.state.own, ...Object.fromEntries(Object.entries(more).map(([name, value]) => [`claims.${name}`, value])) };
      app.set({ own: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")) });
    }

    const said = { // what an option is called, and what it stands for in a link
      essay: data.essays.map((one) => [one.essay, t("claims.essay", one)]),
      verdict: data.verdicts.map((name) => [name, t(`claims.verdict.${name}`)]),
      count: Object.keys(data.classes).map((name) => [name, t(`claims.class.${name}`)]),
    };
    const link = (name) => name.replaceAll(" ", "_");
    const value = (name) => (said[name].find(([one]) => link(one) === own(name)) ?? [""])[0];
    const selects = Object.fromEntries(FILTERS.map((name) => [name, h("select", { id: `claims-${name}`,
      on: { change: () => keep({ [name]: selects[name].value }) } },
    h("option", { value: "", text: t("claims.any") }), said[name].map(([one, text]) => h("option", { value: link(one), text })))]));
    const search = h("input", { type: "search", id: "claims-find", autocomplete: "off", on: { input: () => { find = search.value; list(); } } });
    const field = (name, control) => h("p", { class: "field" }, h("label", { for: control.id, text: t(`claims.filter.${name}`) }), control);
    const count = h("p", { class: "soft", role: "status" }), items = h("ol", { class: "claim-list" });
    const pane = h("div", { class: "claim-pane" });
    const place = h("div", { class: "claims" },
      h("div", { class: "claims-all" },
        h("p", { text: t("claims.lead") }),
        data.stale && h("p", { class: "problem", text: t("claims.stale") }),
        h("details", {}, h("summary", { text: t("claims.how_many") }), numbers()),
        h("form", { class: "claims-filter", role: "search", "aria-label": t("claims.filter.title"), on: { submit: (event) => event.preventDefault() } },
          field("find", search), FILTERS.map((name) => field(name, selects[name]))),
        count, items, h("p", { class: "soft", text: t("claims.made", data.made) })),
      pane);
    root.append(place);

    function numbers() {
      return h("table", {}, h("caption", { text: t("claims.tally.caption") }),
        h("thead", {}, h("tr", {}, ["count", "tested", "carried", "failed"].map((name) => h("th", { scope: "col", text: t(`claims.tally.${name}`) })))),
        h("tbody", {}, tally(data).map((one) => h("tr", {}, h("th", { scope: "row", text: t(`claims.class.${one.name}`) }),
          [one.tested, one.tested - one.failed, one.failed].map((text) => h("td", { text }))))));
    }

    function list() {
      const rows = listed(data.rows, { find, ...Object.fromEntries(FILTERS.map((name) => [name, value(name)])) });
      for (const name of FILTERS) selects[name].value = link(value(name));
      count.textContent = t(rows.length ? "claims.listed" : "claims.none_listed", { listed: rows.length, all: data.rows.length });
      items.replaceChildren(...rows.map((row) => h("li", {}, h("a", { href: `#view=claims&claim=${row.id}`, "aria-current": row.id === shown && "true",
        on: { click: (event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          keep({ claim: row.id });
          scrollTo(0, 0);
          detail?.focus();
        } } },
      h("span", { class: "claim-id soft", text: row.id }), h("span", { class: "claim-says", text: row.says }),
      h("span", { class: "claim-verdict" }, h("span", { class: data.failed.includes(row.verdict) ? "claim-failed" : "", text: t(`claims.verdict.${row.verdict}`) }), " ",
        h("span", { class: "claim-stars", "aria-hidden": "true", text: t(`claims.basis.${row.basis}.stars`) }))))));
    }

    function back() {
      const last = shown;
      keep({ claim: "" });
      (items.querySelector(`a[href$="claim=${last}"]`) ?? search).focus();
    }

    function show() {
      const row = data.rows.find((one) => one.id === own("claim"));
      list();
      if ((row?.id ?? null) === shown && pane.hasChildNodes()) return;
      shown = row?.id ?? null;
      detail?.destroy();
      detail = row ? claimDetail(app, data, row, back) : null;
      place.classList.toggle("claims-one", Boolean(row));
      pane.replaceChildren(detail ? detail.node : h("p", { class: "soft", text: t("claims.choose") }));
      for (const one of items.querySelectorAll("a"))
        one.href.endsWith(`claim=${shown}`) ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current");
      detail?.start();
    }

    const stop = app.on("state", show);
    show();
    return { render() {}, unmount() { stop(); detail?.destroy(); } };
  },
};
