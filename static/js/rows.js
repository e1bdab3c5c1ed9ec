/* Lists in a form: a row more or less without asking the server. Without this script the same buttons ask it. */
(function () {
  "use strict";
  function rowsOf(list) { return [].slice.call(list.querySelectorAll("[data-row]")); }
  function counter(list) { return list.querySelector("input[name=" + list.dataset.rows + "-count]"); }

  function add(list) {
    var most = Number(list.dataset.most), count = counter(list), next = Number(count.value) || 0;
    if (rowsOf(list).length >= most) {
      if (window.portal) window.portal.say("Paling banyak " + most + ".");
      return null;
    }
    var template = list.querySelector("template"), box = document.createElement("div");
    box.innerHTML = template.innerHTML.replace(/__n__/g, String(next));
    var row = box.querySelector("[data-row]");
    template.parentNode.insertBefore(row, template);
    count.value = next + 1;
    country(row);
    return row;
  }

  /* the country is asked of imported material only */
  function country(row) {
    var origin = row.querySelector("select[name$=-origin]"), field = row.querySelector("[name$=-country]");
    if (origin && field) field.closest(".field").hidden = origin.value !== "imported" && !field.value;
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-rows] button[name=add],[data-rows] button[name=remove]");
    if (!button) return;
    var list = button.closest("[data-rows]"), first;
    event.preventDefault();
    if (button.name === "add") {
      var row = add(list);
      first = row && row.querySelector("input,select,textarea");
    } else {
      button.closest("[data-row]").remove();
      first = list.querySelector("button[name=add]");
    }
    if (first) first.focus();
    list.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("change", function (event) {
    var row = event.target.closest("[data-row]");
    if (row) country(row);
  });
  document.querySelectorAll("[data-row]").forEach(country);

  /* what was kept on the phone may have more rows than the page */
  window.rows = {
    ensure: function (form, names) {
      form.querySelectorAll("[data-rows]").forEach(function (list) {
        var most = -1;
        names.forEach(function (name) {
          var found = name.match(/^(\w+)-(\d+)-/);
          if (found && found[1] === list.dataset.rows) most = Math.max(most, Number(found[2]));
        });
        while ((Number(counter(list).value) || 0) <= most && add(list)) { /* one row at a time */ }
      });
    }
  };

  /* the place where the phone is */
  document.querySelectorAll("[data-here]").forEach(function (box) {
    var field = document.querySelector("[data-point]"), words = box.querySelector("[role=status]");
    if (!field || !navigator.geolocation || !window.isSecureContext) return;
    box.hidden = false;
    box.querySelector("button").onclick = function () {
      words.textContent = "Mencari lokasi…";
      navigator.geolocation.getCurrentPosition(function (found) {
        field.value = found.coords.latitude.toFixed(6) + ", " + found.coords.longitude.toFixed(6);
        field.dispatchEvent(new Event("input", { bubbles: true }));
        words.textContent = "Lokasi terisi. Pastikan Anda sedang di tempat usaha.";
      }, function () {
        words.textContent = "Lokasi tidak bisa dibaca. Nyalakan lokasi HP, atau salin angkanya dari peta.";
      }, { enableHighAccuracy: true, timeout: 20000 });
    };
  });
})();
