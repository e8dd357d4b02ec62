// Seven steps: the reader bets, the model runs, and the page says what came out; three voices stay apart.
import { h } from "../dom.js";
import { chosen, numbers } from "../story/numbers.js";
import { pictures } from "../story/pictures.js";
import { round } from "../texts.js";
import { essaysSay, studiesFound } from "./voices.js";

const short = (x) => String(Number(x.toPrecision(2))).replace("-", "−");

export const story = {
  id: "story",
  offered: (model, page) => Boolean(page.views.story),
  mount(root, app) {
    const { t } = app, data = app.page.views.story, names = { a: t("story.a"), b: t("story.b") };
    const place = h("div", { class: "story" });
    let drawn = null, at = 0, bets = readBets(app.state.own["story.bets"] ?? "");
    root.append(place);

    const written = {
      number: (x) => round(x), share: (x) => `${Math.round(100 * x)} %`,
      count: (x) => (Math.round(x) === 1 ? t("story.once") : t("story.times", { times: Math.round(x) })),
    };

    const own = (more) => {
      const kept = Object.fromEntries(Object.entries({ ...app.state.own, ...more }).filter(([, text]) => text !== ""));
      app.set({ own: kept });
    };
    const firstOf = (door) => data.steps.findIndex((one) => one.door === door);

    function go(to) {
      at = to;
      const step = data.steps[at];
      own({ "story.step": step ? step.name : "end", "story.door": "" });
      drawn?.destroy();
      drawn = null;
      place.replaceChildren(doors(step), step ? page(step) : end());
    }

    function move(to) {
      go(to);
      const heading = place.querySelector("h2");
      heading.focus({ preventScroll: true });
      place.scrollIntoView({ block: "start" });
    }

    function doors(step) {
      return h("nav", { "aria-label": t("story.steps_of") }, h("ol", { class: "steps" }, data.doors.map((door) =>
        h("li", {}, h("button", { type: "button", class: "plain", "aria-current": step?.door === door && "step",
          text: t(`story.doors.${door}`), on: { click: () => move(firstOf(door)) } })))));
    }

    function page(step) {
      const key = `story.steps.${step.name}`, outcomes = step.bet.map((row) => row.outcome);
      const result = h("div", { class: "shown", hidden: true });
      const show = h("button", { type: "button", class: "go", text: t("story.show"), on: { click: () => reveal(step, result, choices, buttons) } });
      const choices = h("fieldset", { class: "bets" }, h("legend", { text: t(`${key}.question`, names) }), outcomes.map((name) =>
        h("label", {}, h("input", { type: "radio", name: "bet", value: name, checked: bets[step.name] === name, on: { change: () => {
          bets = { ...bets, [step.name]: name };
          show.disabled = false;
          own({ "story.bets": writeBets(bets) });
        } } }), " ", t(`${key}.bets.${name}`, names))));
      const buttons = h("p", { class: "buttons" }, show, at > 0 && back(),
        h("button", { type: "button", class: "plain", text: t("story.skip"), on: { click: () => move(at + 1) } }));
      show.disabled = !bets[step.name];
      const ready = run(step);
      ready.catch(() => {});
      step.ready = ready;
      return h("section", {},
        h("p", { class: "soft place", text: t("story.place", { step: at + 1, steps: data.steps.length }) }),
        h("h2", { tabindex: "-1", text: t(`${key}.title`, names) }),
        at === 0 && h("p", { text: t("story.lead", names) }),
        h("p", { text: t(`${key}.setup`, names) }), choices,
        buttons, result);
    }

    const back = () => h("button", { type: "button", class: "plain", text: t("story.back"), on: { click: () => move(at - 1) } });

    // the arms of a step as variants of one run: the same chance in each
    function run(step) {
      const variants = Object.values(step.arms).map((arm) => {
        const courses = arm.acts.map((one) => ({ ...one, end: null, dose: 1 }));
        const { parameters, acts } = app.request({ ...app.states.empty(), couple: arm.couple, off: arm.off, courses });
        return { parameters, acts };
      });
      const { days, draws, switches } = step;
      return app.engine.run({ variants, switches, days, draws, seed: app.state.seed }, "story");
    }

    async function reveal(step, node, choices, buttons) {
      node.hidden = false;
      node.replaceChildren(h("p", { class: "soft", text: t("story.running") }));
      const result = await step.ready;
      if (!result || data.steps[at] !== step) return;
      const key = `story.steps.${step.name}`, values = numbers(step, result, data), outcome = chosen(step.bet, values);
      const said = { ...names };
      for (const [name, one] of Object.entries(step.measures)) said[name] = written[one.shown](values[name]);
      const text = t(`${key}.outcomes.${outcome}`, said), mine = t(`${key}.bets.${bets[step.name]}`, names);
      const notes = Object.entries(step.notes).map(([name, rule]) => t(`${key}.notes.${name}.${chosen(rule, values)}`, said));
      const agree = step.agreement && chosen(step.agreement, values), special = `${key}.agreement.${agree}`;
      const agreement = agree && t(t.has(special) ? special : `story.agreement.${agree}`, names);
      const facts = step.tests.filter((one) => one.kind === "fact"), claims = step.tests.filter((one) => one.kind !== "fact");
      const runs = t(step.show.quantities.length ? "story.runs" : "story.runs_together", { draws: result.draws });
      drawn?.destroy();
      drawn = pictures(step, result, data, app, key, names);
      node.replaceChildren(
        h("section", { class: "voice model" }, h("h3", { tabindex: "-1", text: t("story.model") }),
          h("p", { class: "outcome", text }), notes.map((one) => h("p", { text: one })),
          h("p", { class: "soft", text: bets[step.name] === outcome ? t("story.right") : t("story.wrong", { bet: mine }) }),
          drawn.node,
          h("p", { class: "soft", text: t.has(`${key}.unit`) ? `${runs} ${t(`${key}.unit`, names)}` : runs }),
          claims.map(test), agreement && h("p", { class: "agreement", text: agreement }),
          t.has(`${key}.aside`) && h("p", { class: "aside", text: t(`${key}.aside`, names) })),
        h("div", { class: "voices" },
          essaysSay(t, step.essays.map((one) => ({ ...one, says: one.says || t(`${key}.essays.${one.essay}`, names) }))),
          studiesFound(t, step.studies, facts.map(test), t.has(`${key}.studies`) ? t(`${key}.studies`) : t("voices.none"))),
        h("p", { class: "buttons" }, h("button", { type: "button", class: "go",
          text: t(at + 1 < data.steps.length ? "story.next" : "story.last"), on: { click: () => move(at + 1) } }), at > 0 && back()),
      );
      choices.disabled = true;
      buttons.hidden = true;
      app.announce(text);
      node.scrollIntoView({ block: "start" });
      node.querySelector("h3").focus({ preventScroll: true });
    }

    // what came of a published fact, a claim or a dispute, when the model was put to it
    function test(one) {
      const said = t.has(`story.facts.${one.id}`) ? t(`story.facts.${one.id}`) : t("story.claim", one);
      const both = one.simulated !== null && one.simulated !== undefined && one.published !== null && one.published !== undefined;
      return h("div", { class: `test ${one.kind}` }, h("p", {}, said, " ",
        h("strong", { text: t(`story.verdict.${one.verdict}`, one) })),
      one.kind === "fact" && h("p", { class: "soft", text: [
        both && t("story.numbers", { unit: one.unit, published: short(one.published), simulated: short(one.simulated) }),
        one.memory && t("story.memory"), t("voices.source", one)].filter(Boolean).join(" ") }));
    }

    function end() {
      const to = (view, key) => h("button", { type: "button", class: "go", text: t(key), on: { click: () => app.set({ view }) } });
      const there = app.page.views;
      return h("section", {}, h("h2", { tabindex: "-1", text: t("story.end.title") }), h("p", { text: t("story.end.about") }),
        h("p", { class: "buttons" }, to("couple", "story.end.sandbox"), there.courses && to("courses", "story.end.courses"),
          h("button", { type: "button", class: "plain", text: t("story.end.again"), on: { click: () => { bets = {}; own({ "story.bets": "" }); move(0); } } })));
    }

    const door = firstOf(app.state.own["story.door"]), named = data.steps.findIndex((one) => one.name === app.state.own["story.step"]);
    go(door >= 0 ? door : app.state.own["story.step"] === "end" ? data.steps.length : Math.max(named, 0));
    return { render() {}, unmount() { drawn?.destroy(); } };
  },
};

// bets are kept in the link as "step:bet,step:bet"
function readBets(text) {
  return Object.fromEntries(text.split(",").map((one) => one.split(":")).filter((one) => one.length === 2));
}

const writeBets = (bets) => Object.entries(bets).map((one) => one.join(":")).join(",");
