// Help, one step away on every view: the words are those of every report.
import { h } from "./dom.js";

export function helpDialog(app) {
  const { t } = app, { help } = app.page;
  const close = h("button", { type: "button", text: t("shell.close") });
  const node = h("dialog", { "aria-labelledby": "help-title", class: "help" },
    h("h2", { id: "help-title", text: help.title }),
    help.lead.map((text) => h("p", { text })),
    h("ul", {}, help.contacts.map((one) => h("li", {}, h("strong", { text: one.name }), one.note ? `, ${one.note}` : ""))),
    help.computer.map((text) => h("p", { class: "soft", text })),
    close);
  close.addEventListener("click", () => node.close());
  return { node, open: () => node.showModal() };
}
