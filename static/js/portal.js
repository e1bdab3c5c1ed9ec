/* Polish for every page; each page works without it. */
(function () {
  "use strict";
  var doc = document, root = doc.documentElement, timer;

  function say(words) {
    var box = doc.getElementById("toast");
    if (!box) return;
    box.textContent = words;
    box.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(function () { box.hidden = true; }, 6000);
  }

  /* the error summary takes focus; the title already says "Galat:" */
  var summary = doc.querySelector("[data-focus]");
  if (summary) summary.focus();

  /* colours: the switch shows only when it works */
  function themeWords(button) {
    button.textContent = root.dataset.bsTheme === "dark" ? "Tampilan terang" : "Tampilan gelap";
  }
  doc.querySelectorAll("[data-theme]").forEach(function (button) {
    button.hidden = false;
    themeWords(button);
  });
  doc.querySelectorAll("[data-print],[data-copy]").forEach(function (button) { button.hidden = false; });

  doc.addEventListener("click", function (event) {
    var button = event.target.closest("[data-theme],[data-print],[data-copy],[data-show]");
    if (button && "theme" in button.dataset) {
      root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      try { localStorage.setItem("tema", root.dataset.bsTheme); } catch (e) { /* not kept, still shown */ }
      doc.querySelectorAll("[data-theme]").forEach(themeWords);
    } else if (button && "print" in button.dataset) {
      window.print();
    } else if (button && "copy" in button.dataset) {
      copy(button.dataset.copy);
    } else if (button && "show" in button.dataset) {
      event.preventDefault();
      showPhoto(button);
    }
    doc.querySelectorAll("details.mmenu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  doc.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    doc.querySelectorAll("details.mmenu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  function copy(words) {
    if (!navigator.clipboard) return say("Salin dari baris alamat peramban Anda.");
    navigator.clipboard.writeText(words).then(
      function () { say("Tautan disalin"); },
      function () { say("Tautan belum tersalin. Salin dari baris alamat."); }
    );
  }

  /* gallery: <a href="big.jpg" data-show="id of the img" data-alt="…"> swaps the picture instead of leaving the page */
  function showPhoto(link) {
    var img = doc.getElementById(link.dataset.show);
    if (!img) return;
    img.parentNode.querySelectorAll("source").forEach(function (source) { source.remove(); });
    img.removeAttribute("srcset");
    img.src = link.href;
    if (link.dataset.alt) img.alt = link.dataset.alt;
    link.parentNode.querySelectorAll("[aria-current]").forEach(function (one) { one.removeAttribute("aria-current"); });
    link.setAttribute("aria-current", "true");
  }

  /* a form is sent once: the button says so. It wakes up when the person comes back to the page, and after a while,
     because an answer may be a file that leaves the page as it is. */
  function wake(button) {
    if (!("words" in button.dataset)) return;
    button.innerHTML = "";
    button._kept.forEach(function (node) { button.appendChild(node); });
    button.removeAttribute("aria-disabled");
    button.style.minWidth = "";
    delete button.dataset.words;
  }
  doc.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter || form.querySelector("button:not([type=button])");
    if (event.defaultPrevented || (form.getAttribute("method") || "get").toLowerCase() !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(wakeAll, 15000);
    if (!button) return;
    button._kept = [].slice.call(button.childNodes);
    button.dataset.words = button.textContent;
    button.style.minWidth = button.offsetWidth + "px";
    button.textContent = "Mengirim…";
    button.setAttribute("aria-disabled", "true");
  });
  /* signing out takes the page that opens without a signal off this device; unsent visits stay, for their officer only */
  doc.addEventListener("submit", function (event) {
    if (!/\/keluar\/$/.test(event.target.getAttribute("action") || "")) return;
    try { localStorage.removeItem("kunjungan-saya"); } catch (e) { /* nothing was kept */ }
    if (window.caches) caches.delete("kunjungan");
  });
  function wakeAll() {
    doc.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
    doc.querySelectorAll("[data-words]").forEach(wake);
  }
  window.addEventListener("pageshow", wakeAll);

  /* "Simpan" without leaving the page: the question behind the link is answered here; anything odd follows the link */
  doc.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-keep]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.fetch) return;
    event.preventDefault();
    fetch(link.href).then(function (answer) { return answer.text(); }).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html"), form = page.querySelector("form[data-keep-form]");
      if (!form) return page.getElementById("h-tanya") ? null : Promise.reject();
      return fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form), redirect: "manual" });
    }).then(
      function () { say("Disimpan di peramban ini. Lihat di Simpanan."); },
      function () { location.href = link.href; }
    );
  });

  window.portal = { say: say };
})();
