// The numbers of the pictures, one row for a day, a quantity and a partner; digits as in the script that makes them again.

export const COLUMNS = ["day", "quantity", "partner", "median", "q05", "q25", "q75", "q95", "path"];

const digits = (value) => (value === undefined ? "" : value.toPrecision(9));

export function numbersCsv(rows, called, now) {
  const lines = [COLUMNS.join(",")];
  rows.forEach((row, i) => now.runs[i].forEach((one, partner) => {
    const who = row.couple ? "both" : called[partner];
    for (let day = 0; day < one.median.length; day++)
      lines.push([day, row.name, who, ...COLUMNS.slice(3).map((part) => digits((one[part] ?? one.median)[day]))].join(","));
  }));
  return `${lines.join("\n")}\n`;
}
