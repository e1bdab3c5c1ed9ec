/* Polish for the photos of the product editor; everything works without it.
   window.photoHints looks at a photo before it travels, with the numbers of review/picture_hints.py; the buttons beside
   photos answer without leaving the page; states are asked while sizes are still being made. */
(function () {
  "use strict";
  var SHARP = 800, DIM = 100, LONG = 320, BRIGHT = 215, SHADE = 150, STROKES = 14, BAND = 5;

  function grey(image) {
    var scale = Math.min(1, LONG / Math.max(image.width, image.height)), canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    var pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.imageSmoothingQuality = "high";
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    var from = pen.getImageData(0, 0, canvas.width, canvas.height).data, out = new Uint8Array(from.length / 4);
    for (var i = 0; i < out.length; i++) out[i] = (from[4 * i] * 299 + from[4 * i + 1] * 587 + from[4 * i + 2] * 114) / 1000;
    return { width: canvas.width, values: out };
  }
  function hasWords(picture) {
    var run = 0;
    for (var start = 0; start < picture.values.length; start += picture.width) {
      var row = "";
      for (var x = start; x < start + picture.width; x++) {
        var one = picture.values[x];
        row += one <= SHADE ? "d" : one >= BRIGHT ? "w" : "m";
      }
      run = (row.match(/dm{0,3}w{1,9}m{0,3}(?=d)/g) || []).length >= STROKES ? run + 1 : 0;
      if (run === BAND) return true;
    }
    return false;
  }
  window.photoHints = function (image) {
    var told = [];
    try {
      var picture = grey(image), below = 0;
      picture.values.forEach(function (one) { if (one < DIM) below++; });
      if (below >= 0.9 * picture.values.length) told.push("tampak gelap. Coba dekat jendela, siang hari.");
      if (Math.min(image.width, image.height) < SHARP) told.push("kecil. Lebih tajam bila sisi pendeknya " + SHARP + " piksel atau lebih.");
      if (hasWords(picture)) told.push("seperti ada tulisan di atas foto. Tulisan pada label barang tidak apa-apa.");
    } catch (e) { /* no hint is better than no upload */ }
    return told;
  };

  var form = document.querySelector("form[data-draft]");
  if (!form || !document.getElementById("foto") || !window.fetch || !window.DOMParser) return;

  function say(words) { if (words && window.portal) window.portal.say(words); }
  function put(html) {
    var page = new DOMParser().parseFromString(html, "text/html"), fresh = page.getElementById("foto");
    if (!fresh) return false;
    document.getElementById("foto").replaceWith(fresh);
    var beside = document.querySelector("aside.sticky-lg"), now = page.querySelector("aside.sticky-lg");
    if (beside && now) beside.replaceWith(now);
    watch();
    return true;
  }
  function words(verb) {
    var first = document.querySelector("#foto .err"), many = document.querySelectorAll("[data-photo]").length;
    if (first) return first.textContent;
    return { remove: "Foto dihapus. Tekan Urungkan untuk mengembalikannya.", back: "Foto dikembalikan.", upload: many + " dari 8 foto tersimpan." }[verb] || "Urutan foto tersimpan.";
  }
  form.addEventListener("click", function (event) {
    var button = event.target.closest("button[name=photo]");
    if (!button || form.dataset.sent || navigator.onLine === false) return;
    var verb = button.value.split(":")[0], code = button.value.split(":")[1];
    if (verb === "edit") return;
    event.preventDefault();
    if (form.dataset.photosBusy) return;
    form.dataset.photosBusy = "1";
    button.setAttribute("aria-disabled", "true");
    if (verb === "upload") say("Mengirim foto…");
    var body = new FormData(form);
    body.append("photo", button.value);
    fetch(form.action, { method: "POST", body: body }).then(function (answer) {
      if (!answer.ok) throw 0;
      return answer.text();
    }).then(function (html) {
      if (!put(html)) throw 0;
      delete form.dataset.photosBusy;
      say(words(verb));
      focusOn(verb, code);
    }).catch(function () {
      delete form.dataset.photosBusy;
      button.removeAttribute("aria-disabled");
      form.requestSubmit ? form.requestSubmit(button) : form.submit();
    });
  });
  function focusOn(verb, code) {
    var there = [].slice.call(document.querySelectorAll("#foto button[name=photo]:not([disabled]):not([hidden])"));
    var same = there.filter(function (one) { return one.value === verb + ":" + code; })[0];
    var near = there.filter(function (one) { return code && one.value.split(":")[1] === code; })[0];
    var next = verb === "remove" ? there.filter(function (one) { return /^back:/.test(one.value); })[0] : same || near;
    if (next) next.focus();
  }
  /* Alt and an arrow move the photo whose button has the focus */
  form.addEventListener("keydown", function (event) {
    var item = event.target.closest("[data-photo]");
    var verb = { ArrowLeft: "earlier", ArrowUp: "earlier", ArrowRight: "later", ArrowDown: "later" }[event.key];
    if (!item || !event.altKey || !verb) return;
    event.preventDefault();
    var button = item.querySelector("button[value^='" + verb + ":']");
    if (button && !button.disabled) button.click();
  });

  /* what is still being made */
  var timer, asked = 0;
  function open() { return document.querySelectorAll("#foto [data-state=waiting],#foto [data-state=making]"); }
  function watch() {
    clearTimeout(timer);
    asked = 0;
    if (open().length) timer = setTimeout(ask, 2500);
  }
  function ask() {
    var list = document.querySelector("[data-photos]");
    if (!list || ++asked > 60) return;
    fetch(list.dataset.photos).then(function (answer) { return answer.ok ? answer.json() : Promise.reject(); }).then(function (told) {
      open().forEach(function (line) {
        var one = told.photos[line.closest("[data-photo]").dataset.photo];
        if (!one || one.state === line.dataset.state) return;
        line.dataset.state = one.state;
        line.textContent = one.words;
        line.hidden = !one.words;
      });
      if (open().length) timer = setTimeout(ask, asked > 10 ? 10000 : 2500);
    }).catch(function () { timer = setTimeout(ask, 10000); });
  }
  watch();
})();
