// Colours of the moment, from the style sheet: a partner has one colour and one kind of line everywhere.

export const DASH = [[], [7, 4]];

export function colours() {
  const style = getComputedStyle(document.documentElement), read = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    partner: [read("first"), read("second")], ink: read("ink"), soft: read("soft"), rule: read("rule"), paper: read("paper"),
    phase: (name) => read(name) || read("soft"),
  };
}

export function faint(colour, alpha) {
  const part = (at) => parseInt(colour.slice(at, at + 2), 16);
  return `rgba(${part(1)},${part(3)},${part(5)},${alpha})`;
}

// fn() whenever light turns to dark or back; returns how to stop
export function onTheme(fn) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", fn);
  return () => dark.removeEventListener("change", fn);
}
