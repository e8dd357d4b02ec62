// A series for a picture that has fewer columns than the series has days: of each column its lowest and highest value.

// [[place, value], …] in the order of the days, places among those of the series; not a day is left out of the extremes
export function extremes(series, columns) {
  const days = series.length, found = [];
  if (days <= 2 * columns) return Array.from(series, (value, day) => [day, value]);
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * days) / columns), to = Math.floor(((column + 1) * days) / columns);
    let low = from, high = from;
    for (let day = from + 1; day < to; day++) {
      if (series[day] < series[low]) low = day;
      if (series[day] > series[high]) high = day;
    }
    for (const day of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) found.push([day, series[day]]);
  }
  return found;
}
