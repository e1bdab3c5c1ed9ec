/* Makes photos smaller on the phone before they travel: <input type="file" data-shrink> (longest side 1600 px, JPEG);
   data-shrink="2400" for photos of papers, whose small print must stay readable. A PDF travels as it is.
   Whatever goes wrong, the original file stays in the form and is sent as it is. */
(function () {
  "use strict";
  var LONGEST = 1600, ENOUGH = 400 * 1024;
  if (!window.createImageBitmap || !window.DataTransfer || !HTMLCanvasElement.prototype.toBlob) return;

  function small(file, longest) {
    if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return Promise.resolve(file);
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (image) {
      var scale = Math.min(1, (longest || LONGEST) / Math.max(image.width, image.height));
      file._hints = window.photoHints ? window.photoHints(image) : [];
      if (scale === 1 && file.size <= ENOUGH) return file;
      var canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
      canvas.width = Math.round(image.width * scale);
      canvas.height = Math.round(image.height * scale);
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      image.close();
      return new Promise(function (done) {
        canvas.toBlob(function (blob) {
          if (!blob || blob.size >= file.size) return done(file);
          var less = new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
          less._hints = file._hints;
          done(less);
        }, "image/jpeg", 0.86);
      });
    }).catch(function () { return file; });
  }
  window.smallPhoto = small; // visits keep their photos on the phone before they travel

  function words(bytes) {
    return bytes > 1e6 ? (bytes / 1e6).toFixed(1).replace(".", ",") + " MB" : Math.round(bytes / 1000) + " kB";
  }
  function note(input, text, hints) {
    var box = input._note;
    if (!box) {
      box = input._note = document.createElement("p");
      box.className = "okline";
      box.setAttribute("role", "status");
      input.insertAdjacentElement("afterend", box);
    }
    box.textContent = text;
    (hints || []).forEach(function (hint) {
      var line = document.createElement("span");
      line.className = "hint d-block";
      line.textContent = hint;
      box.append(line);
    });
  }
  /* the editor's photos have a script of their own, fetched when she comes near them or something is being made */
  var part = document.querySelector("[data-script]");
  function more() {
    if (!part) return;
    var script = document.createElement("script");
    script.src = part.dataset.script;
    document.head.append(script);
    part = null;
  }
  if (part) ["focusin", "pointerover", "touchstart"].forEach(function (name) { part.addEventListener(name, more); });
  if (document.querySelector("[data-state=waiting],[data-state=making]")) more();

  document.addEventListener("change", function (event) {
    var input = event.target;
    if (!input.matches || !input.matches("input[type=file][data-shrink]") || !input.files.length) return;
    var before = [].slice.call(input.files), size = function (list) { return list.reduce(function (sum, one) { return sum + one.size; }, 0); };
    var longest = Number(input.dataset.shrink) || LONGEST;
    var what = before.every(function (file) { return /^image\//.test(file.type); }) ? " foto" : " berkas";
    note(input, what === " foto" ? "Memperkecil foto…" : "Menyiapkan berkas…");
    Promise.all(before.map(function (file) { return small(file, longest); })).then(function (after) {
      var bag = new DataTransfer();
      after.forEach(function (file) { bag.items.add(file); });
      input.files = bag.files;
      note(input, after.length + what + " siap dikirim, " + words(size(after)) + (size(after) < size(before) ? " (semula " + words(size(before)) + ")." : "."),
        after.reduce(function (all, file, at) { return all.concat((file._hints || []).map(function (hint) { return before[at].name + ": " + hint; })); }, []));
    }).catch(function () { note(input, before.length + what + " siap dikirim."); });
  });
})();
