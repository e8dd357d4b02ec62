// The sheet: six rows of two boxes, on a screen to be written in, on paper one page of A4.
import { h, svg } from "../dom.js";
import { answerPicture, answerSentence } from "./answer.js";

const SIDES = ["a", "b"], LONG = [140, 280]; // letters from which the type on paper is smaller, and smaller still

// lines one after another, with a sign between them where there is room for it
function onPaper(text, most) {
  const lines = text.split(/\s*\n\s*/).filter(Boolean), joined = lines.join(" / ");
  return joined.length > most ? lines.join(" ") : joined;
}

// the sheet writes into map(), and changed() is told
export function sheet({ t, data, map, changed }) {
  const called = SIDES.map((side) => t(`map.${side}`)), cells = [];
  const foot = h("p", { class: "cycle-foot" });

  function cell(box, side, partner) {
    const id = `map-${box.name}-${side}`, names = { who: called[partner], other: called[1 - partner] };
    const printed = h("p", { class: "cycle-words", "aria-hidden": "true" }), answer = h("div", { class: "cycle-answer", hidden: true });
    const words = h("textarea", { id, rows: 2, maxlength: data.limits.words, autocomplete: "off", spellcheck: "false", writingsuggestions: "false",
      on: { input: () => { map()[box.name][side].words = words.value; draw(); changed(); } } });
    const mark = h("input", { type: "checkbox", id: `${id}-otherwise`, autocomplete: "off",
      on: { change: () => { map()[box.name][side].otherwise = mark.checked; draw(); changed(); } } });
    const node = h("div", { class: `cycle-cell of-${partner}` },
      h("label", { class: "cycle-ask", for: id, text: t(`map.boxes.${box.name}.ask`, names) }), words, printed,
      h("p", { class: "cycle-mark" }, mark, h("label", { for: `${id}-otherwise` }, t("map.otherwise"),
        h("span", { class: "hidden-text", text: `: ${t(`map.boxes.${box.name}.title`)}, ${called[partner]}` }))), answer);

    function draw() {
      const { words: text, otherwise } = map()[box.name][side];
      if (words.value !== text) words.value = text;
      mark.checked = otherwise;
      node.classList.toggle("could-be-otherwise", otherwise);
      printed.textContent = onPaper(text, data.limits.words);
      const wide = printed.textContent.length + [...text].filter((c) => /[^\p{Ll}\p{N}\p{P}\s]/u.test(c)).length;
      LONG.forEach((most, i) => printed.classList.toggle(`cycle-long-${i}`, wide > most));
    }

    cells.push({ box, partner, answer, draw });
    draw();
    return node;
  }

  // what follows is the same person's or the other's: arrows straight down or across
  function connection(box) {
    const line = (from, to) => svg("path", { d: `M${from} 0V3L${to} 11V14`, class: `from-${from < 50 ? 0 : 1}` });
    const ends = box.other ? [[25, 75], [75, 25]] : [[25, 25], [75, 75]];
    return svg("svg", { class: "cycle-between", viewBox: "0 0 100 14", preserveAspectRatio: "none", "aria-hidden": "true" }, ends.map(([x, y]) => line(x, y)));
  }

  const node = h("div", { class: "cycle-sheet" },
    h("p", { class: "cycle-title", "aria-hidden": "true", text: t("map.heading") }),
    h("p", { class: "cycle-heads", "aria-hidden": "true" }, called.map((who, i) => h("span", { class: `of-${i}`, text: t("map.person", { who }) }))),
    data.boxes.flatMap((box, i) => [
      h("section", { class: "cycle-row" },
        h("h2", {}, `${i + 1} ${t(`map.boxes.${box.name}.title`)} `, h("span", { text: t(`map.boxes.${box.name}.about`) })),
        SIDES.map((side, partner) => cell(box, side, partner))),
      i + 1 < data.boxes.length && connection(box)]),
    foot);

  return {
    node,
    draw() { for (const one of cells) one.draw(); },
    // get(box, partner): the series of a run, or null to show none; said: what the answers are of
    answers(get, said) {
      for (const { box, partner, answer } of cells) {
        answer.hidden = !get;
        answer.replaceChildren(...(get ? [answerPicture(box, get(box, partner), partner), h("p", { text: answerSentence(t, box, get(box, partner)) })] : []));
      }
      foot.textContent = [t("map.keep"), said].filter(Boolean).join(" ");
    },
  };
}
