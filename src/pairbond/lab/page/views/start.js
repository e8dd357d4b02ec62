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
      theory && app.page.failed.length > 0 && h("details", {}, h("summary", { text: t("start.failed.title") }),
        h("p", { text: t("start.failed.about") }), h("ul", {}, app.page.failed.map((one) => h("li", { text: one })))),
      h("p", {}, t("start.afraid"), " ", h("a", { href: "#help", class: "open-help", text: t("shell.help") })),
      h("h2", { text: t(theory ? "start.doors.title" : "start.open") }),
      theory ? h("ul", { class: "doors" }, DOORS.map(door)) : h("button", { type: "button", class: "door",
        on: { click: () => app.set({ view: "couple" }) } }, h("strong", { text: t("couple.title") })),
    ));
    return { render() {}, unmount() {} };
  },
};
