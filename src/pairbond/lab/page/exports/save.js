// Files and the clipboard; nothing is kept by the page itself.

export function save(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` });
  const url = URL.createObjectURL(blob), link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// the address of this very state; false where the browser does not let a page write to the clipboard
export async function copy(hash) {
  try {
    await navigator.clipboard.writeText(location.href.split("#")[0] + hash);
    return true;
  } catch {
    return false;
  }
}
