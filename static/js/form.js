/* Polish for long forms. `<form data-draft="name">` keeps what was typed on this device until the form is sent;
   never passwords, codes, files, hidden values or fields marked data-secret (NIK, NPWP). */
(function () {
  "use strict";
  var LIFE = 7 * 24 * 3600 * 1000, waiting = null;

  function kept(field) {
    return field.name && !field.matches(
      "[type=password],[type=file],[type=hidden],[type=submit],[autocomplete=one-time-code],[data-secret]"
    ) && !/nik|npwp|password|sandi|csrf|form_key|(^|-)(kode|code)$/i.test(field.name);
  }
  function fields(form) { return [].slice.call(form.elements).filter(kept); }
  function values(form) {
    var out = {};
    fields(form).forEach(function (field) {
      var choice = field.type === "checkbox" || field.type === "radio";
      if (choice && !field.checked) return;
      (out[field.name] = out[field.name] || []).push(field.value);
    });
    return out;
  }
  function put(form, saved) {
    if (window.rows) window.rows.ensure(form, Object.keys(saved));
    fields(form).forEach(function (field) {
      var list = saved[field.name] || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = list.indexOf(field.value) >= 0;
      else if (field.tagName === "SELECT") [].forEach.call(field.options, function (option) { option.selected = list.indexOf(option.value) >= 0; });
      else if (list.length) field.value = list[0];
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  function offer(form, key, saved) {
    var box = document.createElement("div"), words = document.createElement("p");
    var yes = document.createElement("button"), no = document.createElement("button");
    var at = new Date(saved.at);
    box.className = "callout callout-warn draft-offer";
    box.setAttribute("role", "status");
    words.textContent = "Ada isian yang belum terkirim di perangkat ini, dari " +
      at.toLocaleDateString("id-ID", { day: "numeric", month: "long" }) + " pukul " +
      at.toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" }) + ".";
    yes.type = no.type = "button";
    yes.className = "btn btn-primary btn-sm";
    no.className = "btn btn-quiet btn-sm";
    yes.textContent = "Pakai isian itu";
    no.textContent = "Buang";
    yes.onclick = function () { put(form, saved.values); box.remove(); };
    no.onclick = function () { localStorage.removeItem(key); box.remove(); };
    box.append(words, yes, no);
    form.prepend(box);
  }
  function keep(form) {
    var key = "draf:" + form.dataset.draft + ":" + location.pathname, timer, saved = null, before = JSON.stringify(values(form));
    try { saved = JSON.parse(localStorage.getItem(key)); } catch (e) { return; }
    if (saved && Date.now() - saved.at > LIFE) { localStorage.removeItem(key); saved = null; }
    /* a form that comes back to its own page says when the portal kept it last: newer than before means it arrived */
    if (saved && form.dataset.saved && sessionStorage.getItem("terkirim") === key && sessionStorage.getItem("terkirim-atas") !== form.dataset.saved && !document.querySelector("[data-focus]")) {
      localStorage.removeItem(key);
      saved = null;
    }
    if (saved && JSON.stringify(saved.values) !== before) offer(form, key, saved);
    function store() {
      clearTimeout(timer);
      timer = 0;
      try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: values(form) })); } catch (e) { /* full: nothing kept */ }
    }
    form.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(store, 600);
    });
    /* the phone is closed, or another app comes: the last letters count too */
    window.addEventListener("pagehide", function () { if (timer) store(); });
    document.addEventListener("visibilitychange", function () { if (timer && document.hidden) store(); });
    form.addEventListener("submit", function (event) {
      if (JSON.stringify(values(form)) !== before) store();
      if (navigator.onLine === false) {
        event.preventDefault();
        waiting = { form: form, button: event.submitter };
        if (window.portal) window.portal.say("Sinyal hilang. Isian disimpan di HP ini dan dikirim saat tersambung.");
        return;
      }
      sessionStorage.setItem("terkirim", key);
      sessionStorage.setItem("terkirim-atas", form.dataset.saved || "");
    });
  }

  /* the portal said "tersimpan" on another page: the last send arrived, and the copy on the device can go. A send that
     met an ended session comes back to its own page after signing in, and the copy is offered there. */
  var sent = sessionStorage.getItem("terkirim");
  if (sent && sent.slice(-location.pathname.length) !== location.pathname && document.querySelector(".messages .callout-ok")) { localStorage.removeItem(sent); sessionStorage.removeItem("terkirim"); }
  document.querySelectorAll("form[data-draft]").forEach(keep);

  /* a link to a field inside a closed fold opens the fold */
  function unfold() {
    var at = null, fold;
    try { at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (e) { return; }
    for (fold = at; fold; fold = fold.parentElement) if (fold.tagName === "DETAILS" && fold.matches(".fold")) { fold.open = true; at.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  unfold();

  /* the phone says when the signal is gone; nothing is cleared */
  window.addEventListener("offline", function () {
    if (window.portal) window.portal.say("Sinyal hilang. Isian Anda tetap ada di halaman ini.");
  });
  window.addEventListener("online", function () {
    if (!waiting) return;
    var sent = waiting;
    waiting = null;
    if (window.portal) window.portal.say("Tersambung lagi. Mengirim isian Anda…");
    sent.form.requestSubmit(sent.button || undefined);
  });
})();
