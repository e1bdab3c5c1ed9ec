/* A list of products: a changed filter replaces filters and result in place. Without this file the buttons do it. */
(function () {
  "use strict";
  var doc = document, hall = doc.getElementById("hasil"), asked = 0;
  if (!hall || !window.fetch || !window.DOMParser) return;

  function show(address, push, focus) {
    var number = ++asked, before = typed();
    hall.setAttribute("aria-busy", "true");
    fetch(address, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw answer;
      return answer.text();
    }).then(function (html) {
      if (number !== asked) return;
      var fresh = new DOMParser().parseFromString(html, "text/html");
      if (!fresh.getElementById("saring-isi") || !doc.getElementById("saring-isi")) throw 0;
      var open = {}, now = typed(), busy = doc.activeElement && doc.activeElement.id;
      doc.querySelectorAll("#saring-isi summary").forEach(function (one) { open[one.textContent] = one.parentNode.open; });
      ["saring-isi", "urutan", "saring-tombol", "hasil"].forEach(function (id) {
        doc.getElementById(id).innerHTML = fresh.getElementById(id).innerHTML;
      });
      doc.querySelectorAll("#saring-isi summary").forEach(function (one) {
        if (one.textContent in open) one.parentNode.open = open[one.textContent];
      });
      Object.keys(now).forEach(function (id) { /* typed while the answer was on its way */
        var field = doc.getElementById(id);
        if (!field || now[id] === before[id]) return;
        field.value = now[id];
        if (id === busy) { field.focus({ preventScroll: true }); focus = ""; }
      });
      ["kalimat", "judul"].forEach(function (id) { doc.getElementById(id).textContent = fresh.getElementById(id).textContent; });
      doc.title = fresh.title;
      if (push) history.pushState({ list: 1 }, "", address + location.hash);
      hall.removeAttribute("aria-busy");
      var again = focus && doc.querySelector(focus);
      if (again) again.focus({ preventScroll: true });
    }).catch(function () { location.assign(address); });
  }

  function typed() {
    var values = {};
    doc.querySelectorAll("#saring-isi input.form-control").forEach(function (one) { values[one.id] = one.value; });
    return values;
  }

  /* the address a form asks for, without empty answers */
  function asking(form) {
    var query = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { if (value) query.append(name, value); });
    return form.getAttribute("action") + (String(query) ? "?" + query : "");
  }

  function name(field) {
    return field.id ? "#" + field.id : '#saring-isi [name="' + field.name + '"][value="' + field.value + '"]';
  }

  doc.addEventListener("change", function (event) {
    var field = event.target, form = field.form;
    if (!form || !("live" in form.dataset)) return;
    if (field.name === "harga" || field.name === "kapasitas") { /* a step takes the place of what was typed beside it */
      if (field.type === "radio") field.closest("details").querySelectorAll("input.form-control").forEach(function (one) { one.value = ""; });
    }
    show(asking(form), true, name(field));
  });
  doc.addEventListener("submit", function (event) {
    if (!("live" in event.target.dataset)) return;
    event.preventDefault();
    show(asking(event.target), true, "#hasil");
    if (location.hash === "#saring") location.hash = "hasil"; /* the sheet of a phone closes */
  });
  doc.addEventListener("click", function (event) {
    var link = event.target.closest("#hasil .chips a, #hasil .pager a, #saring-isi .panel-head a[href^='/']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.href, true, "#hasil");
    if (link.closest(".pager")) hall.scrollIntoView();
  });
  window.addEventListener("popstate", function (event) {
    if (event.state && event.state.list) show(location.pathname + location.search, false, "");
    else if (asked) location.reload();
  });
})();
