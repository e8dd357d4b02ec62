// Leaving at once: the page is emptied, nothing is asked of any network, and no step back leads to it.

// a page in which this one is shown is left too, where the browser allows it
function leaveAround() {
  try {
    if (top !== self) top.location.replace("about:blank");
  } catch { /* then this page alone */ }
}

export function leave() {
  document.title = "";
  document.documentElement.textContent = "";
  leaveAround();
  location.replace("about:blank");
}

export function leaveOnShift() {
  let presses = 0, last = 0;
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    const soon = event.timeStamp - last < 2000;
    presses = event.key !== "Shift" ? 0 : soon ? presses + 1 : 1;
    last = event.timeStamp;
    if (presses === 3) leave();
  });
}
