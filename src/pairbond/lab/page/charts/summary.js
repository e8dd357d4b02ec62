// From a result to what a chart of one quantity shows.
import { isOfCouple, path, quantiles } from "../runtime/result.js";

const QS = [0.05, 0.25, 0.5, 0.75, 0.95];

export function summary(result, name, variant = 0) {
  const partners = isOfCouple(result, name) ? [0] : [0, 1];
  return partners.map((partner) => {
    const [q05, q25, median, q75, q95] = quantiles(result, name, partner, QS, variant);
    return result.draws > 1 ? { median, q05, q25, q75, q95, path: path(result, name, partner, 0, variant) } : { median };
  });
}
