// The courses on offer, in their fixed order: what somebody would do, a warning where the other meets it, three voices.
import { h } from "../dom.js";
import { essaysSay, studiesFound } from "../views/voices.js";

// options: {t, who, add(course, side), reason(course, side), voice(course)}
export function tray(data, { t, who, add, reason, voice }) {
  const rows = data.courses.map((course) => {
    const sides = course.pair ? ["both"] : ["a", "b"], model = h("div", { "aria-live": "off" });
    const [one, other] = course.pair ? [who.a, who.b] : [t("courses.one"), t("courses.other")];
    const says = course.says.replaceAll("{who}", one).replaceAll("{other}", other);
    const buttons = sides.map((side) => h("button", { type: "button", text: t("courses.add", { who: who[side] }),
      "aria-label": `${course.label}: ${t("courses.add", { who: who[side] })}`, on: { click: () => add(course, side) } }));
    const node = h("details", { class: "offer" },
      h("summary", {}, course.label, course.directed && h("span", { class: "mark", text: t("courses.directed_mark") })),
      h("p", { text: says }),
      course.directed && h("p", { class: "warning", text: t("courses.directed") }),
      h("p", { class: "buttons" }, buttons),
      h("div", { class: "voices three" }, essaysSay(t, course.essays), studiesFound(t, course.studies, [], t("voices.none")),
        h("section", { class: "voice model" }, h("h3", { text: t("courses.model") }), model)));
    const hidden = h("p", { class: "soft", hidden: true });
    return { course, node, hidden, model };
  });
  const node = h("div", { class: "tray" }, rows.flatMap((one) => [one.node, one.hidden]));

  function update() {
    for (const one of rows) {
      const why = reason(one.course, one.course.pair ? "both" : "a");
      one.node.hidden = Boolean(why);
      one.hidden.hidden = !why;
      one.hidden.textContent = why ?? "";
      one.model.replaceChildren(...(why ? [] : voice(one.course)));
    }
  }

  return { node, update, focus: () => node.querySelector("summary")?.focus() };
}
