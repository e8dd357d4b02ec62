// Leaving at once: the page is emptied, nothing is asked of any network, and no step back leads to it.

export function leave() {
  document.title = "";
  document.documentElement.textContent = "";
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
