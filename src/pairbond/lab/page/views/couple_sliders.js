// Who the two are: a named couple, sliders for both persons, and how the model is run.
import { h } from "../dom.js";
import { round, wordOf } from "../texts.js";

export function sliders(app, called) {
  const { t, model, page } = app, updates = [];
  const select = model.couples.length > 0 && h("select", {
    id: "couple-name", on: { change: (event) => app.set({ couple: event.target.value, a: {}, b: {}, both: {} }) },
  }, model.couples.map((one) => h("option", { value: one.name, text: one.name.replaceAll("-", " ") })));
  if (select) updates.push((state) => { select.value = state.couple; });

  function slider(one, side, partner) {
    const id = `${side}-${one.name}`, output = h("output", { for: id });
    const input = h("input", { type: "range", id, min: one.low, max: one.high, step: one.step, title: one.term,
      on: { input: () => app.set({ [side]: { ...app.state[side], [one.name]: Number(input.value) } }) } });
    updates.push((state) => {
      const value = app.trait(state, one, partner), share = (value - one.low) / (one.high - one.low || 1);
      if (Number(input.value) !== value) input.value = value;
      output.textContent = round(value, one.digits);
      input.setAttribute("aria-valuetext", t("couple.value", { value: round(value, one.digits), word: wordOf(t.list("scale"), share) }));
    });
    return h("div", { class: "slider" }, h("label", { for: id, text: one.label }), output, input);
  }

  const own = page.traits.filter((one) => !one.couple), shared = page.traits.filter((one) => one.couple);
  const person = (side, partner) => h("fieldset", { class: `person person-${partner}` },
    h("legend", { text: t("couple.person", { who: called[partner] }) }), own.map((one) => slider(one, side, partner)));
  const number = (name) => {
    const { low, high } = page.limits[name], input = h("input", { type: "number", id: name, min: low, max: high, step: 1,
      on: { change: () => app.take(app.states.accept([[name, input.value]], app.state)) } });
    updates.push((state) => { input.value = state[name]; });
    return h("div", { class: "field" }, h("label", { for: name, text: t(`couple.${name}`) }), input);
  };
  const noise = h("input", { type: "checkbox", id: "noise", on: { change: () => app.set({ noise: noise.checked }) } });
  updates.push((state) => { noise.checked = state.noise; });

  const node = h("form", { class: "controls", "aria-label": t("couple.controls"), on: { submit: (event) => event.preventDefault() } },
    select && h("div", { class: "field" }, h("label", { for: "couple-name", text: t("couple.couple") }), select),
    h("div", { class: "persons" }, person("a", 0), person("b", 1)),
    shared.length > 0 && h("fieldset", {}, h("legend", { text: t("couple.shared") }), shared.map((one) => slider(one, "both", 0))),
    h("fieldset", { class: "run" }, h("legend", { text: t("couple.run") }), number("days"), number("draws"), number("seed"),
      h("div", { class: "field check" }, noise, h("label", { for: "noise", text: t("couple.noise") }))));
  const update = (state) => { for (const fn of updates) fn(state); };
  update(app.state);
  return { node, destroy: app.on("state", update) };
}
