// Reads the part of TOML that scenario files use, and turns a scenario into entries as a link has them.
import { shown } from "../checks.js";

const KEY = /^([A-Za-z0-9_-]+)\s*=\s*(.+)$/, HEAD = /^\[([A-Za-z0-9_.-]+)\]$/, MANY = /^\[\[([A-Za-z0-9_-]+)\]\]$/;
const NUMBER = /^[+-]?(\d[\d_]*\.?[\d_]*(e[+-]?\d+)?|inf|nan)$/i;

function value(text) {
  if (text === "true" || text === "false") return text === "true";
  if (NUMBER.test(text)) return /inf|nan/i.test(text) ? NaN : Number(text.replaceAll("_", ""));
  if (/^"([^"\\]|\\.)*"$/.test(text)) { try { return JSON.parse(text); } catch { return undefined; } }
  if (/^'[^']*'$/.test(text)) return text.slice(1, -1);
  if (/^\[.*\]$/.test(text)) {
    const items = text.slice(1, -1).split(",").map((one) => one.trim()).filter(Boolean).map(value);
    return items.includes(undefined) ? undefined : items;
  }
  return undefined;
}

// a comment ends a line, if its sign does not stand in a string
const bare = (line) => line.replace(/^((?:[^#"']|"(?:[^"\\]|\\.)*"|'[^']*')*)#.*$/, "$1").trim();

export function tablesOf(text, t) {
  const tables = {}, refusals = [];
  let at = tables;
  text.split(/\r?\n/).forEach((line, i) => {
    const said = bare(line), key = KEY.exec(said), head = HEAD.exec(said), many = MANY.exec(said);
    const own = (table, name) => (Object.hasOwn(table, name) && typeof table[name] === "object" ? table[name] : (table[name] = Object.create(null)));
    if (!said) return;
    if (many) { const list = (tables[many[1]] = Array.isArray(tables[many[1]]) ? tables[many[1]] : []); list.push(at = Object.create(null)); }
    else if (head && !/__proto__|constructor|prototype/.test(head[1])) at = head[1].split(".").reduce(own, tables);
    else if (key && value(key[2]) !== undefined && key[1] !== "__proto__") at[key[1]] = value(key[2]);
    else refusals.push(t("refuse.line", { line: i + 1, text: shown(said) }));
  });
  return { tables, refusals };
}

export function entriesOf(text, app) {
  const { t, page } = app, { tables, refusals } = tablesOf(text, t), entries = [];
  if (refusals.length) return { entries, refusals: refusals.slice(0, 5), fatal: true };
  const refuse = (key, values) => refusals.push(t(`refuse.${key}`, values)), plain = (v) => typeof v !== "object";
  if (!tables.couple) entries.push(["couple", page.scenario.plain]);
  for (const [key, said] of Object.entries(tables)) {
    if (key === "title" || key === "show") continue;
    if (["couple", "days", "draws", "seed", "noise"].includes(key) && plain(said)) entries.push([key, String(said)]);
    else if (key === "dt" && said === page.scenario.dt) continue;
    else if (key === "without" && Array.isArray(said)) for (const name of said) entries.push(["off", `${name}:both`]);
    else if ((key === "a" || key === "b") && !plain(said)) person(key, said, entries, refuse, page);
    else if (key === "intervention" && Array.isArray(said)) for (const one of said) course(one, entries, refuse);
    else if (key === "gains" && !plain(said)) knockOuts("both", said, entries, refuse);
    else refuse("not_here", { key: shown(key) });
  }
  return { entries, refusals, fatal: false };
}

function person(side, said, entries, refuse, page) {
  for (const [key, text] of Object.entries(said)) {
    if (key === "name") continue;
    if (key === "like" && Object.hasOwn(page.scenario.people, text)) {
      const traits = Object.entries(page.scenario.people[text]).filter(([name]) => !(name in said));
      for (const [name, number] of traits) entries.push([`${side}.${name}`, String(number)]);
    } else if (key === "gains" && typeof text === "object") knockOuts(side, text, entries, refuse);
    else if (typeof text === "object" || key === "like" || key === "parameters") refuse("not_here", { key: shown(`${side}.${key}`) });
    else entries.push([`${side}.${key}`, String(text)]);
  }
}

function knockOuts(who, said, entries, refuse) {
  for (const [name, gain] of Object.entries(said)) {
    if (gain === 0) entries.push(["off", `${name}:${who}`]);
    else if (gain !== 1) refuse("gain", { name: shown(name), gain: shown(gain), near: gain < 0.5 ? 0 : 1 });
  }
}

const COURSE = ["name", "who", "start", "end", "dose"];

function course(said, entries, refuse) {
  const more = Object.keys(said).find((key) => !COURSE.includes(key));
  if (more && !(more === "adherence" && said.adherence === 1)) { refuse("not_here", { key: shown(`intervention.${more}`) }); return; }
  entries.push(["act", COURSE.map((key) => said[key] ?? { who: "both", start: 0, dose: 1 }[key] ?? "").join(":")]);
}
