/* Keys of the desk. Only outside fields, never with Ctrl, Alt or Cmd; a button switches them off for good (WCAG 2.1.4).
   Pages say which keys they know: Pintasan.on("j", function (event) { ... }). "?" opens the list of keys. */
(function () {
  "use strict";
  var known = {}, off = false, memory = "pintasan";
  var buttons = [].slice.call(document.querySelectorAll("[data-keys-switch]"));
  try { off = localStorage.getItem(memory) === "mati"; } catch (e) { /* stays on */ }

  function words() {
    buttons.forEach(function (button) {
      button.hidden = false;
      button.setAttribute("aria-pressed", off ? "false" : "true");
      button.textContent = off ? "Nyalakan pintasan papan ketik" : "Matikan pintasan papan ketik";
    });
    document.querySelectorAll("[data-keys-state]").forEach(function (place) {
      place.textContent = off ? "Pintasan sedang mati di peramban ini." : "Pintasan sedang menyala di peramban ini.";
    });
  }
  words();
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      off = !off;
      try { localStorage.setItem(memory, off ? "mati" : "hidup"); } catch (e) { /* for this page only */ }
      words();
    });
  });

  window.Pintasan = { on: function (key, act) { known[key] = act; } };
  document.addEventListener("keydown", function (event) {
    if (off || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest && event.target.closest("input,textarea,select,[contenteditable],dialog")) return;
    var act = known[event.key];
    if (act && act(event) !== false) event.preventDefault();
  });

  var help = document.querySelector("dialog[data-keys]");
  if (!help || !help.showModal) return;
  window.Pintasan.on("?", function () { help.showModal(); });
  document.querySelectorAll("[data-keys-open]").forEach(function (button) {
    button.addEventListener("click", function (event) { event.preventDefault(); help.showModal(); });
  });
})();
