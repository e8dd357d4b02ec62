(function () {
  // Optional extras; the page is complete without them.
  var leave = document.getElementById("leave");
  if (leave) leave.addEventListener("click", function (event) {
    event.preventDefault();
    document.documentElement.textContent = "";
    location.replace("about:blank");
  });
  var opened = [];
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (d) { d.open = true; opened.push(d); });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (d) { d.open = false; });
    opened = [];
  });
})();
