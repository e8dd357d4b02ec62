// All words of the page by key ("couple.title"), with {names} filled in.

export function createTexts(table) {
  const find = (key) => key.split(".").reduce((at, part) => (at && typeof at === "object" ? at[part] : undefined), table);
  function t(key, values = {}) {
    const found = find(key);
    if (typeof found !== "string") throw new Error(`there is no text "${key}"`);
    return found.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
  }
  t.list = (key) => find(key) ?? [];
  t.has = (key) => find(key) !== undefined;
  return t;
}

export const round = (value, digits = 2) => {
  if (!Number.isFinite(value)) return "–";
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? (0).toFixed(digits) : text).replace("-", "−");
};

// the word of a scale from low to high that a share of the way from its one end to the other has
export const wordOf = (words, share) => words[Math.min(Math.max(Math.floor(share * words.length), 0), words.length - 1)];

export const upper = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
