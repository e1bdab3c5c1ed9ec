/* Keeps visits that are not sent yet on this phone (IndexedDB): what was typed, the photos, how far the sending is.
   Each belongs to the officer who typed it; `visitStore` is missing where the browser keeps nothing. */
(function () {
  "use strict";
  if (!window.indexedDB || !window.Promise || !window.fetch || !window.FormData) return;
  var opening = null;

  function open() {
    opening = opening || new Promise(function (done, fail) {
      var asked = indexedDB.open("kunjungan", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("drafts", { keyPath: "key" }); };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { opening = null; fail(asked.error); };
    });
    return opening;
  }
  function run(mode, act) {
    return open().then(function (db) {
      return new Promise(function (done, fail) {
        var deal = db.transaction("drafts", mode), asked = act(deal.objectStore("drafts"));
        deal.oncomplete = function () { done(asked.result); };
        deal.onerror = deal.onabort = function () { fail(deal.error); };
      });
    });
  }
  function newKey() {
    if (window.crypto.randomUUID) return crypto.randomUUID();
    return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, function (c) {
      return (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16);
    });
  }
  window.visitStore = {
    newKey: newKey,
    /* whose drafts are shown: told by the portal while there is a signal, remembered until she signs out */
    me: function (told) {
      try {
        if (told) localStorage.setItem("kunjungan-saya", told);
        return told || localStorage.getItem("kunjungan-saya") || "";
      } catch (e) { return told || ""; }
    },
    get: function (key) { return run("readonly", function (store) { return store.get(key); }); },
    put: function (draft) { draft.at = Date.now(); return run("readwrite", function (store) { return store.put(draft); }); },
    remove: function (key) { return run("readwrite", function (store) { return store.delete(key); }); },
    of: function (user) {
      return run("readonly", function (store) { return store.getAll(); }).then(function (all) {
        return all.filter(function (one) { return one.user === user; }).sort(function (a, b) { return a.begun - b.begun; });
      });
    }
  };
})();
