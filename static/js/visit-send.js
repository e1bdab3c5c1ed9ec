/* Sends a kept visit: its fields, then each photo for itself, then the end. Whatever stops it, the visit stays on the
   phone and the next try goes on where this one ended; the portal knows it by its key, so nothing is made twice. */
(function () {
  "use strict";
  var WAIT = 90000;
  if (!window.visitStore) return;

  function Stop(state, words) { this.state = state; this.words = words; }
  var OFF = "Menunggu sinyal.", BUSY = "Portal sedang sibuk. Dicoba lagi nanti.";
  var AGAIN = "Sesi berakhir. Masuk lagi untuk mengirim; isian dan foto tetap di HP ini.";

  function ask(address, options) {
    var late = window.AbortController ? new AbortController() : null, timer;
    options = Object.assign({ credentials: "same-origin", redirect: "manual", cache: "no-store" }, options);
    if (late) { options.signal = late.signal; timer = setTimeout(function () { late.abort(); }, WAIT); }
    return fetch(address, options).catch(function () { throw new Stop("waiting", OFF); }).then(function (answer) {
      clearTimeout(timer);
      if (answer.type === "opaqueredirect" || answer.status === 401) throw new Stop("session", AGAIN);
      if (answer.status >= 500 || answer.status === 429) throw new Stop("waiting", BUSY);
      return answer.json().catch(function () { return {}; }).then(function (told) {
        if (answer.ok) return told;
        if (answer.status === 403) throw new Stop("session", AGAIN);
        if (answer.status === 404) throw new Stop("waiting", (told.words || [BUSY]).join(" "));
        throw new Stop("fix", (told.words || ["Portal menolak isian ini. Periksa lagi."]).join(" "));
      });
    });
  }

  /* resolves to {address} when the portal has stored it all; rejects with a Stop */
  function send(draft, box, tell) {
    var csrf = "";
    function post(address, body) { return ask(address, { method: "POST", headers: { "X-CSRFToken": csrf }, body: body }); }
    function photos(there) {
      var missing = draft.photos.filter(function (one) { return there.indexOf(one.key) < 0; }), done = Promise.resolve();
      missing.forEach(function (one, place) {
        done = done.then(function () {
          var body = new FormData();
          tell("Mengirim foto " + (draft.photos.length - missing.length + place + 1) + " dari " + draft.photos.length + "…");
          body.append("visit", draft.key);
          body.append("key", one.key);
          body.append("kind", one.kind);
          body.append("photo", one.blob, one.name || "foto.jpg");
          return post(box.dataset.photo, body).catch(function (stop) {
            if (stop.state === "fix") stop.words = one.words + ": " + stop.words;
            throw stop;
          });
        });
      });
      return done;
    }
    tell("Mengirim…");
    return ask(box.dataset.token, {}).then(function (told) {
      if (told.user !== draft.user) throw new Stop("session", "Kunjungan ini milik petugas lain. Masuk dengan akunnya untuk mengirim.");
      csrf = told.csrf;
      var body = new FormData();
      draft.fields.forEach(function (pair) { body.append(pair[0], pair[1]); });
      body.set("client_key", draft.key);
      return post(box.dataset.keep, body);
    }).then(function (told) {
      if (told.state === "sent") return told;
      return photos(told.photos).then(function () {
        var body = new FormData();
        body.append("visit", draft.key);
        body.append("photos", draft.photos.length);
        return post(box.dataset.finish, body);
      });
    }).then(function (told) {
      if (told.state !== "sent") throw new Stop("waiting", BUSY);
      return told;
    });
  }
  window.visitSend = function (draft, box, tell) {
    return send(draft, box, tell).catch(function (stop) {
      throw stop instanceof Stop ? stop : new Stop("waiting", BUSY);
    });
  };
})();
