// The first screen: what this is and is not, help, and the doors.
import { h } from "../dom.js";

const DOORS = ["what", "keeps", "change"];

export const start = {
  id: "start",
  mount(root, app) {
    const { t } = app, views = root.views;
    const door = (name) => {
      const [view, own] = t.list(`start.doors.${name}.views`).map((one) => one.split("?")).find(([id]) => views.includes(id)) ?? ["couple"];
      const open = () => {
        const [key, value] = (own ?? "").split("=");
        app.set({ view, own: key ? { ...app.state.own, [key]: value } : app.state.own });
      };
      return h("li", {}, h("button", { type: "button", class: "door", on: { click: open } },
        h("strong", { text: t(`start.doors.${name}.title`) }), h("span", { text: t(`start.doors.${name}.about`) })));
    };
    const theory = app.model.mechanisms.length > 0, kind = theory ? "theory" : "other";
    root.append(h("div", {},
      h("p", { class: "lead", text: t(`start.lead.${kind}`, { label: app.model.model.label, says: app.model.model.says ?? "" }) }),
      app.page.views.claims && failed(app, app.page.views.claims),
      h("p", {}, t("start.afraid"), " ", h("a", { href: "#help", class: "open-help", text: t("shell.help") })),
      h("h2", { text: t(theory ? "start.doors.title" : "start.open") }),
      theory ? h("ul", { class: "doors" }, DOORS.map(door)) : h("button", { type: "button", class: "door",
        on: { click: () => app.set({ view: "couple" }) } }, h("strong", { text: t("couple.title") })),
    ));
    return { render() {}, unmount() {} };
  },
};

// what did not come out, each claim a link to its test
function failed(app, { rows, facts, failed: verdicts }) {
  const { t } = app, open = (own) => app.set({ view: "claims", own: { ...app.state.own, ...own } });
  const link = (href, text, own) => h("a", { href, text, on: { click: (event) => { event.preventDefault(); open(own); } } });
  const wrong = rows.filter((one) => verdicts.includes(one.verdict)), found = Object.values(facts);
  return h("details", { class: "failed" }, h("summary", { text: t("start.failed.title") }),
    h("p", { text: t("start.failed.about", { failed: wrong.length, all: rows.length, all_facts: found.length,
      facts: found.filter((one) => !app.page.views.claims.agree.includes(one.verdict)).length }) }),
    h("ul", {}, wrong.map((one) => h("li", {}, link(`#view=claims&claim=${one.id}`, one.says, { "claims.claim": one.id })))),
    h("p", {}, link("#view=claims", t("start.failed.all"), { "claims.claim": "" })));
}
