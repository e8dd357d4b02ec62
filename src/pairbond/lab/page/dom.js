// Elements without markup in strings: what comes from a link or a file is always text.
import { inflate } from "./runtime/inflate.js";

export function h(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [type, fn] of Object.entries(value)) node.addEventListener(type, fn);
    else if (name === "text") node.textContent = value;
    else if (name === "class") node.className = value;
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, given = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(given)) {
    if (name === "text") node.textContent = value;
    else if (name === "on") for (const [type, fn] of Object.entries(value)) node.addEventListener(type, fn);
    else node.setAttribute(name, value);
  }
  node.append(...children.flat());
  return node;
}

export const data = (id) => JSON.parse(document.getElementById(id).textContent);

// views with a lot of data have it packed
export function unpacked(page) {
  const views = Object.entries(page.views).map(([name, one]) => [name, one.packed ? JSON.parse(
    new TextDecoder().decode(inflate(bytes(one.packed), one.length))) : one]);
  return { ...page, views: Object.fromEntries(views) };
}

export function bytes(text) {
  const raw = atob(text), found = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) found[i] = raw.charCodeAt(i);
  return found;
}
