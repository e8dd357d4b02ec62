// The words of a cycle map: two persons' boxes, as a file and back. Nothing else ever holds them.
import { createChecks, shown } from "../checks.js";

const FORMAT = "pairbond cycle map", VERSION = 1, SIDES = ["a", "b"], PARTS = ["words", "otherwise"], MOST = 10;

export const emptyMap = (boxes) => Object.fromEntries(boxes.map((box) =>
  [box.name, Object.fromEntries(SIDES.map((side) => [side, { words: "", otherwise: false }]))]));

export const isEmpty = (map) => Object.values(map).every((box) => SIDES.every((side) => !box[side].words && !box[side].otherwise));

export const mapText = (map) => `${JSON.stringify({ format: FORMAT, version: VERSION, boxes: map }, null, 2)}\n`;

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const tidy = (words) => words.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ");

// {map, refusals}; map is null where nothing in the file could be used
export function readMap(text, boxes, t, most) {
  const { choice, refuse } = createChecks(t), none = (key, values) => ({ map: null, refusals: [refuse(key, values).refusal] });
  let given;
  try { given = JSON.parse(text); } catch { return none("map_none"); }
  if (!isTable(given) || given.format !== FORMAT || !isTable(given.boxes)) return none("map_none");
  if (given.version !== VERSION) return none("map_version", { given: shown(given.version), near: VERSION });

  const map = emptyMap(boxes), refusals = [], say = (found) => { if (found.refusal) refusals.push(found.refusal); return !found.refusal; };
  for (const [name, sides] of entries(given.boxes)) {
    if (!say(choice("box", name, boxes.map((box) => box.name)))) continue;
    for (const [side, parts] of entries(sides)) {
      if (!say(choice("who", side, SIDES))) continue;
      const said = { box: t(`map.boxes.${name}.title`), who: t(`map.${side}`) };
      for (const [part, value] of entries(parts)) if (say(choice("part", part, PARTS))) take(map[name][side], part, value, said);
      if (!isTable(parts)) say(refuse("map_words", said));
    }
    if (!isTable(sides)) say(refuse("map_box", { box: t(`map.boxes.${name}.title`) }));
  }
  return { map, refusals: refusals.slice(0, MOST) };

  function entries(table) { return isTable(table) ? Object.entries(table) : []; }

  function take(cell, part, value, said) {
    if (part === "otherwise") {
      if (typeof value === "boolean") cell.otherwise = value;
      else say(refuse("map_mark", { ...said, given: shown(value) }));
      return;
    }
    if (typeof value !== "string") { say(refuse("map_words", said)); return; }
    if (value.length > most) say(refuse("map_long", { ...said, given: value.length, most }));
    cell.words = tidy(value).slice(0, most);
  }
}
