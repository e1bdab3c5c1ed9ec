/* Keys of the queue: j and k move, x selects, Enter opens. Only outside fields; a button switches them off for good. */
(function () {
  "use strict";
  var table = document.querySelector("[data-queue]");
  if (!table) return;
  var rows = [].slice.call(table.querySelectorAll("tbody tr")), off = false;
  var button = document.querySelector("[data-queue-keys]");
  try { off = localStorage.getItem("pintasan") === "mati"; } catch (e) { /* stays on */ }

  function words() {
    if (!button) return;
    button.hidden = false;
    button.textContent = off ? "Nyalakan pintasan papan ketik" : "Matikan pintasan papan ketik";
  }
  words();
  if (button) button.addEventListener("click", function () {
    off = !off;
    try { localStorage.setItem("pintasan", off ? "mati" : "hidup"); } catch (e) { /* for this page only */ }
    words();
  });
  rows.forEach(function (row) { row.tabIndex = -1; });

  document.addEventListener("keydown", function (event) {
    if (off || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,textarea,select,[contenteditable]")) return;
    var at = rows.indexOf(document.activeElement && document.activeElement.closest("tr"));
    if (event.key === "j") rows[Math.min(at + 1, rows.length - 1)].focus();
    else if (event.key === "k") rows[Math.max(at - 1, 0)].focus();
    else if (event.key === "x" && at >= 0) {
      var box = rows[at].querySelector("input[type=checkbox]");
      if (box) { box.checked = !box.checked; box.dispatchEvent(new Event("change", { bubbles: true })); }
    } else if (event.key === "Enter" && at >= 0 && event.target === rows[at]) {
      var link = rows[at].querySelector("a.main");
      if (link) link.click();
    } else return;
    if (event.key !== "Enter") event.preventDefault();
  });
  table.addEventListener("change", function (event) {
    if (event.target.type === "checkbox") event.target.closest("tr").classList.toggle("sel", event.target.checked);
  });
})();
