// What changed between two runs, in one sentence that says no more than the numbers.
import { round } from "./texts.js";

const SMALL = 0.01; // of a range: less is called no change

const mean = (series) => series.reduce((sum, value) => sum + value, 0) / series.length;

// rows: [{name, label, low, high}]; runs: for each row the series of medians of each partner
export function measures(rows, runs) {
  return rows.flatMap((row, i) => runs[i].map((one, partner) => {
    const low = row.low ?? one.median.reduce((a, b) => Math.min(a, b)), high = row.high ?? one.median.reduce((a, b) => Math.max(a, b));
    return { row, partner: runs[i].length === 1 ? null : partner, value: mean(one.median), low, high };
  }));
}

// the largest difference of averages over the days, in shares of the range; where there is no range, of that which
// the medians of this partner take in the two runs
export function largest(before, after) {
  let best = null;
  after.forEach((now, i) => {
    const was = before[i], span = Math.max(now.high, was.high) - Math.min(now.low, was.low);
    const share = Math.abs(now.value - was.value) / (span || 1);
    if (!best || share > best.share) best = { ...now, was: was.value, now: now.value, share };
  });
  return best;
}

export function changeSentence(t, called, before, after) {
  const found = largest(before, after);
  if (found.share < SMALL) return t("changes.none");
  const other = before.length - 1, values = {
    label: found.row.words ?? found.row.label, who: found.partner === null ? t("chart.both") : t("chart.who", { who: called[found.partner] }),
    was: round(found.was), now: round(found.now), other,
  };
  return t(found.now > found.was ? "changes.higher" : "changes.lower", values);
}
