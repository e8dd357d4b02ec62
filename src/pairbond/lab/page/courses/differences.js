// Paired differences of a run with a course and the run without: the same chance in both, so each draw has its own.
import { at, isOfCouple } from "../runtime/result.js";
import { falls } from "../story/numbers.js";
import { round } from "../texts.js";

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

// one number of each draw: the mean over the window before a day, or how often the image of either has fallen until then
function level(result, one, day, partner, draw, variant, data) {
  if (one.count)
    return [0, 1].reduce((sum, who) => sum +
      falls(range(0, day).map((d) => at(result, data.falls_of, d, who, draw, variant)), data.swing), 0);
  const days = range(day - data.window + 1, day);
  return days.reduce((sum, d) => sum + at(result, one.name, d, partner, draw, variant), 0) / days.length;
}

function quantile(sorted, q) {
  const x = q * (sorted.length - 1), low = Math.floor(x), high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (x - low) * (sorted[high] - sorted[low]);
}

// rows {outcome, partner (null: of the two), q05, q95} of variant minus the first variant
export function differences(result, variant, day, data) {
  return data.outcomes.flatMap((outcome) => {
    const partners = outcome.count || isOfCouple(result, outcome.name) ? [null] : [0, 1];
    return partners.map((partner) => {
      const away = range(0, result.draws - 1).map((draw) => level(result, outcome, day, partner ?? 0, draw, variant, data) -
        level(result, outcome, day, partner ?? 0, draw, 0, data)).sort((x, y) => x - y);
      return { outcome, partner, q05: quantile(away, 0.05), q95: quantile(away, 0.95) };
    });
  });
}

// whether both of two have the capacity for an agreement of two in the days after a day, in enough of the draws
export function capable(result, day, variant, rule) {
  const days = range(day, Math.min(day + rule.days - 1, result.days));
  const able = (draw, partner) =>
    days.reduce((sum, d) => sum + at(result, rule.quantity, d, partner, draw, variant), 0) / days.length >= rule.least;
  const draws = range(0, result.draws - 1);
  return draws.filter((draw) => able(draw, 0) && able(draw, 1)).length / draws.length >= rule.share;
}

const small = (row, little) => Math.max(Math.abs(row.q05), Math.abs(row.q95)) < (row.outcome.count ? 0.5 : little);
const clear = (row, little) => (row.q05 > 0 || row.q95 < 0) && !small(row, little);

function number(value, count) {
  const size = Math.abs(count ? value : 100 * value), text = count || size >= 9.95 ? round(size, 0) : round(size, 1).replace(/\.0$/, "");
  return Number(text) === 0 ? "0" : text;
}

export function extent(row) {
  const [low, high] = [row.q05, row.q95].sort((x, y) => Math.abs(x) - Math.abs(y)).map((x) => number(x, row.outcome.count));
  return { low, high, alike: low === high };
}

// what the model has of it in words, by the intervals: one sentence for each of the two and one for both
export function sentences(rows, t, called, little) {
  const listed = (things) => (things.length < 2 ? things[0]
    : t("courses.and", { first: things.slice(0, -1).join(", "), last: things[things.length - 1] }));
  return [0, 1, null].map((who) => {
    const mine = rows.filter((row) => row.partner === who);
    const certain = mine.filter((row) => clear(row, little)).map((row) => {
      const { low, high, alike } = extent(row), size = alike ? low : low === "0" ? t("courses.up_to", { high }) : t("courses.to", { low, high });
      const way = row.outcome.count ? (row.q05 > 0 ? "more" : "fewer") : row.q05 > 0 ? "higher" : "lower";
      return t(`courses.${way}`, { thing: row.outcome.label, extent: size });
    });
    const unsure = mine.filter((row) => !clear(row, little) && !small(row, little)).map((row) => row.outcome.label);
    const parts = [certain.length ? certain.join(", ") : t("courses.nothing")];
    if (unsure.length) parts.push(t("courses.open", { things: listed(unsure) }));
    const changes = parts.join("; ");
    return who === null ? t("courses.two", { changes }) : t("courses.for", { who: called[who], changes });
  });
}
