// Lines and bands of a chart, drawn on its canvas. Lines not thicker than a pixel are quick to draw where others are not:
// a thick line is drawn as four thin ones side by side, a band as one upright line for each column of pixels.
import { DASH, faint } from "./theme.js";

const BESIDE = [[-0.5, -0.5], [-0.5, 0.5], [0.5, -0.5], [0.5, 0.5]];

// plot: {ctx, x(day), y(value), left, top, width, height, ratio} in pixels of the canvas; series and ghost as for a chart;
// who: for each series the partner, or null
export function drawSeries(plot, { series, ghost }, who, colours) {
  const { ctx, ratio } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, plot.top, plot.width, plot.height);
  ctx.clip();
  const stroke = (path, colour, width, dash) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.setLineDash(dash.map((one) => one * ratio));
    ctx.stroke(path);
  };
  const thick = (path, colour, dash, beside) => {
    for (const [x, y] of beside) {
      ctx.setTransform(1, 0, 0, 1, x * ratio, y * ratio);
      stroke(path, colour, 1, dash);
    }
    ctx.setTransform(1, 0, 0, 1, 0, 0);
  };
  series.forEach((one, i) => {
    const colour = who[i] === null ? colours.ink : colours.partner[who[i]], dash = DASH[who[i] ?? 0];
    if (one.q05) {
      stroke(columns(plot, one.q05, one.q95), faint(colour, 0.13), 1, []);
      stroke(columns(plot, one.q25, one.q75), faint(colour, 0.2), 1, []);
      for (const edge of [one.q05, one.q95]) stroke(line(plot, edge), faint(colour, 0.45), 0.5, dash);
    }
    if (one.path) stroke(line(plot, one.path), faint(colour, 0.55), 0.8, []);
    thick(line(plot, one.median), colour, dash, BESIDE);
  });
  for (const one of ghost ?? []) thick(line(plot, one), colours.soft, [2, 3], BESIDE.slice(1, 3));
  ctx.restore();
}

function line({ x, y }, values) {
  const path = new Path2D();
  for (let day = 0; day < values.length; day++) path.lineTo(x(day), y(values[day]));
  return path;
}

// of each column of pixels what lies between two lines, with the lowest and highest of all its days
function columns({ left, width, y }, low, high) {
  const path = new Path2D(), last = low.length - 1, wide = Math.round(width), step = last / wide;
  const between = (values, at) => { const day = Math.floor(at), more = at - day; return more ? values[day] + more * (values[day + 1] - values[day]) : values[day]; };
  for (let column = 0; column < wide; column++) {
    const middle = (column + 0.5) * step;
    let below = between(low, middle), above = between(high, middle);
    for (let day = Math.ceil(column * step); day < (column + 1) * step; day++) {
      if (low[day] < below) below = low[day];
      if (high[day] > above) above = high[day];
    }
    path.moveTo(left + column + 0.5, y(below));
    path.lineTo(left + column + 0.5, y(above));
  }
  return path;
}
