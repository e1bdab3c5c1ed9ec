/* Suggestions under a search field (ARIA combobox with a listbox). The form works without it. */
(function () {
  "use strict";
  document.querySelectorAll("form[data-suggest]").forEach(function (form) {
    var field = form.querySelector("input[name=q]"), list = document.createElement("ul"), box = [], at = -1, timer, asked = "";
    var hint = document.createElement("span"), seen = {};
    list.id = field.id + "-saran";
    list.className = "suggest";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Saran pencarian");
    list.hidden = true;
    hint.className = "visually-hidden";
    hint.setAttribute("role", "status");
    form.append(list, hint);
    [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]].forEach(function (pair) {
      field.setAttribute(pair[0], pair[1]);
    });

    function shut() {
      list.hidden = true;
      at = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }
    function mark(next) {
      if (at >= 0) list.children[at].setAttribute("aria-selected", "false");
      at = next;
      if (at < 0) return field.removeAttribute("aria-activedescendant");
      list.children[at].setAttribute("aria-selected", "true");
      field.setAttribute("aria-activedescendant", list.children[at].id);
    }
    function take(one) {
      shut();
      if (one.alamat) return location.assign(one.alamat);
      field.value = one.kata;
      form.requestSubmit ? form.requestSubmit() : form.submit();
    }
    function show(lines) {
      box = lines;
      at = -1;
      list.textContent = "";
      lines.forEach(function (one, n) {
        var line = document.createElement("li"), kind = document.createElement("small");
        line.id = list.id + n;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        line.textContent = one.kata;
        if (one.jenis !== "kata") { kind.textContent = one.jenis; line.append(" ", kind); }
        line.addEventListener("mousedown", function (event) { event.preventDefault(); take(one); });
        list.append(line);
      });
      if (!lines.length) return shut();
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      hint.textContent = lines.length + " saran";
    }
    function ask() {
      var text = asked = field.value.trim().toLowerCase();
      if (text.length < 2) return shut();
      if (seen[text]) return show(seen[text]);
      fetch("/produk/saran/?q=" + encodeURIComponent(text)).then(function (answer) { return answer.ok ? answer.json() : { saran: [] }; }).then(function (answer) {
        seen[text] = answer.saran;
        if (text === asked && document.activeElement === field) show(answer.saran);
      }).catch(shut);
    }
    field.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 150); });
    field.addEventListener("blur", shut);
    form.addEventListener("submit", shut);
    field.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      var key = event.key;
      if (key === "ArrowDown" && list.hidden) { event.preventDefault(); return ask(); }
      if (list.hidden) return;
      if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        mark(key === "ArrowDown" ? (at + 1 >= box.length ? -1 : at + 1) : (at < 0 ? box.length : at) - 1);
      } else if (key === "Escape") {
        event.preventDefault();
        shut();
      } else if (key === "Enter" && at >= 0) {
        event.preventDefault();
        take(box[at]);
      }
    });
  });
})();
