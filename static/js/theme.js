/* Before the first paint: the colours this person chose last time on this device. */
(function () {
  "use strict";
  try {
    if (localStorage.getItem("tema") === "dark") document.documentElement.dataset.bsTheme = "dark";
  } catch (e) { /* storage is switched off: light colours */ }
})();
