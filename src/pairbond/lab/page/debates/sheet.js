// The teacher's page of a debate: 45 minutes on one sheet of A4.
import { h } from "../dom.js";
import { found } from "./found.js";

export function sheet(app, row) {
  const { t, model } = app, own = (name) => t(`debates.${row.id}.${name}`), { low, start, high } = row.dial;
  const steps = t.list("debates.sheet.steps").map(([minutes, what]) => h("tr", {}, h("th", { scope: "row", text: minutes }),
    h("td", { text: what.replace("{watch}", own("watch")).replace("{low}", low).replace("{start}", start).replace("{high}", high).replace("{dial}", own("dial")) })));
  return h("section", { class: "debate-sheet", "aria-label": t("debates.sheet.title") },
    h("h3", { text: t("debates.sheet.heading", { lesson: own("title") }) }),
    h("p", { text: t("debates.sheet.aim") }),
    h("p", { text: t("debates.sheet.need") }),
    h("ol", {}, row.sides.map((side) => h("li", {}, h("strong", { text: side.says }), " ", h("span", { class: "soft", text: side.essays.map((one) => t("claims.essay", one)).join("; ") })))),
    h("table", { class: "debate-plan" }, h("caption", { text: t("debates.sheet.plan") }),
      h("thead", {}, h("tr", {}, h("th", { scope: "col", text: t("debates.sheet.minutes") }), h("th", { scope: "col", text: t("debates.sheet.what") }))),
      h("tbody", {}, steps)),
    h("h4", { text: t("debates.sheet.talk") }),
    h("ul", {}, [own("ask"), ...t.list("debates.sheet.ask")].map((text) => h("li", { text }))),
    h("h4", { text: t("debates.sheet.found") }), found(t, row),
    h("p", { class: "debate-care", text: t("debates.sheet.care") }),
    h("p", { class: "soft", text: t("debates.sheet.foot", { link: `#view=debates&debate=${row.id}`, fingerprint: model.model.fingerprint.slice(0, 12) }) }));
}
