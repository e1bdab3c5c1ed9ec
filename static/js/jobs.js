/* Moves the bar of a background job; the page itself works without it. */
(function () {
  "use strict";
  document.querySelectorAll("[data-job]:not([data-over])").forEach(function (box) {
    var bar = box.querySelector("progress"), wait = 1000;
    function look() {
      fetch(box.dataset.job, { credentials: "same-origin", headers: { Accept: "application/json" } })
        .then(function (answer) { if (!answer.ok) throw new Error(); return answer.json(); })
        .then(function (state) {
          if (state.over) { location.reload(); return; }
          box.querySelector("[data-job-label]").textContent = state.label;
          box.querySelector("[data-job-words]").textContent = state.words;
          if (bar && state.percent !== null) bar.value = state.percent;
          wait = 1000;
          setTimeout(look, wait);
        })
        .catch(function () { wait = Math.min(wait * 2, 15000); setTimeout(look, wait); });
    }
    setTimeout(look, wait);
  });
})();
