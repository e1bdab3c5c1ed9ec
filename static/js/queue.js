/* The queue: j and k move, x selects, Enter opens, s goes to the search; how many are ticked is said. */
(function () {
  "use strict";
  var table = document.querySelector("[data-queue]");
  if (!table) return;
  var rows = [].slice.call(table.querySelectorAll("tbody tr")), keys = window.Pintasan;
  rows.forEach(function (row) { row.tabIndex = -1; });

  function here() {
    var row = document.activeElement && document.activeElement.closest && document.activeElement.closest("tr");
    return rows.indexOf(row);
  }
  if (keys) {
    keys.on("j", function () { rows[Math.min(here() + 1, rows.length - 1)].focus(); });
    keys.on("k", function () { rows[Math.max(here() - 1, 0)].focus(); });
    keys.on("x", function () {
      var box = here() >= 0 && rows[here()].querySelector("input[type=checkbox]");
      if (box) { box.checked = !box.checked; box.dispatchEvent(new Event("change", { bubbles: true })); }
    });
    keys.on("Enter", function (event) {
      if (here() < 0 || event.target !== rows[here()]) return false;
      var link = rows[here()].querySelector("a.main");
      if (link) link.click();
    });
    keys.on("s", function () {
      var search = document.getElementById("cari-antrean");
      if (!search) return false;
      search.focus();
    });
  }

  var told = document.querySelector("[data-ticked]"), all = document.querySelector("[data-tick-all]");
  function boxes() { return [].slice.call(table.querySelectorAll("tbody input[type=checkbox]")); }
  function tell() {
    var n = boxes().filter(function (box) { return box.checked; }).length;
    if (told) told.textContent = n ? n + " dicentang:" : "Yang dicentang:";
    if (all) { all.checked = n > 0 && n === boxes().length; all.indeterminate = n > 0 && n < boxes().length; }
  }
  table.addEventListener("change", function (event) {
    if (event.target === all) boxes().forEach(function (box) {
      box.checked = all.checked;
      box.closest("tr").classList.toggle("sel", all.checked);
    });
    else if (event.target.type === "checkbox") event.target.closest("tr").classList.toggle("sel", event.target.checked);
    tell();
  });
  if (all) all.closest("label").hidden = false;
  boxes().forEach(function (box) { box.closest("tr").classList.toggle("sel", box.checked); });
  tell();
})();
