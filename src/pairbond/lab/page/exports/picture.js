// The pictures as one drawing that stands alone: SVG text, and PNG made from it.
import { DASH, colours, faint } from "../charts/theme.js";
import { spells } from "../runtime/scan.js";
import { round } from "../texts.js";

const WIDE = 880, LEFT = 92, RIGHT = 14, TALL = 110, GAP = 34, LANE = 17;
const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const number = (value) => String(Math.round(value * 10) / 10);

export function pictureSvg({ t, rows, called, now, frozen, names }) {
  const c = colours(), parts = [], last = now.runs[0][0].median.length - 1, x = (day) => LEFT + ((WIDE - LEFT - RIGHT) * day) / Math.max(last, 1);
  const text = (at, y, words, more = "") => parts.push(`<text x="${number(at)}" y="${number(y)}" fill="${c.ink}" font-size="13" ${more}>${escape(words)}</text>`);
  let y = 20;
  called.forEach((who, i) => {
    parts.push(`<line x1="${LEFT + 150 * i}" x2="${LEFT + 150 * i + 26}" y1="${y - 4}" y2="${y - 4}" stroke="${c.partner[i]}" stroke-width="2.4" stroke-dasharray="${DASH[i]}"/>`);
    parts.push(`<text x="${LEFT + 150 * i + 33}" y="${y}" fill="${c.partner[i]}" font-size="13" font-weight="bold">${escape(t("chart.who", { who }))}</text>`);
  });
  y += 14;
  if (names) {
    const all = spells(now.phases[2]);
    names.forEach((name, phase) => {
      const own = all.filter((one) => one.phase === phase);
      if (!own.length) return;
      text(LEFT - 8, y + 12, t.has(`phases.${name}`) ? t(`phases.${name}`) : name, 'text-anchor="end"');
      for (const one of own) parts.push(`<rect x="${number(x(one.start))}" y="${y + 2}" width="${number(Math.max(x(Math.min(one.end, last)) - x(one.start), 0.5))}" height="${LANE - 4}" fill="${c.phase(name)}"/>`);
      y += LANE;
    });
  }
  const ghost = frozen && frozen !== now && frozen.runs[0][0].median.length === last + 1 ? frozen : null;
  rows.forEach((row, i) => {
    y += GAP;
    panel(parts, { c, row, series: now.runs[i], ghost: ghost?.runs[i], top: y, x, last, text });
    y += TALL;
  });
  text(LEFT, y + 38, t("take.axis"));
  text(LEFT, y + 56, t("take.made"), `opacity="0.7"`);
  const tall = y + 70;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${tall}" viewBox="0 0 ${WIDE} ${tall}" font-family="system-ui, sans-serif" role="img">`
    + `<title>${escape(rows.map((row) => row.label).join(", "))}</title><rect width="100%" height="100%" fill="${c.paper}"/>${parts.join("\n")}</svg>\n`;
}

function panel(parts, { c, row, series, ghost, top, x, last, text }) {
  const all = series.flatMap((one) => [...(one.q05 ?? one.median), ...(one.q95 ?? one.median)]);
  const low = row.low ?? Math.min(...bounds(all)), high = row.high ?? Math.max(...bounds(all));
  const y = (value) => top + TALL - (TALL * (value - low)) / (high - low || 1);
  const line = (values) => Array.from(values, (value, day) => `${number(x(day))},${number(y(value))}`).join(" ");
  text(LEFT, top - 8, row.label, 'font-weight="bold"');
  for (const value of [low, (low + high) / 2, high]) {
    parts.push(`<line x1="${LEFT}" x2="${WIDE - RIGHT}" y1="${number(y(value))}" y2="${number(y(value))}" stroke="${c.rule}" stroke-width="0.5"/>`);
    text(LEFT - 8, y(value) + 4, round(value, Math.abs(high - low) < 3 ? 1 : 0), 'text-anchor="end"');
  }
  for (let k = 0; k <= 4; k++) text(x(Math.round((last * k) / 4)), top + TALL + 16, Math.round((last * k) / 4), 'text-anchor="middle"');
  series.forEach((one, i) => {
    const colour = series.length === 1 ? c.ink : c.partner[i];
    const band = (below, above, alpha) => one[below] && parts.push(`<polygon fill="${faint(colour, alpha)}" points="${line(one[above])} ${line(one[below]).split(" ").reverse().join(" ")}"/>`);
    band("q05", "q95", 0.13);
    band("q25", "q75", 0.2);
    if (one.path) parts.push(`<polyline fill="none" stroke="${faint(colour, 0.55)}" stroke-width="0.8" points="${line(one.path)}"/>`);
    parts.push(`<polyline fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${DASH[i]}" points="${line(one.median)}"/>`);
    if (ghost) parts.push(`<polyline fill="none" stroke="${c.soft}" stroke-width="1.3" stroke-dasharray="2 3" points="${line(ghost[i].median)}"/>`);
  });
}

const bounds = (values) => [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];

export async function pngOf(svg, times = 2) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * times;
  canvas.height = image.height * times;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}
