// A timeline of courses of action, paired with going on as before; beside each course three voices, and none ranked.
import { summary } from "../charts/summary.js";
import { lineChart } from "../charts/lines.js";
import { capable, differences, sentences } from "../courses/differences.js";
import { lane } from "../courses/lane.js";
import { actions, placed, problem, same } from "../courses/placed.js";
import { tray } from "../courses/tray.js";
import { h } from "../dom.js";
import { isOfCouple } from "../runtime/result.js";

const ROWS = 24, CELLS = 140_000, FIRST = 0.25; // runs at least; days × runs × variants at most; where a new course begins

export const courses = {
  id: "courses",
  offered: (model, page) => Boolean(page.views.courses),
  mount(root, app) {
    const { t, model, page } = app, data = page.views.courses, called = [t("courses.a"), t("courses.b")];
    const who = { a: called[0], b: called[1], both: t("courses.both") };
    let result = null, asked = [], lanes = [], outcome = app.state.own["courses.outcome"] ?? data.outcomes[0].name, chart = null;

    const timeline = h("div", { class: "timeline" }), notice = h("p", { class: "notice", role: "status", hidden: true });
    const picture = h("div", { class: "picture" });
    const select = h("select", { id: "courses-outcome", on: { change: () => { outcome = select.value; own(); draw(true); } } },
      data.outcomes.filter((one) => !one.count).map((one) => h("option", { value: one.name, text: one.label })));
    const offer = tray(data, { t, who, add, reason, voice });
    root.append(
      h("p", { class: "lead", text: t("courses.lead") }),
      h("p", {}, t("courses.afraid"), " ", h("a", { href: "#help", class: "open-help", text: t("shell.help") })),
      h("p", {}, app.state.couple && t("courses.couple", { couple: app.state.couple.replaceAll("-", " ") }), " ",
        h("button", { type: "button", class: "plain", text: t("courses.change"), on: { click: () => app.set({ view: "couple" }) } })),
      h("h2", { text: t("courses.timeline") }), timeline, notice,
      h("p", { class: "field" }, h("label", { for: "courses-outcome", text: t("courses.outcome") }), select),
      h("p", { class: "legend" }, called.map((one, i) => h("span", { class: `who who-${i}`, text: one })),
        h("span", { class: "soft", text: t("courses.compare") })),
      picture,
      h("h2", { text: t("courses.tray") }), h("p", { class: "soft", text: t("courses.tray_about") }), offer.node,
      h("h2", { text: t("courses.left_out.title") }), h("p", { text: t("courses.left_out.status") }),
      h("p", { text: t("courses.left_out.spans") }), h("details", {}, h("summary", { text: t("courses.left_out.others") }),
        h("ul", {}, data.not_offered.map((one) => h("li", { text: one.says })))),
    );
    if (data.outcomes.some((one) => one.name === outcome)) select.value = outcome;

    const now = () => placed(app.state.courses, data.courses);
    const label = (row) => row.course.label;
    const own = () => app.set({ own: { ...app.state.own, "courses.outcome": outcome } });
    const able = (day) => (result ? capable(result, Math.min(day, result.days), 0, data.capacity) : null);
    const usualStart = () => Math.round((app.state.days * FIRST) / 7) * 7;

    function say(text) {
      notice.hidden = !text;
      notice.textContent = text ?? "";
      if (text) app.announce(text);
    }

    const sentence = (row, what) => t(`courses.problems.${what}`, {
      label: label(row), who: who[row.who], why: data.capacity.why,
      silence: data.courses.find((one) => one.name === data.silence)?.label ?? "",
    });

    // takes new rows if none of them newly makes no sense, and says so if one does
    function take(rows, other) {
      const before = now().rows;
      for (const row of rows) {
        const found = problem(row, rows, data, able), known = before.find((one) => same(one, row));
        if (found && !(known && problem(known, before, data, able))) { say(sentence(row, found)); return false; }
      }
      const checked = app.states.accept(actions(rows, other).map((one) => ["act",
        [one.name, one.who, one.start, one.end ?? "", one.dose].join(":")]), { ...app.state, courses: [] });
      if (checked.refusals.length) { say(checked.refusals[0]); return false; }
      say(null);
      app.set({ courses: checked.state.courses });
      return true;
    }

    function add(course, side) {
      const { rows, other } = now(), silent = rows.find((one) => one.course.name === data.silence);
      const start = course.only_apart && silent ? silent.start : usualStart();
      const end = course.only_apart && silent ? silent.end : course.only_in_touch && silent && silent.start > start && course.name !== data.silence ? silent.start : null;
      const row = { course, who: side, start, end, dose: 1 };
      if (!take([...rows, row], other)) return;
      const last = app.state.days, text = t("courses.span", { start, end: end ?? t("courses.until_end") });
      app.announce(t("courses.added", { label: course.label, who: who[side], span: text, last }));
      lanes.find((one) => same(one.row, row))?.lane.focus();
    }

    // why a course of the tray is not on offer, or null
    function reason(course, side) {
      const { rows } = now(), row = { course, who: side, start: usualStart(), end: null, dose: 1 };
      const found = course.needs_both ? problem(row, rows, data, able) : null;
      return found && found !== "twice" ? sentence(row, found) : null;
    }

    function change(row, next) {
      const { rows, other } = now(), focus = lanes.find((one) => same(one.row, row))?.lane.focused();
      const moved = { ...row, ...next };
      if (!take(rows.map((one) => (same(one, row) ? moved : one)), other)) list();
      lanes.find((one) => same(one.row, moved) || same(one.row, row))?.lane.focus(focus ?? undefined);
    }

    function remove(row) {
      const { rows, other } = now();
      if (!take(rows.filter((one) => !same(one, row)), other)) return;
      app.announce(t("courses.removed", { label: label(row) }));
      (lanes[0]?.lane ?? { focus: () => offer.focus() }).focus();
    }

    function list() {
      const { rows, other } = now();
      lanes = rows.map((row) => {
        const says = h("span", { class: "soft" }), found = problem(row, rows, data, able);
        const one = lane(row, { t, label: label(row), who: who[row.who], days: app.state.days,
          change: (start, end) => change(row, { start, end }), remove: () => remove(row), spoken: (text) => { says.textContent = text; } });
        const sides = row.course.pair ? ["both"] : ["a", "b"];
        const chooser = sides.length > 1 && h("select", { "aria-label": `${label(row)}: ${t("courses.who")}`,
          on: { change: (event) => change(row, { who: event.target.value }) } },
        sides.map((side) => h("option", { value: side, text: who[side], selected: side === row.who })));
        const node = h("div", { class: `lane side-${row.who}` },
          h("div", { class: "lane-head" }, h("strong", { text: label(row) }), chooser || h("span", { text: who[row.who] }), says,
            row.course.directed && h("span", { class: "mark", text: t("courses.directed_mark") }),
            h("button", { type: "button", class: "plain", text: t("courses.remove"), "aria-label": `${t("courses.remove")}: ${label(row)}`, on: { click: () => remove(row) } })),
          one.node, found && found !== "waiting" && h("p", { class: "problem", text: sentence(row, found) }));
        return { row, lane: one, node };
      });
      const others = other.map((act) => h("p", { class: "soft" }, model.interventions.find((one) => one.name === act.name).says, " ",
        h("button", { type: "button", class: "plain", text: t("courses.remove"), on: { click: () => take(rows, other.filter((one) => one !== act)) } })));
      timeline.replaceChildren(...lanes.map((one) => one.node), ...others,
        h("p", { class: "soft", text: t(lanes.length ? "courses.keys" : "courses.empty") }));
    }

    const alone = (rows) => rows.filter((row) => !["apart", "capacity", "waiting"].includes(problem(row, rows, data, able) ?? ""));

    // going on as before, all courses together, and each course of the timeline by itself
    async function run() {
      const { rows } = now(), each = rows.length > 1 ? alone(rows) : [], { days } = app.state;
      const variants = [[], app.state.courses, ...each.map((row) => actions([row]))].map((acts) => ({ acts }));
      const draws = Math.max(8, Math.min(Math.max(app.state.draws, ROWS), Math.floor(CELLS / (days * variants.length))));
      const { parameters } = app.request({ ...app.state, courses: [] });
      const found = await app.engine.run({ parameters, acts: [], variants, switches: data.switches, days, draws, seed: app.state.seed }, "courses");
      if (!found) return;
      const first = result === null;
      result = found;
      asked = rows.length > 1 ? each : rows;
      draw(false);
      if (first) list();
      offer.update();
    }

    // what the model has of a course on the timeline, worked out by itself
    function voice(course) {
      const i = asked.findIndex((row) => row.course === course);
      if (i < 0 || !result) return [h("p", { text: t("courses.model_before") })];
      const row = asked[i], variant = asked.length > 1 ? 2 + i : 1;
      const days = [...new Set([row.start + data.text_day, result.days])].filter((day) => day <= result.days && day - data.window + 1 >= 0);
      return [...days.map((day) => h("div", {}, h("p", { class: "by", text: t("courses.by", { day }) }),
        sentences(differences(result, variant, day, data), t, called, data.little).map((text) => h("p", { text })))),
      h("p", { class: "soft", text: t("courses.scale", { window: data.window, draws: result.draws }) })];
    }

    function draw(again) {
      if (!result) return;
      const row = model.shown.find((one) => one.name === outcome), couple = isOfCouple(result, outcome);
      if (again || !chart) {
        chart?.destroy();
        chart = lineChart({ ...row, couple }, { t, announce: app.announce, called, sync: "courses", height: 200 });
        picture.replaceChildren(chart.node);
      }
      chart.update({ series: summary(result, outcome, 1), ghost: summary(result, outcome, 0).map((one) => one.median) });
    }

    let last = "";
    const stop = app.on("state", () => {
      const seen = JSON.stringify(app.request(app.state));
      if (seen === last) return;
      last = seen;
      list();
      offer.update();
      run();
    });
    last = JSON.stringify(app.request(app.state));
    list();
    offer.update();
    run();
    return { render() {}, unmount() { stop(); chart?.destroy(); } };
  },
};
