// The causal diagram: signals run along its arrows, arrows and mechanisms can be taken out, a day can be asked "why now?".
import { h } from "../dom.js";
import { createEngine } from "../runtime/engine.js";
import { around } from "./loop_around.js";
import { overall, sentence } from "./loop_changed.js";
import { createDiagram } from "./loop_data.js";
import { arrowPanel, mechanismList, outList } from "./loop_panel.js";
import { createPicture } from "./loop_picture.js";
import { createPlayer } from "./loop_player.js";
import { whyTable } from "./loop_why.js";

export const loop = {
  id: "loop",
  offered: (model, page) => Boolean(page.views.loop),
  mount(root, app) {
    const { t, model } = app, called = ["a", "b"], diagram = createDiagram(app);
    const exact = momentEngine(app, diagram), rows = model.shown.map((one) => ({ ...one, couple: one.slots.length === 1 }));
    const followed = rows.filter((one) => app.page.show.includes(one.name) || diagram.data.record.includes(one.name));
    let result = null, before = null, asked = "", ran = "", why = null;
    const label = (i, partner) => t("loop.of", { label: diagram.of(i).label, who: partner === null ? t("loop.two") : called[partner] });

    const picture = createPicture(app, diagram, { called, onNode: (node, partner) => { choose(named(node, partner)); reveal(); }, onArrow });
    const player = createPlayer(app, { days: app.state.days, onDay: (day, moving) => picture.at(day, player.still && moving !== null), onRest: (day) => own({ "loop.day": String(day) }) });
    const changed = h("p", { class: "changed", id: "loop-changed" }), out = h("div"), panel = h("div", { class: "panel", id: "loop-panel", tabindex: "-1" });
    const list = mechanismList(app, diagram, called), heads = h("p", { class: "heads" });
    const swap = h("button", { type: "button", text: t("loop.swap"), on: { click: () => own({ "loop.swap": swapped() ? null : "1" }) } });
    const select = h("select", { id: "loop-quantity", on: { change: () => choose(select.value) } },
      h("option", { value: "", text: t("loop.choose") }), choices());
    root.append(h("div", { class: "loop" },
      h("div", { class: "loop-left" }, changed, player.node, heads, picture.node, h("p", { class: "soft", text: t("loop.key") }), swap),
      h("div", { class: "loop-right" }, out, h("div", { class: "field" }, h("label", { for: "loop-quantity", text: t("loop.look_at") }), select), panel, list.node)));

    const stop = app.on("state", update);
    update(app.state);

    function own(patch) {
      const next = { ...app.state.own, ...patch };
      for (const key of Object.keys(next)) if (next[key] === null) delete next[key];
      app.set({ own: next });
    }

    function swapped() { return app.state.own["loop.swap"] === "1"; }
    function named(node, partner) { return `${diagram.of(node).name}:${partner === null ? "both" : called[partner]}`; }
    function choose(at) { own({ "loop.at": at || null, "loop.arrow": null }); }

    // on a narrow screen what is chosen stands below the picture
    function reveal() {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const { top } = panel.getBoundingClientRect();
      if (top < 0 || top > 0.6 * innerHeight) panel.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    }

    // where one mechanism carries an arrow it is knocked out, or back, at once; any other arrow is only chosen
    function onArrow(arrow, partner) {
      const at = [diagram.of(arrow.source).name, diagram.of(arrow.target).name, arrow.place, called[partner]].join(":");
      const patch = { own: { ...app.state.own, "loop.arrow": at } };
      delete patch.own["loop.at"];
      const who = diagram.of(arrow.target).couple ? "both" : called[partner];
      const some = arrow.cutBy.length ? arrow.cutBy : arrow.owners;
      if (some.length === 1) patch.off = diagram.toggled(app.state, some[0], who);
      app.set(patch);
      if (some.length !== 1) reveal();
    }

    function choices() {
      const all = diagram.data.nodes.flatMap((one, i) => (one.couple ? [null] : [0, 1]).map((partner) => [label(i, partner), named(i, partner)]));
      return all.sort(([x], [y]) => x.localeCompare(y)).map(([text, value]) => h("option", { value, text }));
    }

    // what the link says is chosen: {node, partner} or {arrow, partner}; nothing if there is no such thing
    function chosen(state) {
      const place = (who) => (who === "both" ? null : called.indexOf(who));
      const [name, who] = (state.own["loop.at"] ?? "").split(":"), node = diagram.node.get(name);
      if (node !== undefined) return { node, partner: diagram.of(node).couple ? null : Math.max(place(who) ?? 0, 0) };
      const [source, target, at, to] = (state.own["loop.arrow"] ?? "").split(":");
      const arrow = diagram.arrows.find((one) => diagram.of(one.source).name === source && diagram.of(one.target).name === target && String(one.place) === at);
      return arrow ? { arrow, partner: Math.max(place(to) ?? 0, 0) } : null;
    }

    function update(state) {
      picture.swap = swapped();
      const is = chosen(state), sides = swapped() ? [1, 0] : [0, 1];
      heads.replaceChildren(...sides.map((i) => h("span", { class: `who who-${i}`, text: t("chart.who", { who: called[i] }) })));
      swap.setAttribute("aria-pressed", String(swapped()));
      if (result) picture.follow(result);
      picture.show(state, is);
      out.replaceChildren(outList(app, diagram, called));
      list.update();
      select.value = is?.node === undefined ? "" : named(is.node, is.partner);
      const day = Number(state.own["loop.day"] ?? NaN);
      if (result) player.set(Number.isFinite(day) ? day : player.day, result.days);
      show(is);
      compare(state);
    }

    function show(is) {
      if (!is) { panel.replaceChildren(h("p", { class: "soft", text: t("loop.hint") })); return; }
      if (is.arrow) { panel.replaceChildren(h("h2", { text: t("loop.arrow_title") }), arrowPanel(app, diagram, picture, is, called)); return; }
      const place = h("div", {}, why?.key === key(is) ? whyTable(app, diagram, { ...is, ...why }, called) : h("p", { class: "soft", text: t("loop.why.waiting") }));
      const open = panel.querySelector("details.more")?.open ?? false;
      panel.replaceChildren(h("h2", { text: t("loop.why.title", { what: label(is.node, is.partner) }) }), place,
        h("details", { class: "more", open }, h("summary", { text: t("loop.around") }), around(app, diagram, is, { onArrow, onNode: (node, partner) => choose(named(node, partner)), label })));
      if (why?.key !== key(is)) ask(is);
    }

    function key() { return JSON.stringify([player.day, app.request(app.state)]); }

    async function ask(is) {
      const wanted = key(is), tables = await exact.moment(app.request(app.state), player.day);
      if (!tables || wanted !== key(is)) return;
      why = { key: wanted, day: player.day, tables };
      show(chosen(app.state));
    }

    // the same run with nothing knocked out, under the same luck, for the sentence on what changed
    async function compare(state) {
      if (!state.off.length) { changed.textContent = t("loop.changed.whole"); before = null; asked = ""; return; }
      const request = app.request({ ...state, off: [] }), text = JSON.stringify(request);
      if (text === asked) return;
      asked = text;
      const found = await app.engine.run(request, "loop-before");
      if (!found || text !== asked) return;
      before = found;
      say();
    }

    function say() {
      if (!before || !app.state.off.length || ran !== JSON.stringify(app.request(app.state))) return;
      const places = diagram.data.picture.boxes.map((one) => [diagram.of(one.node).name, swapped() ? 1 - one.partner : one.partner]);
      const whole = overall(t, before, result, places), text = `${whole} ${sentence(t, before, result, followed, called)}`.trim();
      if (changed.textContent === text) return;
      changed.replaceChildren(h("strong", { text: whole }), text.slice(whole.length));
      app.announce(text);
    }

    return {
      render(next, state) {
        result = next;
        ran = JSON.stringify(app.request(state));
        picture.follow(next);
        update(app.state);
        picture.at(player.day, true);
        say();
      },
      unmount() {
        stop();
        player.stop();
        exact.stop();
      },
    };
  },
};

// the build in double precision in a worker of its own, begun when it is first asked
function momentEngine(app, diagram) {
  const { source, builds } = app.engine, { model } = app, gains = new Map(model.mechanisms.map((one) => [one.name, one.gain]));
  const engine = createEngine(source, model, builds.filter((one) => !one.simd));
  const without = diagram.mechanisms.map(({ name }) => ({ parameters: { [gains.get(name)]: 0 } }));
  const none = { parameters: Object.assign({}, ...without.map((one) => one.parameters)) };
  return {
    stop: () => engine.stop(),
    // values of all shares on a day: as it is, without each mechanism, without any
    async moment(request, day) {
      const found = await engine.run({ ...request, draws: 1, days: day, moment: { row: diagram.data.width, variants: [{}, ...without, none] } });
      return found && Array.from({ length: without.length + 2 }, (_, i) => found.moment.subarray(i * diagram.data.width, (i + 1) * diagram.data.width));
    },
  };
}
