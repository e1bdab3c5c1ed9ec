/* The service worker of visits. It keeps one page, the empty form, and the files that page shows (self.SHELL, written
   above by the portal); never an answer with anything private in it. It sees the addresses under /petugas/kunjungan/. */
"use strict";
var NAME = "kunjungan", PATIENCE = 8000;

function fill() {
  return caches.open(NAME).then(function (kept) {
    return kept.keys().then(function (there) {
      var wanted = self.SHELL.files.map(function (one) { return new URL(one, self.location).href; });
      var old = there.filter(function (one) { return wanted.indexOf(one.url) < 0 && one.url !== new URL(self.SHELL.page, self.location).href; });
      var missing = wanted.filter(function (one) { return !there.some(function (other) { return other.url === one; }); });
      return Promise.all(old.map(function (one) { return kept.delete(one); })).then(function () { return kept.addAll(missing); });
    }).then(function () {
      return fetch(self.SHELL.page, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
    }).then(function (answer) {
      if (!answer.ok || answer.redirected) throw new Error("no shell");
      return kept.put(self.SHELL.page, answer);
    });
  });
}
function soon(request) {
  return new Promise(function (done, fail) {
    var timer = setTimeout(fail, PATIENCE);
    fetch(request).then(function (answer) { clearTimeout(timer); done(answer); }, fail);
  });
}

self.addEventListener("install", function (event) { event.waitUntil(self.skipWaiting()); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener("message", function (event) {
  if (event.data !== "isi") return;
  event.waitUntil(fill().then(function () { event.source.postMessage("siap"); }, function () { /* next time */ }));
});
self.addEventListener("fetch", function (event) {
  var request = event.request, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (self.SHELL.pages.indexOf(url.pathname) < 0) return;
    event.respondWith(soon(request).catch(function () {
      return caches.match(self.SHELL.page).then(function (page) { return page || fetch(request); });
    }));
  } else if (self.SHELL.files.indexOf(url.pathname) >= 0) {
    event.respondWith(caches.match(request.url).then(function (kept) { return kept || fetch(request); }));
  }
});
