// Runs before the page is drawn, so that a chosen theme never flashes: light, dark, or the system's own.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var chosen = localStorage.getItem("workbook-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch (error) {
    // Storage may be closed to files; the system's own theme holds then.
  }
})();
