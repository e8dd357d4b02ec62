// What an essay says and what studies found, kept apart from what a model does.
import { h } from "../dom.js";

// rows: [{essay, on, says}]
export function essaysSay(t, rows) {
  return h("section", { class: "voice" }, h("h3", { text: t("voices.essays") }), rows.map((one) =>
    h("p", {}, h("span", { class: "soft", text: t("voices.essay", one) }), " ", one.says)));
}

// rows: [{found, strength, means, design, source}]; more: nodes that follow; none: said where there is nothing
export function studiesFound(t, rows, more, none) {
  const empty = !rows.length && !more.length;
  return h("section", { class: "voice" }, h("h3", { text: t("voices.studies") }), rows.map((one) =>
    h("p", {}, t("voices.found", { found: one.found.slice(0, 1).toUpperCase() + one.found.slice(1) }), " ",
      h("span", { class: "soft", text: t("voices.weight", one) }))), more, empty && h("p", { text: none }));
}
