// One sentence on what knocking out changed: of all that is followed the largest change of mean or of swing.
import { path, quantile } from "../runtime/result.js";
import { round } from "../texts.js";
import { moments } from "./loop_data.js";

const LEAST = 0.02, SHARE = 0.25; // of a quantity's range: below, nothing is said to have changed; the least that counts as all of it

// numbers of the second half of both runs, of the median of the draws
export function changes(before, after, rows) {
  const from = Math.floor(after.days / 2), found = [];
  for (const row of rows)
    for (const partner of row.couple ? [0] : [0, 1]) {
      const [x, y] = [before, after].map((one) => quantile(one, row.name, partner, 0.5));
      const [wide, seen] = ranges(row, x, y), was = moments(x, from), is = moments(y, from);
      const mean = is.mean - was.mean, swing = is.sd - was.sd, most = Math.max(Math.abs(mean), Math.abs(swing));
      found.push({ row, partner: row.couple ? null : partner, was, is, mean, swing, size: most / seen, share: most / wide, from });
    }
  return found.sort((x, y) => y.size - x.size);
}

// how wide a quantity can be, and how wide it was in these runs
function ranges(row, ...series) {
  let low = Infinity, high = -Infinity;
  for (const one of series) for (const v of one) { low = Math.min(low, v); high = Math.max(high, v); }
  const seen = high - low || 1, wide = row.low !== null && row.high !== null ? row.high - row.low : seen;
  return [wide, Math.max(seen, SHARE * wide)];
}

export function sentence(t, before, after, rows, called) {
  const [most] = changes(before, after, rows);
  if (!most || most.share < LEAST) return t("loop.changed.nothing");
  const what = t("loop.of", { label: most.row.label, who: most.partner === null ? t("loop.two") : called[most.partner] });
  const kind = Math.abs(most.mean) >= Math.abs(most.swing) ? (most.mean > 0 ? "higher" : "lower") : most.swing > 0 ? "more" : "less";
  const by = kind === "higher" || kind === "lower" ? "mean" : "sd";
  return t(`loop.changed.${kind}`, { what, was: round(most.was[by]), is: round(most.is[by]), from: most.from, to: after.days });
}

// how much the places [name, partner] of the loop swing, of what they did before: the median, in the first run
export function swing(before, after, places) {
  const sd = (result, [name, partner]) => moments(path(result, name, partner), Math.floor(after.days / 2)).sd;
  const shares = places.map((one) => [sd(after, one), sd(before, one)]).filter(([, was]) => was > 1e-6).map(([is, was]) => is / was);
  shares.sort((x, y) => x - y);
  return shares.length ? shares[Math.floor(shares.length / 2)] : NaN;
}

export function overall(t, before, after, places) {
  const share = swing(before, after, places);
  return Number.isFinite(share) ? t("loop.changed.swing", { share: Math.round(100 * share) }) : "";
}
