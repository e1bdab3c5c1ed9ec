/* Review page: a ready reason writes its sentence where the officer would type it; nothing she typed is lost. */
(function () {
  "use strict";
  var select = document.querySelector("[data-reasons]"), words = document.getElementById("kep_words");
  if (!select || !words) return;
  var put = {};

  function fill(field, sentence) {
    if (!field || (field.value && field.value !== put[field.id])) return;
    field.value = put[field.id] = sentence;
  }
  select.addEventListener("change", function () {
    var option = select.options[select.selectedIndex], name = option.dataset.field;
    Object.keys(put).forEach(function (id) { fill(document.getElementById(id), ""); });
    fill(words, option.dataset.sentence || "");
    var note = name && document.getElementById("kep_catatan-" + name);
    if (!note) return;
    fill(note, option.dataset.sentence || "");
    var marks = note.closest("details.notes-l"), hidden = note.closest("details:not(.notes-l)");
    if (marks) marks.open = true;
    if (hidden) hidden.open = true;
  });
})();
/* Keys of the review page. No key decides: it brings the officer to the button, and Enter presses it, for a decision is final. */
(function () {
  "use strict";
  var keys = window.Pintasan;
  if (!keys) return;
  function to(selector) {
    return function () {
      var target = document.querySelector(selector);
      if (!target) return false;
      var hidden = target.closest("details:not([open])");
      if (hidden) hidden.open = true;
      target.focus();
      target.scrollIntoView({ block: "nearest" });
    };
  }
  function follow(selector) {
    return function () {
      var link = document.querySelector(selector);
      if (!link) return false;
      link.click();
    };
  }
  keys.on("a", to(".decide [value=approved], [data-sample-fine]"));
  keys.on("p", to("[data-reasons]"));
  keys.on("t", to(".decide [value=rejected]"));
  keys.on("m", to("#percakapan textarea"));
  keys.on("j", follow("[data-next]"));
  keys.on("k", follow("[data-previous]"));
  keys.on("u", follow("[data-back]"));
})();
