// Whatever comes from a link or a file is checked here: taken, or refused in one sentence with the nearest legal choice.
import { round } from "./texts.js";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, LONGEST = 60;

// one line, signs that cannot be seen as their numbers, the middle of a long text left out
export function shown(value, most = LONGEST) {
  const letters = [...String(value).slice(0, 4 * most)]
    .map((c) => (/[\p{C}\p{Zl}\p{Zp}]/u.test(c) ? `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}` : c)).join("");
  return letters.length <= most ? letters : `${letters.slice(0, most / 2)}…${letters.slice(-(most / 2 - 1))}`;
}

// the legal name that looks most like another
export function nearest(given, legal) {
  const text = String(given).slice(0, 100).toLowerCase();
  let best = legal[0], least = Infinity;
  for (const one of legal) {
    const distance = edits(text, one.toLowerCase()) / Math.max(text.length, one.length, 1);
    if (distance < least) [best, least] = [one, distance];
  }
  return best;
}

function edits(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}

export const plain = (value) => String(Number(value.toPrecision(6)));

export function createChecks(t) {
  const refuse = (key, values) => ({ refusal: t(`refuse.${key}`, values) });

  function choice(what, given, legal) {
    if (legal.includes(given)) return { value: given };
    if (!legal.length) return refuse("none", { what: t(`refuse.what.${what}`) });
    return refuse("unknown", { what: t(`refuse.what.${what}`), given: shown(given), near: nearest(given, legal) });
  }

  function number(name, given, { low, high, whole = false, otherwise }) {
    const text = String(given).trim(), value = typeof given === "number" ? given : NUMBER.test(text) ? Number(text) : NaN;
    if (!Number.isFinite(value)) return refuse("number", { name, given: shown(given), near: plain(otherwise) });
    let near = Math.min(Math.max(value, low), high);
    if (whole) near = Math.round(near);
    if (near === value) return { value };
    return refuse(whole ? "whole" : "range", { name, given: round5(value), low: plain(low), high: plain(high), near: plain(near) });
  }

  return { choice, number, refuse };
}

const round5 = (value) => (Math.abs(value) >= 1e12 || (value !== 0 && Math.abs(value) < 1e-4)
  ? value.toExponential(2) : round(value, 5).replace(/\.?0+$/, ""));
