(function () {
  // The page is complete without this; it leaves faster with it.
  var leave = document.getElementById("leave");
  function away() {
    document.title = "";
    document.documentElement.textContent = "";
    // From disk nothing is asked of any network.
    var served = location.protocol === "file:" ? "" : leave.getAttribute("data-served");
    location.replace(served || "about:blank");
  }
  if (leave) {
    leave.addEventListener("click", function (event) {
      event.preventDefault();
      away();
    });
    var presses = 0, last = 0;
    addEventListener("keydown", function (event) {
      if (event.repeat) return;
      var soon = event.timeStamp - last < 2000;
      presses = event.key !== "Shift" ? 0 : soon ? presses + 1 : 1;
      last = event.timeStamp;
      if (presses === 3) away();
    });
    // Links within the page leave no steps behind that the browser's back button would go through.
    document.querySelectorAll('a[href^="#"]').forEach(function (link) {
      link.addEventListener("click", function (event) {
        event.preventDefault();
        location.replace(link.getAttribute("href"));
      });
    });
  }
  var opened = [];
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (d) { d.open = true; opened.push(d); });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (d) { d.open = false; });
    opened = [];
  });
})();
