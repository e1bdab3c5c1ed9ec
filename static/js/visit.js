/* The form of a visit on a phone: keeps what is typed and photographed while it is typed, shows what waits, and sends it
   when there is a signal. Without this script, or where the browser keeps nothing, the form is an ordinary one. */
(function () {
  "use strict";
  var box = document.getElementById("antrean-kunjungan"), form = document.querySelector("form[data-visit]");
  var store = window.visitStore;
  if (!store || !window.visitSend || !box) {
    document.querySelectorAll("input[data-kind]").forEach(function (input) { input.dataset.shrink = ""; });
    return;
  }
  var me = store.me(box.dataset.user), list = box.querySelector("[data-list]"), said = box.querySelector("[data-said]");
  var draft = null, timer = null, busy = false, sending = false, cleared = 0, changes = Promise.resolve();
  var STATES = {
    draft: ["tag", "Draf di HP ini"], waiting: ["tag tag-warn", "Menunggu sinyal"], sending: ["tag tag-info", "Mengirim…"],
    fix: ["tag tag-bad", "Perlu diperbaiki"], session: ["tag tag-warn", "Masuk lagi"]
  };

  function make(tag, look, words) {
    var one = document.createElement(tag);
    if (look) one.className = look;
    if (words) one.textContent = words;
    return one;
  }
  function button(words, look, act) {
    var one = make("button", "btn btn-sm " + look, words);
    one.type = "button";
    one.onclick = act;
    return one;
  }
  function value(fields, name) {
    var found = fields.filter(function (pair) { return pair[0] === name; })[0];
    return found ? found[1] : "";
  }

  /* ---- what waits on this phone ---- */
  function say(words, look, address) {
    var line = make("div", "callout mb-3 " + look), text = make("p", "", words);
    if (address) {
      var link = make("a", "", "Lihat kunjungan");
      link.href = address;
      text.append(" ", link);
    }
    line.append(text);
    said.replaceChildren(line);
    box.hidden = false;
  }
  function line(one) {
    var row = make("li"), middle = make("div", "grow"), tools = make("div", "row-flex mt-2"), state = STATES[one.state] || STATES.draft;
    middle.append(make("b", "text-break", one.title || "Kunjungan"), " ", make("span", state[0], state[1]));
    var note = (one.words ? one.words + " " : "") + one.photos.length + " foto.";
    middle.append(make("div", "small muted", note));
    row.append(middle);
    middle.append(tools);
    if (one.state === "session") {
      var door = make("a", "btn btn-sm btn-primary", "Masuk lagi");
      door.href = box.dataset.signIn + "?next=" + box.dataset.form;
      tools.append(door);
    }
    if (one.state !== "sending" && !(draft && draft.key === one.key && form)) {
      tools.append(button("Buka", "btn-line", function () { openDraft(one.key); }));
      tools.append(button("Buang", "btn-quiet", function () { drop(one); }));
    }
    return row;
  }
  function show() {
    return store.of(me).then(function (all) {
      var open = all.filter(function (one) { return one.state !== "draft" && one.state !== "fix"; });
      box.querySelector("[data-title]").textContent = "Belum terkirim: " + all.length;
      list.replaceChildren.apply(list, all.map(line));
      box.querySelector("[data-send-all]").hidden = !open.length;
      box.hidden = !all.length && !said.firstChild;
      return all;
    });
  }
  function drop(one) {
    if (!window.confirm("Buang kunjungan ini dari HP? Isian dan fotonya hilang.")) return;
    store.remove(one.key).then(show);
  }
  function openDraft(key) {
    if (!form) { location.href = box.dataset.form + "#" + key; return; }
    changes.then(function () { return store.get(key); }).then(function (one) {
      if (!one || one.user !== me) return;
      one.state = "draft";
      return store.put(one).then(function () { history.replaceState(null, "", "#" + key); location.reload(); });
    });
  }

  /* ---- sending, one after the other; a second tab or a second tap changes nothing ---- */
  function sendAll() {
    if (busy || !me) return;
    busy = true;
    var work = function () {
      return store.of(me).then(function (all) {
        return all.filter(function (one) { return one.state !== "draft" && one.state !== "fix"; }).reduce(function (before, one) {
          return before.then(function () { return sendOne(one); });
        }, Promise.resolve());
      });
    };
    var free = function () { busy = false; show(); };
    (navigator.locks ? navigator.locks.request("kunjungan", { ifAvailable: true }, function (lock) { return lock ? work() : null; }) : work()).then(free, free);
  }
  function sendOne(one) {
    function tell(words) { one.state = "sending"; one.words = words; return store.put(one).then(show); }
    return window.visitSend(one, box, tell).then(function (stored) {
      return store.remove(one.key).then(function () {
        say("Kunjungan terkirim dan tersimpan di portal.", "callout-ok", stored.address);
        return show();
      });
    }).catch(function (stop) {
      one.state = stop.state || "waiting";
      one.words = stop.words || "";
      return store.put(one).then(show);
    });
  }

  /* ---- the form ---- */
  function fieldsOf() {
    var found = [];
    new FormData(form).forEach(function (text, name) {
      if (typeof text === "string" && name !== "csrfmiddlewaretoken" && name !== "client_key" && name !== "do") found.push([name, text]);
    });
    return found;
  }
  function titleOf(fields) {
    var village = form.elements.village, chosen = village.options[village.selectedIndex];
    var day = value(fields, "visited_at").slice(0, 10).split("-").reverse().join("-");
    return [value(fields, "place") || (village.value && chosen ? chosen.textContent : "Kunjungan"), day].filter(Boolean).join(", ");
  }
  function keep() {
    clearTimeout(timer);
    draft = draft || { key: store.newKey(), user: me, begun: Date.now(), photos: [], state: "draft", words: "" };
    draft.fields = fieldsOf();
    draft.title = titleOf(draft.fields);
    history.replaceState(null, "", "#" + draft.key);
    changes = changes.then(function () { return store.put(draft); }).then(function () {
      var clock = new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
      form.querySelector("[data-saved]").textContent = "Tersimpan di HP ini " + clock + ".";
      return show();
    }, function () {
      form.querySelector("[data-saved]").textContent = "HP ini penuh: isian terakhir belum tersimpan. Kosongkan ruang, lalu coba lagi.";
    });
    return changes;
  }
  function addRow(section) {
    var rows = section.querySelectorAll("[data-row]"), prefix = section.dataset.rows, total = form.elements[prefix + "-TOTAL_FORMS"];
    if (rows.length >= 20) return false;
    var row = rows[rows.length - 1].cloneNode(true), from = prefix + "-" + (rows.length - 1) + "-", to = prefix + "-" + rows.length + "-";
    row.querySelectorAll("*").forEach(function (one) {
      ["id", "name", "for", "aria-describedby"].forEach(function (name) {
        if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).split(from).join(to));
      });
      if ("value" in one) one.value = "";
    });
    row.querySelector("legend").textContent = row.querySelector("legend").textContent.replace(/\d+$/, rows.length + 1);
    rows[rows.length - 1].after(row);
    total.value = rows.length + 1;
    return true;
  }
  function fill(fields) {
    ["mesin", "bahan"].forEach(function (prefix) {
      var section = form.querySelector("[data-rows=" + prefix + "]"), wanted = +value(fields, prefix + "-TOTAL_FORMS") || 0;
      while (section.querySelectorAll("[data-row]").length < wanted && addRow(section)) { /* one more */ }
    });
    fields.forEach(function (pair) {
      var found = form.elements[pair[0]];
      if (!found || /_FORMS$/.test(pair[0])) return;
      if (found instanceof RadioNodeList) found.forEach(function (one) { one.checked = one.value === pair[1]; });
      else if (found.type === "radio" || found.type === "checkbox") found.checked = true;
      else found.value = pair[1];
    });
    positionWords();
  }
  function showPhotos() {
    var place = form.querySelector("[data-photos]"), photos = draft ? draft.photos : [];
    place.hidden = !photos.length;
    place.replaceChildren.apply(place, photos.map(function (one) {
      var item = make("li"), image = make("img"), tools = make("span", "row-flex photo-tools");
      image.src = URL.createObjectURL(one.blob);
      image.onload = function () { URL.revokeObjectURL(image.src); };
      image.alt = one.words;
      image.width = image.height = 160;
      tools.append(button("Hapus " + one.words.toLowerCase(), "btn-line", function () {
        draft.photos = draft.photos.filter(function (other) { return other.key !== one.key; });
        showPhotos();
        keep();
      }));
      item.append(image, tools);
      return item;
    }));
  }
  function takePhotos(input) {
    var files = [].slice.call(input.files);
    if (!files.length) return;
    keep();
    changes = changes.then(function () {
      return Promise.all(files.map(function (file) { return window.smallPhoto ? window.smallPhoto(file) : file; }));
    }).then(function (small) {
      var room = 12 - draft.photos.length;
      if (small.length > room) say("Satu kunjungan paling banyak 12 foto; " + (small.length - room) + " foto tidak ikut.", "callout-warn");
      small.slice(0, Math.max(0, room)).forEach(function (file) {
        draft.photos.push({ key: store.newKey(), kind: input.dataset.kind, words: input.dataset.label, name: file.name, blob: file });
      });
      input.value = "";
      showPhotos();
      keep();
    });
  }
  function positionWords() {
    var words = form.querySelector("[data-position-words]"), at = form.elements;
    words.textContent = at.latitude.value ? "Titik tersimpan: " + at.latitude.value + ", " + at.longitude.value + (at.accuracy.value ? " (± " + at.accuracy.value + " m)" : "") : "";
  }
  function locate() {
    var words = form.querySelector("[data-position-words]");
    words.textContent = "Mencari titik lokasi…";
    navigator.geolocation.getCurrentPosition(function (found) {
      form.elements.latitude.value = found.coords.latitude.toFixed(6);
      form.elements.longitude.value = found.coords.longitude.toFixed(6);
      form.elements.accuracy.value = Math.round(found.coords.accuracy);
      positionWords();
      keep();
    }, function () { words.textContent = "Titik lokasi tidak didapat. Nyalakan lokasi HP, atau lewati saja."; }, { enableHighAccuracy: true, timeout: 30000 });
  }
  function missing(fields) {
    var wrong = [];
    if (!value(fields, "purpose")) wrong.push("Pilih tujuan kunjungan.");
    if (!value(fields, "visited_at")) wrong.push("Isi tanggal dan jam kunjungan.");
    if (!value(fields, "village")) wrong.push("Pilih desa atau kelurahan yang dikunjungi.");
    return wrong;
  }
  function fresh() {
    clearTimeout(timer);
    draft = null;
    cleared = Date.now();
    form.reset();
    form.elements.visited_at.value = now();
    history.replaceState(null, "", location.pathname);
    showPhotos();
    positionWords();
    form.querySelector("[data-saved]").textContent = "";
    window.scrollTo(0, 0);
  }
  function submit(event) {
    event.preventDefault();
    var sends = !event.submitter || event.submitter.value === "send", wrong = sends ? missing(fieldsOf()) : [];
    if (sending || Date.now() - cleared < 1500) return; // the second half of a double tap
    if (wrong.length) {
      if (draft) keep();
      say(wrong.join(" "), "callout-bad");
      box.scrollIntoView();
      return;
    }
    sending = sends;
    keep().then(function () { return changes; }).then(function () {
      if (!sends) return;
      var one = draft;
      one.state = "waiting";
      one.words = "";
      return store.put(one).then(function () { said.replaceChildren(); fresh(); return show(); }).then(sendAll);
    }).then(function () { sending = false; }, function () { sending = false; });
  }
  function now() {
    var at = new Date();
    return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  }
  function begin() {
    var key = location.hash.slice(1), here = form.elements.visited_at;
    form.querySelectorAll("[data-add-row],[data-position]").forEach(function (one) {
      one.hidden = "position" in one.dataset && !navigator.geolocation;
    });
    if (!here.value) here.value = now();
    form.addEventListener("input", function (event) {
      if (event.target.type === "file") return;
      clearTimeout(timer);
      timer = setTimeout(keep, 400);
    });
    form.addEventListener("change", function (event) { if (event.target.dataset.kind) takePhotos(event.target); });
    form.addEventListener("click", function (event) {
      var pressed = event.target.closest("[data-add-row],[data-locate]");
      if (!pressed) return;
      if ("locate" in pressed.dataset) locate();
      else addRow(pressed.closest("[data-rows]"));
    });
    form.addEventListener("submit", submit);
    document.addEventListener("visibilitychange", function () { if (document.hidden && draft) keep(); });
    return (key ? store.get(key) : Promise.resolve(null)).then(function (one) {
      if (!one || one.user !== me || one.state !== "draft") return;
      draft = one;
      fill(draft.fields);
      showPhotos();
      form.querySelector("[data-saved]").textContent = "Isian dari HP ini dibuka lagi.";
    });
  }

  /* ---- the page itself without a signal ---- */
  function worker() {
    if (!navigator.serviceWorker) return;
    navigator.serviceWorker.addEventListener("message", function (event) {
      if (event.data !== "siap") return;
      document.querySelector("[data-ready]").hidden = false;
      document.documentElement.dataset.offline = "siap";
    });
    navigator.serviceWorker.register(box.dataset.worker).then(function () { return navigator.serviceWorker.ready; }).then(function (one) {
      one.active.postMessage("isi");
    }).catch(function () { /* the form works with a signal all the same */ });
  }

  if (!me) return; // the shell after signing out: nobody's drafts are shown
  (form ? begin() : Promise.resolve()).then(show).then(sendAll);
  if (box.dataset.user) worker();
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  box.querySelector("[data-send-all]").onclick = sendAll;
  window.addEventListener("online", sendAll);
  setInterval(function () { if (navigator.onLine !== false && list.children.length) sendAll(); }, 30000);
})();
