// Courses on the timeline: from what is done (actions with days) to courses, and back; and where a course makes no sense.

const key = (one) => [one.who, one.start, one.end, one.dose].join("|");

// rows: courses that the actions amount to; other: actions that are part of no course on offer
export function placed(actions, courses) {
  const groups = new Map();
  for (const one of actions) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  const rows = [], other = [], largest = [...courses].sort((x, y) => y.acts.length - x.acts.length);
  for (const group of groups.values()) {
    let left = group;
    for (const course of largest) {
      const names = left.map((one) => one.name);
      if (!course.acts.every((name) => names.includes(name))) continue;
      const { who, start, end, dose } = left[0];
      rows.push({ course, who, start, end, dose });
      left = left.filter((one) => !course.acts.includes(one.name));
    }
    other.push(...left);
  }
  return { rows, other };
}

export const actions = (rows, other = []) => [
  ...rows.flatMap(({ course, who, start, end, dose }) => course.acts.map((name) => ({ name, who, start, end, dose }))), ...other];

export const same = (x, y) => x.course === y.course && key(x) === key(y);

const sides = (who) => (who === "both" ? ["a", "b"] : [who]);
const last = (one) => one.end ?? Infinity;
const meet = (x, y) => x.start < last(y) && y.start < last(x);
const within = (x, y) => x.start >= y.start && last(x) <= last(y);

// why a row makes no sense among the others, or null; capable(day): whether two have the capacity then (null: not known)
export function problem(row, rows, data, capable) {
  const { course } = row, others = rows.filter((one) => one !== row && !same(one, row));
  const silent = others.filter((one) => one.course.name === data.silence);
  if (course.only_apart && !silent.some((one) => within(row, one))) return "apart";
  if (course.only_in_touch && course.name !== data.silence && silent.some((one) => meet(row, one))) return "touch";
  const mine = sides(row.who).flatMap((who) => course.acts.map((name) => `${who} ${name}`));
  const theirs = others.flatMap((one) => sides(one.who).flatMap((who) => one.course.acts.map((name) => `${who} ${name}`)));
  if (mine.some((one) => theirs.includes(one))) return "twice";
  if (course.needs_both && capable(row.start) !== true) return capable(row.start) === null ? "waiting" : "capacity";
  return null;
}
